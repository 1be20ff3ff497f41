using TorchSharp;
using static NasPipelines.Tests.Networks.HandWritten.PlainLayers;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks.HandWritten;

/// <summary>
/// DARTS' network for CIFAR-10 with five cells, the second and fourth of which reduce, written as its authors describe it.
/// </summary>
internal static class DartsNetwork
{
    public static Tensor Forward(Tensor images, int channels, (string Operation, int From)[] normal, (string Operation, int From)[] reduce)
    {
        var stem = Norm(Conv(images, "stem.conv", 3 * channels, 3));
        var (s0, s1) = (stem, stem);
        var reducedBefore = false;
        for (var cell = 0; cell < 5; cell++)
        {
            var reduces = cell is 1 or 3;
            channels *= reduces ? 2 : 1;
            var name = $"cells.{cell}";
            var states = new List<Tensor>
            {
                reducedBefore
                    ? FactorizedReduce(s0, $"{name}.preprocess.0", channels)
                    : ReluConvNorm(s0, $"{name}.preprocess.0", channels, 1),
                ReluConvNorm(s1, $"{name}.preprocess.1", channels, 1),
            };
            var edges = reduces ? reduce : normal;
            for (var node = 2; node < 6; node++)
            {
                var sum = edges.Skip(2 * (node - 2)).Take(2).Select(edge => Operation(
                    states[edge.From], edge.Operation, $"{name}.edge.{edge.From}-{node}.{edge.Operation}",
                    reduces && edge.From < 2 ? 2 : 1)).ToList();
                states.Add(sum[0] + sum[1]);
            }

            (s0, s1) = (s1, cat([.. states.Skip(2)], 1));
            reducedBefore = reduces;
        }

        return Classify(s1);
    }

    private static Tensor Operation(Tensor x, string operation, string name, int stride) => operation switch
    {
        "max_pool_3x3" => nn.MaxPool2d(3, stride: stride, padding: 1).call(x),
        "avg_pool_3x3" => nn.AvgPool2d(3, stride: stride, padding: 1, count_include_pad: false).call(x),
        "skip_connect" => stride == 1 ? x : FactorizedReduce(x, name, x.shape[1]),
        "sep_conv_3x3" => Separable(Separable(x, $"{name}.0", 3, stride, 1), $"{name}.1", 3, 1, 1),
        "sep_conv_5x5" => Separable(Separable(x, $"{name}.0", 5, stride, 1), $"{name}.1", 5, 1, 1),
        "dil_conv_3x3" => Separable(x, name, 3, stride, 2),
        "dil_conv_5x5" => Separable(x, name, 5, stride, 2),
        _ => throw new ArgumentException(operation),
    };

    private static Tensor Separable(Tensor x, string name, int kernel, int stride, int dilation) =>
        Norm(
            Conv(Conv(Relu(x), $"{name}.depthwise", x.shape[1], kernel, stride, dilation, x.shape[1]), $"{name}.pointwise", x.shape[1], 1));

    private static Tensor FactorizedReduce(Tensor x, string name, long channels)
    {
        var positive = Relu(x);
        var shifted = positive[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(1), TensorIndex.Slice(1)];
        return Norm(cat([Conv(positive, $"{name}.conv_a", channels / 2, 1, 2), Conv(shifted, $"{name}.conv_b", channels / 2, 1, 2)], 1));
    }
}
