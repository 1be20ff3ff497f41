using Microsoft.ML.OnnxRuntime;

namespace NasPipelines.Networks.Onnx;

/// <summary>
/// Batches of images where a provider computes: copied to a GPU once, and read there by the sessions of all networks. For the CPU they are
/// the arrays themselves.
/// </summary>
/// <threadsafety>Safe for use by several threads: sessions only read them.</threadsafety>
internal sealed class ResidentImages : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <param name="batches">Values, [samples, channels, rows, columns]; not to be changed afterwards.</param>
    /// <param name="shape">The shape of an image.</param>
    /// <param name="provider">Where networks run.</param>
    /// <param name="copies">Whether images are copied to the provider's memory; false for the CPU, whose memory they are in.</param>
    public ResidentImages(IEnumerable<float[]> batches, FeatureShape shape, OnnxProvider provider, bool copies)
    {
        try
        {
            Batches = copies ? Copies(batches, shape, provider) : [.. batches.Select(pixels => Owned(OnnxSession.Values(pixels, shape)))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The batches, to be bound by <see cref="OnnxSession.Execute(OrtValue, long[], Action{IReadOnlyList{OrtValue}})"/>.</summary>
    public IReadOnlyList<OrtValue> Batches { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The last first: a session has the memory of what it put out.
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }

        _owned.Clear();
    }

    private List<OrtValue> Copies(IEnumerable<float[]> batches, FeatureShape shape, OnnxProvider provider)
    {
        // TensorRT reads the memory of CUDA, and would take seconds to build an engine for this.
        var copier = provider.Name == OnnxProvider.Cpu.Name ? provider : OnnxProvider.Cuda with { Device = provider.Device };
        var session = Owned(new OnnxSession(Identity(shape), threads: 1, copier));
        var memory = copier.Memory();
        if (memory != OrtMemoryInfo.DefaultInstance)
        {
            _ = Owned(memory);
        }

        return [.. batches.Select(pixels => Owned(session.Leave(pixels, shape, memory))[0])];
    }

    private T Owned<T>(T made)
        where T : IDisposable
    {
        _owned.Add(made);
        return made;
    }

    // What it reads is on the CPU, what it puts out where it runs.
    private static ModelProto Identity(FeatureShape shape) => new()
    {
        IrVersion = OnnxNetwork.IrVersion,
        OpsetImport = { new OperatorSetIdProto { Version = OnnxNetwork.Opset } },
        Graph = new GraphProto
        {
            Name = "copy",
            Input = { OnnxValues.Float(OnnxNetwork.Image, "images", shape.Channels, shape.Height, shape.Width) },
            Output = { OnnxValues.Float("copy", "the same images", shape.Channels, shape.Height, shape.Width) },
            Node = { new NodeProto { OpType = "Identity", Input = { OnnxNetwork.Image }, Output = { "copy" } } },
        },
    };
}
