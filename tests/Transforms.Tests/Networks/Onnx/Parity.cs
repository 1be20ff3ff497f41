using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks.Onnx;

/// <summary>Runs a graph through libtorch and through ONNX Runtime on the same made images.</summary>
internal static class Parity
{
    public static float[] Images(int samples, FeatureShape shape)
    {
        var images = new float[samples * shape.Size];
        SeededParameters.FillNormal(images, SeededParameters.Stream("parity", 0), 1);
        return images;
    }

    public static float[] Torch(NetworkGraph graph, ParameterSource source, float[] images, bool running = false)
    {
        torch.set_num_threads(1);
        using var context = new TorchContext(
            source, ScalarType.Float32, statistics: running ? BatchNormStatistics.Running : BatchNormStatistics.Batch);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var shape = graph.Nodes[0].Shape;
        var input = tensor(images, [images.Length / shape.Size, shape.Channels, shape.Height, shape.Width]);
        return TorchNetwork.Run(graph, input, context).Logits.contiguous().data<float>().ToArray();
    }

    public static float[] Onnx(
        NetworkGraph graph, ParameterSource source, float[] images, BatchNormStatistics norms = BatchNormStatistics.Batch,
        long[]? genes = null, bool byMeans = false)
    {
        using var session = new OnnxSession(OnnxNetwork.Write(graph, source, new() { Statistics = norms, ByMeans = byMeans }), 1);
        return session.Logits(images, graph.Nodes[0].Shape, genes);
    }

    /// <summary>The largest difference, relative to the largest value where that exceeds 1.</summary>
    public static float MaxDifference(float[] actual, float[] expected)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length).And.None.NaN);
        return actual.Zip(expected, (x, y) => MathF.Abs(x - y)).Max() / MathF.Max(1, expected.Max(MathF.Abs));
    }

    /// <summary>Random values for every parameter of a graph, statistics and scales included.</summary>
    public static ParameterSource Random(NetworkGraph graph)
    {
        var values = graph.Parameters.ToDictionary(
            p => p.Name, p => Values(p.Name, p.Size, p.Role == ParameterRole.NormScale ? 1 : 0, 2 / Math.Sqrt(p.FanIn)));
        foreach (var norm in graph.Nodes.OfType<BatchNorm>())
        {
            values[norm.RunningMean.Name] = Values(norm.RunningMean.Name, norm.Shape.Channels, 0, 0.5);
            values[norm.RunningVariance.Name] =
                [.. Values(norm.RunningVariance.Name, norm.Shape.Channels, 0, 1).Select(v => 0.5f + MathF.Abs(v))];
        }

        return ParameterSource.Stored(values, "random");
    }

    private static float[] Values(string name, long size, double mean, double deviation)
    {
        var values = new float[size];
        SeededParameters.FillUniform(values, SeededParameters.Stream(name, 7), deviation);
        return [.. values.Select(v => (float)(v + mean))];
    }
}
