using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How far the images agree on which way a weight should go (GradSign, Zhang and Jia 2022): the gradient of the loss of each image alone,
/// with its own normalisation statistics.
/// </summary>
internal static class GradientSignPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.GradientSigns;

    /// <summary>The mean over the weights of all layers of |Σ over images of the sign of its gradient|.</summary>
    public static double Run(NetworkGraph network, IReadOnlyList<ParameterReference> layers, ImageBatch batch, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var enabled = set_grad_enabled(true);
        var live = GraphPasses.RemoveDeadNodes(network);
        var weights = Gradients.Live(live, layers).ConvertAll(context.Parameter);
        var signs = weights.ConvertAll(w => zeros(w.shape, dtype: context.Type));
        var (images, classes) = (batch.Images(context.Type), batch.Classes());
        for (var i = 0; i < batch.Samples; i++)
        {
            using var each = NewDisposeScope();
            var logits = TorchNetwork.Run(live, images.narrow(0, i, 1), context).Logits;
            var gradients = Gradients.Of(F.cross_entropy(logits, classes.narrow(0, i, 1)), weights);
            using var noGradients = no_grad();
            foreach (var (sum, gradient) in signs.Zip(gradients).Where(p => p.Second is not null))
            {
                sum.PlusInPlace(gradient!.sign_());
            }
        }

        using var plain = no_grad();
        var total = signs.Sum(s => s.abs().to(ScalarType.Float64).sum().item<double>());
        return total / layers.Sum(p => p.Size);
    }
}
