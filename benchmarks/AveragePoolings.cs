using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Benchmarks;

/// <summary>Equal ways to average over 3 × 3 windows with stride 1 and padding that is not counted.</summary>
internal static class AveragePoolings
{
    public static IReadOnlyList<(string Name, Func<Tensor, Tensor> Pool)> For(Tensor x, TorchContext context)
    {
        var (channels, size) = (x.shape[1], x.shape[3]);
        var shape = new FeatureShape((int)channels, (int)size, (int)size);
        var builder = new NetworkGraphBuilder(shape);
        var node = (AvgPool)builder.Build(builder.AvgPool(0, "pool", 3, 1, 1)).Nodes[1];
        var shares = 1 / F.conv2d(ones(1, 1, size, size), ones(1, 1, 3, 3), padding: [1, 1]);
        var filters = ones(channels, 1, 3, 3);
        var average = AveragePooling.Matrix((int)size, node, x.dtype, context);
        var plane = kron(average, average);
        var run = new TorchRun(context, BatchNormStatistics.Batch) { Derivatives = 2 };
        return
        [
            ("libtorch's avg_pool2d", v => F.avg_pool2d(v, [3, 3], [1, 1], [1, 1], count_include_pad: false)),
            ("the engine's", v => AveragePooling.Apply(v, node, run)),
            ("the engine's elsewhere than on the CPU", v => AveragePooling.Products(v, node, context)),
            ("two banded products", v => matmul(matmul(v, average).transpose(2, 3), average).transpose(2, 3)),
            ("two banded products, batched", v => Batched(v, average)),
            ("one product over the plane", v => matmul(v.flatten(2), plane).view(v.shape)),
            ("depthwise convolution, shares", v => F.conv2d(v, filters, padding: [1, 1], groups: channels) * shares),
            ("shifted additions, in place", v => Shifted(Shifted(v, 3), 2).mul_(shares)),
            ("shifted additions of slices", v => Slices(Slices(v, 3), 2) * shares),
        ];
    }

    // Rows from the left: the result is contiguous.
    private static Tensor Batched(Tensor x, Tensor average)
    {
        var planes = matmul(x, average).flatten(0, 1);
        return bmm(average.t().unsqueeze(0).expand(planes.shape[0], -1, -1), planes).view(x.shape);
    }

    private static Tensor Shifted(Tensor x, int dimension)
    {
        var inner = x.shape[dimension] - 1;
        var sum = x.clone();
        sum.narrow(dimension, 1, inner).add_(x.narrow(dimension, 0, inner));
        sum.narrow(dimension, 0, inner).add_(x.narrow(dimension, 1, inner));
        return sum;
    }

    private static Tensor Slices(Tensor x, int dimension)
    {
        var size = x.shape[dimension];
        var padded = F.pad(x, dimension == 3 ? [1, 1, 0, 0] : [0, 0, 1, 1]);
        return padded.narrow(dimension, 0, size) + padded.narrow(dimension, 1, size) + padded.narrow(dimension, 2, size);
    }
}
