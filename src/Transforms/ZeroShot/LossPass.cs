using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// The passes over the batch of images, as few as the needs allow: one forward; one backward of the loss for weights and outputs together;
/// one backward of the summed logits to the images; one backward through the first for the Hessian.
/// </summary>
internal sealed class LossPass(TorchContext context, ImageBatch batch, ZeroShotNeeds needs, ZeroShotCompat compat)
{
    public const ZeroShotNeeds Serves =
        ZeroShotNeeds.Weights | ZeroShotNeeds.LossGradient | ZeroShotNeeds.HessianGradient | ZeroShotNeeds.OutputSaliency
            | ZeroShotNeeds.InputJacobian | ZeroShotNeeds.ActivationKernel | ZeroShotNeeds.ActivationPatterns
            | ZeroShotNeeds.Labels | ZeroShotNeeds.EffectiveRanks;

    private const ZeroShotNeeds OfWeights = ZeroShotNeeds.LossGradient | ZeroShotNeeds.HessianGradient;

    private const ZeroShotNeeds OfLoss = OfWeights | ZeroShotNeeds.OutputSaliency;

    private bool Codes => (needs & (ZeroShotNeeds.ActivationKernel | ZeroShotNeeds.ActivationPatterns)) != 0;

    private bool Ranks => needs.HasFlag(ZeroShotNeeds.EffectiveRanks);

    private bool Saliency => needs.HasFlag(ZeroShotNeeds.OutputSaliency);

    private bool Hessian => needs.HasFlag(ZeroShotNeeds.HessianGradient);

    private bool Jacobian => needs.HasFlag(ZeroShotNeeds.InputJacobian);

    /// <summary>Measures one network.</summary>
    /// <param name="network">The network as it is run.</param>
    /// <param name="layers">The weights to report, of which some may not be in the network that is run.</param>
    /// <param name="observations">Filled in.</param>
    public ZeroShotObservations Run(NetworkGraph network, IReadOnlyList<ParameterReference> layers, ZeroShotObservations observations)
    {
        if ((needs & ~ZeroShotNeeds.Weights & Serves) == 0)
        {
            return observations.With(o => o.Layers = [.. layers.Select(p => Layer(p, [], [], []))]);
        }

        using var scope = NewDisposeScope();
        using var gradients = set_grad_enabled((needs & (OfLoss | ZeroShotNeeds.InputJacobian)) != 0);

        // Edges that the logits do not depend on are run only for what is counted over all operations.
        var live = GraphPasses.RemoveDeadNodes(network);
        var names = live.Nodes.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var input = batch.Images(context);
        if (Jacobian)
        {
            input = input.clone().requires_grad_();
        }

        var codes = new ActivationCodes(
            batch.Samples, needs.HasFlag(ZeroShotNeeds.ActivationKernel), needs.HasFlag(ZeroShotNeeds.ActivationPatterns));
        var run = Codes || Ranks ? network : live;
        var ranks = Ranks ? new EffectiveRanks(run, compat.HasFlag(ZeroShotCompat.NearCountsNormalisations)) : null;
        var trace = TorchNetwork.Run(
            run, input, context, codes.Add, n => Saliency && n.LayerWeight is not null && names.Contains(n.Name),
            ranks is null ? null : ranks.Add, derivatives: Hessian ? 2 : 1);
        var loss = CrossEntropy.Mean(trace.Logits, batch.Classes(context));
        observations = observations.With(o =>
        {
            o.Samples = batch.Samples;
            o.Labels = batch.Labels;
            o.Logits = Gradients.Numbers(trace.Logits);
            o.Loss = Gradients.Numbers(loss)[0];
            o.ActivationKernel = codes.Kernel;
            o.DistinctActivationPatterns = codes.DistinctPatterns;
            o.EffectiveRanks = ranks?.Values ?? [];
        });
        return Differentiate(live, layers, input, trace, loss, observations);
    }

    private ZeroShotObservations Differentiate(
        NetworkGraph live, IReadOnlyList<ParameterReference> layers, Tensor input, TorchTrace trace, Tensor loss,
        ZeroShotObservations observations)
    {
        var present = (needs & OfWeights) != 0 ? Gradients.Live(live, layers) : [];
        var weights = present.ConvertAll(context.Parameter);
        IReadOnlyList<Tensor?> first = (needs & OfLoss) == 0
            ? []
            : Gradients.Of(loss, [.. weights, .. trace.Kept.Select(k => k.Value)], keepGraph: Hessian || Jacobian, differentiable: Hessian);
        if (Jacobian)
        {
            var jacobian = live.Nodes.Any(n => n.Inputs.Contains(0))
                ? Gradients.Of(trace.Logits.sum(), [input], keepGraph: Hessian)[0]
                : null;
            observations = observations.With(o => o.InputJacobian = Gradients.Numbers(jacobian, input.numel()));
        }

        var gradient = Gradients.Spread(layers, present, first);
        var hessian = Hessian ? Gradients.Spread(layers, present, SecondGradient([.. first.Take(weights.Count)], weights)) : gradient;
        var saliency = trace.Kept.Zip(first.Skip(weights.Count)).ToLookup(
            k => k.First.Node.LayerWeight!, k => OutputSaliency(k.First.Node, k.First.Value, k.Second));
        return observations.With(o => o.Layers =
        [
            .. layers.Select((p, i) => Layer(
                p, (needs & OfWeights) != 0 ? Gradients.Numbers(gradient[i], p.Size) : [],
                Hessian ? Gradients.Numbers(hessian[i], p.Size) : [], [.. saliency[p].SelectMany(s => s)])),
        ]);
    }

    private LayerObservation Layer(ParameterReference parameter, double[] gradient, double[] hessian, double[] saliency) =>
        new(parameter, needs.HasFlag(ZeroShotNeeds.Weights) ? context.Values(parameter) : [], gradient, hessian, saliency);

    /// <summary>H g as the gradient of ⟨g held constant, g⟩.</summary>
    private static IReadOnlyList<Tensor?> SecondGradient(IReadOnlyList<Tensor?> first, List<Tensor> weights)
    {
        var product = zeros(1, dtype: weights[0].dtype, device: weights[0].device);
        foreach (var gradient in first.Where(g => g is not null && g.requires_grad))
        {
            product = product.Plus((gradient!.detach() * gradient).sum());
        }

        return product.requires_grad ? Gradients.Of(product, weights) : new Tensor?[weights.Count];
    }

    private static double[] OutputSaliency(NetworkNode layer, Tensor output, Tensor? gradient)
    {
        if (gradient is null)
        {
            return [];
        }

        using var noGradients = no_grad();
        using var product = output.detach() * gradient.detach();
        return Gradients.Numbers(
            layer is Projection ? TensorOperations.PerSample(layer, product).sum(1) : product.dim() == 4 ? product.sum([2, 3]) : product);
    }
}
