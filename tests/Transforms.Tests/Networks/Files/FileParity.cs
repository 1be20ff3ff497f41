using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Native;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.TestKit;
using NasPipelines.Spaces.NetworkFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks.Files;

/// <summary>Logits of a file's network, as it is read and run here, against ONNX Runtime's on the file itself.</summary>
internal static class FileParity
{
    /// <summary>Reads a model with its stored weights and compares.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <param name="samples">Images; ONNX Runtime takes them one by one where the batch is frozen.</param>
    /// <param name="frozen">Whether the file's batch is frozen at 1.</param>
    /// <param name="input">The name of the file's image.</param>
    public static void AssertEqual(byte[] model, int samples = 3, bool frozen = false, string input = OnnxNetwork.Image)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("network.onnx");
        File.WriteAllBytes(path, model);
        var file = NetworkFile.Open(path, new() { Weights = NetworkWeights.Stored });
        AssertEqual(file, ModelProto.Parser.ParseFrom(model), samples, frozen, input);
    }

    public static void AssertEqual(NetworkFile file, ModelProto model, int samples, bool frozen, string input)
    {
        var network = file.Network(keepsNorms: true);
        var shape = network.Nodes[0].Shape;
        var pixels = new float[samples * shape.Size];
        SeededParameters.FillUniform(pixels, SeededParameters.Stream("input", 0), 2);
        var ours = Ours(network, file.Weights(), pixels, samples, shape);
        var theirs = new List<float>();
        foreach (var node in model.Graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == input ? OnnxNetwork.Image : node.Input[i];
            }
        }

        foreach (var value in model.Graph.Input)
        {
            value.Name = value.Name == input ? OnnxNetwork.Image : value.Name;
        }

        using var session = new OnnxSession(model, threads: 1);
        foreach (var part in frozen ? pixels.Chunk((int)shape.Size) : [pixels])
        {
            theirs.AddRange(session.Logits(part, shape));
        }

        var scale = Math.Max(1, theirs.Max(Math.Abs));
        Assert.That(ours, Has.Length.EqualTo(theirs.Count));
        for (var i = 0; i < ours.Length; i++)
        {
            Assert.That(ours[i], Is.EqualTo(theirs[i]).Within(1e-4 * scale), $"logit {i}");
        }
    }

    private static float[] Ours(NetworkGraph network, ParameterSource weights, float[] pixels, int samples, FeatureShape shape)
    {
        LibTorch.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var context = new TorchContext(weights, ScalarType.Float32, statistics: BatchNormStatistics.Running);
        var images = context.Place(pixels, [samples, shape.Channels, shape.Height, shape.Width]);
        return TorchNetwork.Run(network, images, context).Logits.contiguous().data<float>().ToArray();
    }
}
