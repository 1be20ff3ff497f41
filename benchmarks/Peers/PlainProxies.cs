using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>
/// Zero-shot proxies as a user of TorchSharp would write them from the papers, each with a forward and a backward of its own.
/// </summary>
internal static class PlainProxies
{
    public static IReadOnlyList<PlainProxy> All { get; } =
    [
        new("grad_norm", s => OfGradients(s, (_, gradient) => gradient.norm()), 1e-3),
        new("plain", s => OfGradients(s, (weight, gradient) => (weight * gradient).sum()), 1e-4) { Scale = "snip" },
        new("snip", s => OfGradients(s, (weight, gradient) => (weight * gradient).abs().sum()), 1e-3),
        new("fisher", Fisher, 5e-3),
        new("grasp", Grasp, 1e-2),
        new("jacob_cov", JacobCov, 1e-3),
        new("synflow", Synflow, 1e-9),
        new("relu_logdet", ReluLogDet, 1e-5),
    ];

    private static Tensor Loss(PlainSubject subject) => F.cross_entropy(subject.Network.call(subject.Images), subject.Labels);

    private static double OfGradients(PlainSubject subject, Func<Tensor, Tensor, Tensor> score)
    {
        using var scope = NewDisposeScope();
        var weights = subject.Network.Weights;
        var gradients = PlainGradients.Of(Loss(subject), weights);
        using var noGradients = no_grad();
        return Sum(weights, gradients, score);
    }

    private static double Fisher(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        var outputs = new List<(Tensor Value, long FanIn)>();
        var hooks = subject.Network.Convolutions.Select(c => c.register_forward_hook((_, _, y) => Seen(y, c.weight!))).ToList();
        hooks.Add(subject.Network.Classifier.register_forward_hook((_, _, y) => Seen(y, subject.Network.Classifier.weight!)));
        var loss = Loss(subject);
        hooks.ForEach(h => h.remove());
        var gradients = PlainGradients.Of(loss, [.. outputs.Select(o => o.Value)]);
        using var noGradients = no_grad();
        return outputs.Zip(gradients).Where(p => p.Second is not null).Sum(p =>
        {
            var product = p.First.Value * p.Second!;
            var saliency = product.dim() == 4 ? product.sum([2, 3]) : product;
            return p.First.FanIn * saliency.square().mean([0]).mul(0.5).sum().item<float>();
        });

        Tensor Seen(Tensor output, Tensor weight)
        {
            outputs.Add((output, weight.numel() / weight.shape[0]));
            return output;
        }
    }

    private static double Grasp(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        var weights = subject.Network.Weights;
        var first = PlainGradients.Of(Loss(subject), weights, create: true);
        var product = zeros(1);
        foreach (var gradient in first.Where(g => g is not null))
        {
            product += (gradient!.detach() * gradient).sum();
        }

        var second = PlainGradients.Of(product, weights);
        using var noGradients = no_grad();
        return -Sum(weights, second, (weight, gradient) => (weight * gradient).sum());
    }

    private static double JacobCov(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        var images = subject.Images.detach().clone().requires_grad_();
        var jacobian = PlainGradients.Of(subject.Network.call(images).sum(), [images])[0]!;
        using var noGradients = no_grad();
        var rows = jacobian.flatten(1).to(ScalarType.Float64);
        var centred = rows - rows.mean([1], keepdim: true);
        var unit = centred / centred.norm(1, true, 2);
        var shifted = linalg.eigvalsh(matmul(unit, unit.t())) + 1e-5;
        return -(shifted.log() + shifted.reciprocal()).sum().item<double>();
    }

    private static double Synflow(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        var weights = subject.Bare.Weights;
        var gradients = PlainGradients.Of(subject.Bare.call(ones(1, 3, 32, 32, dtype: ScalarType.Float64)).sum(), weights);
        using var noGradients = no_grad();
        return Sum(weights, gradients, (weight, gradient) => (weight * gradient).abs().sum());
    }

    private static double ReluLogDet(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var samples = subject.Images.shape[0];
        var kernel = zeros(samples, samples, dtype: ScalarType.Float64);
        using (new Seen(subject.Network.Activations, (input, _) => Count(input)))
        {
            subject.Network.call(subject.Images);
        }

        return linalg.slogdet(kernel).Item2.item<double>();

        void Count(Tensor input)
        {
            var active = (input > 0).flatten(1).to(ScalarType.Float32);
            var passive = 1 - active;
            kernel.add_(matmul(active, active.t()) + matmul(passive, passive.t()));
        }
    }

    private static double Sum(IReadOnlyList<Tensor> weights, IReadOnlyList<Tensor?> gradients, Func<Tensor, Tensor, Tensor> score) =>
        weights.Zip(gradients).Where(p => p.Second is not null).Sum(p => score(p.First, p.Second!).to(ScalarType.Float64).item<double>());
}
