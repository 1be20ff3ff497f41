using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks.HandWritten;

/// <summary>TorchSharp modules in float64 whose weights are those of a parameter source, for networks written by hand.</summary>
internal static class PlainLayers
{
    private static readonly ParameterSource Source = ParameterSource.Seeded(3);

    public static Tensor Conv(Tensor x, string name, long channels, long kernel, long stride = 1, long dilation = 1, long groups = 1)
    {
        var layer = nn.Conv2d(
            x.shape[1], channels, kernel, stride: stride, padding: dilation * (kernel / 2), dilation: dilation, groups: groups, bias: false,
            dtype: ScalarType.Float64);
        layer.weight = Values($"{name}.weight", ParameterRole.ConvolutionWeight, channels, x.shape[1] / groups, kernel, kernel);
        return layer.call(x);
    }

    public static Tensor Norm(Tensor x) => nn.BatchNorm2d(x.shape[1], dtype: ScalarType.Float64).call(x);

    public static Tensor Relu(Tensor x) => nn.ReLU().call(x);

    public static Tensor ReluConvNorm(Tensor x, string name, long channels, long kernel, long stride = 1) =>
        Norm(Conv(Relu(x), name, channels, kernel, stride));

    public static Tensor ConvNormRelu(Tensor x, string name, long channels, long kernel, long stride = 1, long groups = 1) =>
        Relu(Norm(Conv(x, name, channels, kernel, stride, groups: groups)));

    public static Tensor Classify(Tensor x, int classes = 10)
    {
        var layer = nn.Linear(x.shape[1], classes, dtype: ScalarType.Float64);
        layer.weight = Values("classifier.weight", ParameterRole.LinearWeight, classes, x.shape[1]);
        layer.bias = nn.Parameter(zeros(classes, ScalarType.Float64));
        return layer.call(nn.Flatten().call(nn.AdaptiveAvgPool2d(1).call(x)));
    }

    /// <summary>The product's own logits with the same parameters.</summary>
    public static Tensor Run(NetworkGraph graph, Tensor images)
    {
        using var context = new TorchContext(Source, ScalarType.Float64);
        using var scope = NewDisposeScope();
        return TorchNetwork.Run(graph, images, context).Logits.detach().MoveToOuterDisposeScope();
    }

    private static TorchSharp.Modules.Parameter Values(string name, ParameterRole role, params long[] shape) =>
        nn.Parameter(tensor(Source.Values(new ParameterReference(name, role, [.. shape]))).to(ScalarType.Float64).reshape(shape));
}
