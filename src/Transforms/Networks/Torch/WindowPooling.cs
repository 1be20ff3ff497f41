using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Networks.Torch;

/// <summary>Pooling over windows of any form: the image is padded first, so that libtorch's own kernels need no padding.</summary>
internal static class WindowPooling
{
    public static Tensor Apply(WindowPool pool, Tensor x, TorchParameters parameters)
    {
        var pads = pool.Window.Pads;
        var rows = Missing(pool.Shape.Height, pool.Kernel.Rows, pool.Window.Strides.Rows, pool.Window.Dilations.Rows,
            x.shape[2] + pads.Top + pads.Bottom);
        var columns = Missing(pool.Shape.Width, pool.Kernel.Columns, pool.Window.Strides.Columns, pool.Window.Dilations.Columns,
            x.shape[3] + pads.Left + pads.Right);
        long[] kernel = [pool.Kernel.Rows, pool.Kernel.Columns], strides = [pool.Window.Strides.Rows, pool.Window.Strides.Columns];
        long[] explicitly = [pads.Left, pads.Right, pads.Top, pads.Bottom], beyond = [0, columns, 0, rows];
        if (pool.IsMaximum)
        {
            using var surrounded =
                F.pad(x, [pads.Left, pads.Right + columns, pads.Top, pads.Bottom + rows], value: double.NegativeInfinity);
            return F.max_pool2d(surrounded, kernel, strides, [0, 0], [pool.Window.Dilations.Rows, pool.Window.Dilations.Columns]);
        }

        using var padded = F.pad(x, [pads.Left, pads.Right + columns, pads.Top, pads.Bottom + rows]);
        var average = F.avg_pool2d(padded, kernel, strides, [0, 0]);

        // What share of each window counts.
        var share = parameters.Shared($"window share {x.shape[2]} {x.shape[3]} {pool.Operation} {pool.Shape} {x.dtype}", () =>
        {
            var all = ones(1, 1, x.shape[2], x.shape[3], dtype: x.dtype, device: parameters.Device);
            var counted = F.pad(all, explicitly, value: pool.CountsPadding ? 1 : 0);
            return F.avg_pool2d(F.pad(counted, beyond), kernel, strides, [0, 0]);
        });
        using (average)
        {
            return average.div(share);
        }
    }

    // Rows or columns that the last window needs beyond the padding.
    private static long Missing(int windows, int kernel, int stride, int dilation, long available) =>
        Math.Max(0, ((windows - 1) * (long)stride) + ((kernel - 1) * (long)dilation) + 1 - available);
}
