using NasPipelines.Networks.Graph;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Networks.Torch;

/// <summary>The operations of a graph in libtorch: the one place that knows how each is computed.</summary>
internal static class TorchOperations
{
    private const double RunningMomentum = 0.1;

    /// <summary>The value of an operation other than a sum.</summary>
    /// <param name="node">The operation.</param>
    /// <param name="x">Its first operand.</param>
    /// <param name="operands">All operands.</param>
    /// <param name="run">How the graph is run.</param>
    /// <param name="isOwn">Whether the first operand may be written over.</param>
    public static Tensor Apply(NetworkNode node, Tensor x, IEnumerable<Tensor> operands, TorchRun run, bool isOwn) => node switch
    {
        Conv2d c => Convolve(c, x, run),
        BatchNorm n => Normalise(n, x, run),
        Relu => isOwn ? x.relu_() : x.relu(),
        AvgPool p => AveragePooling.Apply(x, p, run),
        MaxPool p => MaximumPooling.Apply(x, p),
        GlobalAvgPool => x.mean([2, 3], keepdim: true),
        Linear l => Multiply(Features(x, run), run.Parameters.Part(l.Weight), run.Parameters.Part(l.Bias), run),
        Concat => cat([.. operands], 1),
        Slice s => x.narrow(1, s.Start, s.Shape.Channels),
        Pad p => F.pad(x, [p.Left, p.Right, p.Top, p.Bottom]),
        _ => TensorOperations.Apply(node, [.. operands], run, x.dtype) ?? throw Unknown(node),
    };

    /// <summary>The error for an operation that is none of these.</summary>
    public static NotSupportedException Unknown(NetworkNode node) =>
        new($"{node.Name}: the torch backend does not know '{node.Operation}'.");

    private static Tensor Features(Tensor x, TorchRun run) => run.Dropout is null ? x.flatten(1) : x.flatten(1) * run.Dropout;

    // The samples are the positions of one image: each is multiplied alone, in an order that no other one changes.
    private static Tensor Multiply(Tensor x, Tensor weight, Tensor bias, TorchRun run)
    {
        var (samples, channels, results) = (x.shape[0], x.shape[1], weight.shape[0]);
        if (!ConvolutionKernels.Multiply(x, results, run))
        {
            return F.linear(x, weight, bias);
        }

        using var columns = x.t();
        using var image = columns.reshape(1, channels, samples, 1);
        var shape = ConvolutionShape.Pointwise(channels, results, ((int)samples, 1)) with { Weight = weight.shape };
        using var product = OwnConvolution.Apply(image, weight, shape);
        using var ofResults = product.view(results, samples);
        using var ofSamples = ofResults.t();
        using var rows = ofSamples.contiguous();
        return rows.Plus(bias);
    }

    // Of what windows of one place that are apart only some is read.
    private static Tensor? Read(Conv2d c, Tensor x)
    {
        var (rows, columns) = c.Window is { } window ? window.Strides : (c.Stride, c.Stride);
        return c.Weight.Shape[2] == 1 && c.Weight.Shape[3] == 1 && c.Groups == 1 && (rows, columns) != (1, 1)
            ? x[.., .., TensorIndex.Slice(step: rows), TensorIndex.Slice(step: columns)]
            : null;
    }

    private static Tensor Convolve(Conv2d c, Tensor x, TorchRun run)
    {
        var weight = run.Parameters.Part(c.Weight);
        if (ConvolutionKernels.For(c, x, run) is { } own)
        {
            using var read = Read(c, x);
            var value = OwnConvolution.Apply(read ?? x, weight, own);
            return c.Bias is null ? value : value.Plus(run.Parameters.Part(c.Bias).reshape(1, -1, 1, 1));
        }

        if (c.Window is { } window)
        {
            return ConvolveWindow(c, window, x, weight, run);
        }

        return c is { Bias: null, Stride: 1, Padding: 0, Groups: 1 } && c.Weight.Shape[2] == 1 && !run.FirstDerivativesOnly
            ? Pointwise(x, weight)
            : F.conv2d(
                x,
                weight,
                c.Bias is null ? null : run.Parameters.Part(c.Bias),
                [c.Stride, c.Stride],
                [c.Padding, c.Padding],
                [c.Dilation, c.Dilation],
                c.Groups);
    }

    private static Tensor ConvolveWindow(Conv2d c, ConvolutionWindow window, Tensor x, Tensor weight, TorchRun run)
    {
        var (pads, bias) = (window.Pads, c.Bias is null ? null : run.Parameters.Part(c.Bias));
        long[] strides = [window.Strides.Rows, window.Strides.Columns], dilations = [window.Dilations.Rows, window.Dilations.Columns];
        if (pads.IsSymmetric)
        {
            return F.conv2d(x, weight, bias, strides, [pads.Top, pads.Left], dilations, c.Groups);
        }

        using var padded = F.pad(x, [pads.Left, pads.Right, pads.Top, pads.Bottom]);
        return F.conv2d(padded, weight, bias, strides, [0, 0], dilations, c.Groups);
    }

    // A product per sample: a little faster than the convolution, and twice as fast where it is differentiated twice.
    private static Tensor Pointwise(Tensor x, Tensor weight)
    {
        using var matrix = weight.flatten(1);
        using var each = matrix.expand(x.shape[0], -1, -1);
        using var positions = x.flatten(2);
        using var product = bmm(each, positions);
        return product.view(x.shape[0], weight.shape[0], x.shape[2], x.shape[3]);
    }

    private static Tensor Normalise(BatchNorm norm, Tensor x, TorchRun run)
    {
        var (parameters, channels) = (run.Parameters, norm.Shape.Channels);
        var scale = norm.Scale is null ? null : parameters.Part(norm.Scale);
        var shift = norm.Shift is null ? null : parameters.Part(norm.Shift);
        if (run.EachImageAlone && x.shape[2] * x.shape[3] > 1)
        {
            return F.instance_norm(x, null, null, scale, shift, true, RunningMomentum, norm.Epsilon);
        }

        if (run.Statistics == BatchNormStatistics.Initial)
        {
            return Normalised(parameters.Constant(0, channels, x.dtype), parameters.Constant(1, channels, x.dtype), ofBatch: false);
        }

        if (run.Statistics == BatchNormStatistics.Running || run.UpdatesRunning)
        {
            var ofBatch = run.Statistics != BatchNormStatistics.Running;
            return Normalised(parameters.Part(norm.RunningMean), parameters.Part(norm.RunningVariance), ofBatch);
        }

        if (run.EachImageAlone || x.numel() == channels)
        {
            // libtorch refuses a single value per channel: it is its own mean, and what remains is the shift.
            var nothing = x - (run.EachImageAlone ? x : x.mean([0, 2, 3], keepdim: true));
            return shift is null ? nothing : nothing.Plus(shift.reshape(1, -1, 1, 1));
        }

        return run.Derivatives == 2 && OwnKernels.Take(x) && scale is not { requires_grad: true } && shift is not { requires_grad: true }
            ? TwiceNormalisation.Apply(x, scale, shift, RunningMomentum, norm.Epsilon)
            : Normalised(null, null, ofBatch: true);

        Tensor Normalised(Tensor? mean, Tensor? variance, bool ofBatch) =>
            F.batch_norm(x, mean, variance, scale, shift, ofBatch, RunningMomentum, norm.Epsilon);
    }
}
