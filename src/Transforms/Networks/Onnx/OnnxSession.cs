using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace NasPipelines.Networks.Onnx;

/// <summary>A model in ONNX Runtime. Images and logits are not copied between the runtimes.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class OnnxSession : IDisposable
{
    private static readonly RunOptions Run = new();
    private readonly InferenceSession _session;
    private readonly string[] _outputs;
    private readonly int _genes;

    /// <param name="model">A model without external data.</param>
    /// <param name="threads">Threads of one operation.</param>
    /// <param name="provider">Where it runs.</param>
    /// <exception cref="InvalidDataException">ONNX Runtime refuses the model.</exception>
    public OnnxSession(ModelProto model, int threads, OnnxProvider? provider = null)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // libtorch's threads may be at work beside: waiting threads do not spin.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        provider?.AppendTo(options);
        _outputs = [.. model.Graph.Output.Select(o => o.Name)];

        // As many as some operation reads: a small network of the space may leave the last ones out.
        var genes = model.Graph.Input.FirstOrDefault(i => i.Name == OnnxNetwork.Architecture);
        _genes = (int)(genes?.Type.TensorType.Shape.Dim[0].DimValue ?? 0);
        try
        {
            _session = new InferenceSession(model.ToByteArray(), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"ONNX Runtime refuses the model: {e.Message}", e);
        }
    }

    /// <summary>Runs a batch.</summary>
    /// <param name="images">[samples, channels, rows, columns].</param>
    /// <param name="shape">The shape of one image.</param>
    /// <param name="genes">The architecture, for the model of a whole space.</param>
    /// <param name="read">Sees the outputs in the model's order, logits first, valid during the call.</param>
    public void Execute(Memory<float> images, FeatureShape shape, long[]? genes, Action<IReadOnlyList<OrtValue>> read)
    {
        using var pixels = Values(images, shape);
        using var architecture = Genes(genes);
        using var results = architecture is null
            ? _session.Run(Run, [OnnxNetwork.Image], [pixels], _outputs)
            : _session.Run(Run, [OnnxNetwork.Image, OnnxNetwork.Architecture], [pixels, architecture], _outputs);
        read(results);
    }

    /// <summary>Runs a batch that lies where the provider reads it: nothing but the outputs is copied.</summary>
    /// <param name="images">One of <see cref="ResidentImages"/>.</param>
    /// <param name="genes">The architecture, for the model of a whole space.</param>
    /// <param name="read">Sees the outputs in the model's order, logits first, valid during the call.</param>
    public void Execute(OrtValue images, long[]? genes, Action<IReadOnlyList<OrtValue>> read)
    {
        using var results = Bound(images, genes, OrtMemoryInfo.DefaultInstance);
        read(results);
    }

    /// <summary>Runs a batch and leaves its outputs where the provider has them; yours to dispose, before the session.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Leave(Memory<float> images, FeatureShape shape, OrtMemoryInfo memory)
    {
        using var pixels = Values(images, shape);
        return Bound(pixels, null, memory);
    }

    /// <summary>A batch as a tensor over the same memory.</summary>
    public static OrtValue Values(Memory<float> images, FeatureShape shape) => OrtValue.CreateTensorValueFromMemory(
        OrtMemoryInfo.DefaultInstance, images, [images.Length / shape.Size, shape.Channels, shape.Height, shape.Width]);

    /// <summary>The logits of a batch, [samples, classes].</summary>
    public float[] Logits(Memory<float> images, FeatureShape shape, long[]? genes = null)
    {
        float[] logits = [];
        Execute(images, shape, genes, outputs => logits = outputs[0].GetTensorDataAsSpan<float>().ToArray());
        return logits;
    }

    public void Dispose() => _session.Dispose();

    // With the outputs in a memory, complete.
    private IDisposableReadOnlyCollection<OrtValue> Bound(OrtValue images, long[]? genes, OrtMemoryInfo memory)
    {
        using var binding = _session.CreateIoBinding();
        binding.BindInput(OnnxNetwork.Image, images);
        using var architecture = Genes(genes);
        if (architecture is not null)
        {
            binding.BindInput(OnnxNetwork.Architecture, architecture);
        }

        foreach (var output in _outputs)
        {
            binding.BindOutputToDevice(output, memory);
        }

        var results = _session.RunWithBoundResults(Run, binding);
        binding.SynchronizeBoundOutputs();
        return results;
    }

    private OrtValue? Genes(long[]? genes) => genes is null || _genes == 0
        ? null
        : OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, genes.AsMemory(0, _genes), [_genes]);
}
