using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How far the images agree on which way a weight should go (GradSign, Zhang and Jia 2022): the gradient of the loss of each image alone,
/// with its own normalisation statistics. One backward pass to the outputs of layers serves all images, which do not touch each other.
/// </summary>
internal static class GradientSignPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.GradientSigns;

    // Values of unfolded images that are held at a time.
    private const long Held = 1 << 24;

    /// <summary>The mean over the weights of all layers of |Σ over images of the sign of its gradient|.</summary>
    public static double Run(NetworkGraph network, IReadOnlyList<ParameterReference> layers, ImageBatch batch, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var enabled = set_grad_enabled(true);
        var live = GraphPasses.RemoveDeadNodes(network);
        var run = new TorchRun(context, context.Statistics) { EachImageAlone = context.Statistics == BatchNormStatistics.Batch };
        var trace = LayerTrace.Of(live, layers, batch.Images(context), run);
        var gradients = Gradients.Of(CrossEntropy.Mean(trace.Logits, batch.Classes(context)), trace.Outputs);
        using var noGradients = no_grad();
        var total = 0.0;
        foreach (var uses in Enumerable.Range(0, trace.Layers.Length).Where(i => gradients[i] is not null)
            .GroupBy(i => trace.Layers[i].LayerWeight!))
        {
            using var each = NewDisposeScope();
            var signs = zeros(uses.Key.Size, dtype: context.Type, device: context.Device);
            foreach (var (first, count) in Chunks(batch.Samples, uses.Max(i => Unfolded(trace.Layers[i]))))
            {
                using var chunk = NewDisposeScope();
                var summed = uses.Select(i => OfWeight(
                    trace.Layers[i],
                    BySample(trace.Layers[i], trace.Operand(i)).narrow(0, first, count),
                    BySample(trace.Layers[i], gradients[i]!).narrow(0, first, count))).Aggregate((a, b) => a.Plus(b));
                signs.PlusInPlace(summed.sign_().sum([0]));
            }

            total += Readback.Value<double>(signs.abs().to(ScalarType.Float64).sum());
        }

        return total / layers.Sum(p => p.Size);
    }

    private static IEnumerable<(int First, int Count)> Chunks(int samples, long values)
    {
        var size = (int)Math.Clamp(Held / Math.Max(1, values), 1, samples);
        return Enumerable.Range(0, (samples + size - 1) / size).Select(i => (i * size, Math.Min(size, samples - (i * size))));
    }

    private static long Unfolded(NetworkNode layer) =>
        layer is Conv2d c ? c.Weight.Size / c.Weight.Shape[0] * c.Groups * c.Shape.Height * c.Shape.Width : layer.LayerWeight!.Size;

    /// <summary>[samples × weights]: the gradient in a layer's weight of each image.</summary>
    private static Tensor OfWeight(NetworkNode layer, Tensor operand, Tensor gradient)
    {
        if (layer is not Conv2d convolution)
        {
            return bmm(gradient.transpose(1, 2), operand).flatten(1);
        }

        var groups = operand.shape[0] * convolution.Groups;
        var windows = Windows(convolution, operand);
        var columns = windows.reshape(groups, -1, windows.shape[2]);
        return bmm(gradient.reshape(groups, -1, windows.shape[2]), columns.transpose(1, 2)).reshape(operand.shape[0], -1);
    }

    // Images as they are, all else as [samples, positions, channels].
    private static Tensor BySample(NetworkNode layer, Tensor value) =>
        layer is Conv2d ? value : TensorOperations.PerSample(layer, layer is Projection ? value : value.flatten(1));

    // [samples, values of a window, positions].
    private static Tensor Windows(Conv2d layer, Tensor operand)
    {
        (long, long) kernel = (layer.Weight.Shape[2], layer.Weight.Shape[3]);
        if (layer.Window is not { } window)
        {
            return F.unfold(
                operand, kernel, (layer.Dilation, layer.Dilation), (layer.Padding, layer.Padding), (layer.Stride, layer.Stride));
        }

        var padded = F.pad(operand, [window.Pads.Left, window.Pads.Right, window.Pads.Top, window.Pads.Bottom]);
        return F.unfold(
            padded, kernel, (window.Dilations.Rows, window.Dilations.Columns), (0, 0), (window.Strides.Rows, window.Strides.Columns));
    }
}
