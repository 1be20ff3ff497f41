using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using NasPipelines.Scoring;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// The empirical neural tangent kernel of the summed logits. Batch statistics tie the samples together, so that each takes a backward pass
/// of the whole batch, and the gradients of all samples are held at a time.
/// </summary>
internal static class TangentKernelPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.TangentKernel;

    /// <summary>
    /// [samples × samples]: Σ over the weights of convolutions and linear layers of the product of two samples' gradients.
    /// </summary>
    public static double[] Run(NetworkGraph network, IReadOnlyList<ParameterReference> layers, ImageBatch batch, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var enabled = set_grad_enabled(true);
        var live = GraphPasses.RemoveDeadNodes(network);
        var logits = TorchNetwork.Run(live, batch.Images(context), context).Logits;
        var weights = Gradients.Live(live, layers).ConvertAll(context.Parameter);
        var bytes = weights.Sum(w => w.numel()) * batch.Samples * sizeof(float);
        if (bytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2)
        {
            throw new ScoringException(
                $"the gradients of {batch.Samples} images in {weights.Sum(w => w.numel())} weights need {bytes >> 30} GiB: take a "
                    + $"smaller batch");
        }

        var rows = weights.ConvertAll(w => zeros(batch.Samples, w.numel(), dtype: context.Type, device: context.Device));
        for (var i = 0; i < batch.Samples; i++)
        {
            using var each = NewDisposeScope();
            var gradients = Gradients.Of(logits[i].sum(), weights, keepGraph: true);
            using var noGradients = no_grad();
            foreach (var (row, gradient) in rows.Zip(gradients).Where(p => p.Second is not null))
            {
                row[i].copy_(gradient!.flatten());
            }
        }

        return Products(rows, batch.Samples, context.Device);
    }

    private static double[] Products(List<Tensor> rows, int samples, Device device)
    {
        using var noGradients = no_grad();
        var kernel = zeros(samples, samples, dtype: ScalarType.Float64, device: device);
        foreach (var layer in rows)
        {
            using var each = NewDisposeScope();
            var wide = layer.to(ScalarType.Float64);
            kernel.PlusInPlace(RowProducts.Of(wide));
        }

        return Gradients.Numbers(kernel);
    }
}
