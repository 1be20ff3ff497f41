using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>Estimators published from 2022 to 2025, as a user of TorchSharp would write them from the papers.</summary>
internal static class RecentProxies
{
    public static IReadOnlyList<PlainProxy> All { get; } =
    [
        new("near", Near, 1e-4),
        new("vkdnw", Vkdnw, 1e-3),
        new("epsinas", Epsinas, 1e-6),
        new("wrcor", Wrcor, 1e-3),
        new("gradsign", GradSign, 1e-3),
        new("linear_regions", LinearRegions, 1e-2),
        new("rbflex", Rbflex, 1e-4),
        new("dextr", Dextr, 1e-3),
    ];

    private static double Near(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var network = subject.Network;
        var sum = 0.0;
        using (new Seen([.. network.Convolutions, network.Classifier, .. network.Activations], (_, output) => sum += Rank(output)))
        {
            network.call(subject.Images);
        }

        return sum;

        static double Rank(Tensor output)
        {
            var rows = (output.dim() == 4 ? output.permute(0, 3, 2, 1) : output).reshape(-1, output.shape[1]);
            var singular = linalg.svdvals(rows.narrow(0, 0, Math.Min(rows.shape[0], rows.shape[1])).to(ScalarType.Float64));
            var shares = singular / singular.sum();
            return singular.sum().item<double>() == 0 ? 0 : (-shares.xlogy(shares).sum()).exp().item<double>();
        }
    }

    private static double Vkdnw(PlainSubject subject)
    {
        const int Most = 128, Classes = 10;
        const double Smoothing = .05, Least = 1e-10;
        using var scope = NewDisposeScope();
        var weights = subject.Evaluated.Weights;
        List<Tensor> asked = [.. weights.Take(Most)];
        var information = zeros(asked.Count, asked.Count, dtype: ScalarType.Float64);
        for (var n = 0; n < subject.Gaussian.shape[0]; n++)
        {
            using var each = NewDisposeScope();
            var logits = subject.Evaluated.call(subject.Gaussian.narrow(0, n, 1)).flatten();
            var rows = Enumerable.Range(0, Classes).Select(c => stack(PlainGradients.Of(logits[c], asked, keep: true)
                .Select(g => g is null ? zeros([]) : g.detach().flatten()[0]))).ToArray();
            using var noGradients = no_grad();
            var jacobian = stack(rows).to(ScalarType.Float64);
            var p = (logits.detach().to(ScalarType.Float64).softmax(0) * (1 - Smoothing)) + (Smoothing / Classes);
            information.add_(jacobian.t().matmul(diag(p) - outer(p, p)).matmul(jacobian));
        }

        var spectrum = linalg.eigvalsh(information / subject.Gaussian.shape[0]).abs();
        var deciles = quantile(spectrum, tensor([.1, .2, .3, .4, .5, .6, .7, .8, .9]));
        var shares = deciles / (deciles.sum() + Least);
        return weights.Count - (shares * (shares + Least).log()).sum().item<double>();
    }

    private static double Epsinas(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var images = subject.Images.to(ScalarType.Float64);
        Tensor small = Normalised(subject.Small), large = Normalised(subject.Large);
        var both = small.ne(0) & large.ne(0);
        var of = cat([small[small.ne(0)], large[large.ne(0)]]).mean();
        return ((small - large).abs()[both].mean() / of).item<double>();

        Tensor Normalised(PlainNetwork network)
        {
            var logits = network.call(images).flatten();
            return (logits - logits.min()) / (logits.max() - logits.min());
        }
    }

    private static double Wrcor(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        var network = subject.Network;
        List<Tensor> inputs = [], outputs = [];
        Tensor loss;
        using (new Seen(network.Activations, (input, output) =>
        {
            inputs.Add(input);
            outputs.Add(output);
        }))
        {
            loss = F.cross_entropy(network.call(subject.Images), subject.Labels);
        }

        var gradients = PlainGradients.Of(loss, outputs);
        using var noGradients = no_grad();
        var kernel = zeros(subject.Images.shape[0], subject.Images.shape[0], dtype: ScalarType.Float64);
        for (var i = 0; i < inputs.Count; i++)
        {
            var weight = Math.Pow(2, network.Blocks.Count(end => end <= i));
            Add(inputs[i], weight);
            Add(gradients[i] is { } gradient ? gradient * inputs[i].gt(0) : zeros_like(inputs[i]), weight);
        }

        return linalg.slogdet(kernel).Item2.item<double>();

        void Add(Tensor values, double weight)
        {
            var correlation = corrcoef(values.detach().flatten(1)).abs().to(ScalarType.Float64);
            if (correlation.isfinite().all().item<bool>())
            {
                kernel.add_(weight * correlation);
            }
        }
    }

    private static double GradSign(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        var weights = subject.Network.Weights;
        Tensor[] sums = [.. weights.Select(weight => zeros_like(weight))];
        for (var n = 0; n < subject.Images.shape[0]; n++)
        {
            using var each = NewDisposeScope();
            var loss = F.cross_entropy(subject.Network.call(subject.Images.narrow(0, n, 1)), subject.Labels.narrow(0, n, 1));
            var gradients = PlainGradients.Of(loss, weights);
            using var noGradients = no_grad();
            for (var i = 0; i < sums.Length; i++)
            {
                if (gradients[i] is { } gradient)
                {
                    sums[i].add_(gradient.sign());
                }
            }
        }

        return sums.Sum(sum => sum.abs().sum(ScalarType.Float64).item<double>()) / weights.Sum(weight => weight.numel());
    }

    private static double LinearRegions(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        List<Tensor> patterns = [];
        using (new Seen(subject.Thin.Activations, (_, output) => patterns.Add(output.gt(0).flatten(1))))
        {
            subject.Thin.call(subject.Tiny);
        }

        return cat(patterns, 1).to(ScalarType.Byte).unique(dim: 0).output.shape[0];
    }

    private static double Rbflex(PlainSubject subject)
    {
        const int Images = 3;
        const double OfActivations = 2.68690173088039e-12, OfFeatures = 1.02460061284506e-11;
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        List<Tensor> activations = [], features = [];
        for (var n = 0; n < Images; n++)
        {
            List<Tensor> outputs = [];
            using (new Seen(subject.Network.Activations, (_, output) => outputs.Add(output.flatten())))
            using (new Seen([subject.Network.Classifier], (input, _) => features.Add(input.flatten())))
            {
                subject.Network.call(subject.Images.narrow(0, n, 1));
            }

            activations.Add(cat(outputs));
        }

        return Images * (Determinant(activations, OfActivations) + Determinant(features, OfFeatures));

        // det of (1 a b; a 1 c; b c 1), written in what a, b and c lack to 1: they are nearly 1.
        static double Determinant(List<Tensor> images, double gamma)
        {
            var rows = stack(images).to(ScalarType.Float64);
            var (least, most) = (rows.amin([0]), rows.amax([0]));
            var scaled = ((rows - least) / (most - least)).nan_to_num(0, 0, 0);
            double Lacks(int i, int j) => (-(-gamma * (scaled[i] - scaled[j]).square().sum()).expm1()).item<double>();
            double u = Lacks(0, 1), v = Lacks(0, 2), w = Lacks(1, 2);
            return Math.Log((2 * ((u * v) + (u * w) + (v * w))) - ((u * u) + (v * v) + (w * w)) - (2 * u * v * w));
        }
    }

    private static double Dextr(PlainSubject subject)
    {
        using var scope = NewDisposeScope();
        var (ratios, curvature) = (SingularRatios(subject), Curvature(subject));
        var (s, c) = (Math.Log(1 + ratios), Math.Log(1 + curvature));
        return s * c / (s + c);
    }

    private static double SingularRatios(PlainSubject subject)
    {
        using var noGradients = no_grad();
        var network = subject.Network;
        var sum = 0.0;
        using (new Seen(
            [.. network.Convolutions, .. network.Norms, .. network.Activations, .. network.Pools, network.Classifier],
            (_, output) => sum += Ratio(output.dim() == 4 ? output[0].flatten(1) : output)))
        {
            network.call(subject.Images.narrow(0, 0, 1));
        }

        return sum;

        static double Ratio(Tensor output)
        {
            var singular = linalg.svdvals(output.to(ScalarType.Float64));
            var most = singular[0].item<double>();
            return most == 0 ? 0 : singular[-1].item<double>() / most;
        }
    }

    private static double Curvature(PlainSubject subject)
    {
        const int Side = 32;
        var first = subject.Plane[0] / subject.Plane[0].norm();
        var second = subject.Plane[1] - (first * (first * subject.Plane[1]).sum());
        var angle = zeros(1, requires_grad: true);
        var image = (angle.cos() * first) + (angle.sin() * second / second.norm());
        var logits = subject.Network.call(image.reshape(1, 3, Side, Side)).flatten();
        List<double> velocity = [], acceleration = [];
        for (var c = 0; c < logits.shape[0]; c++)
        {
            var speed = PlainGradients.Of(logits[c], [angle], create: true)[0];
            velocity.Add(speed?.item<float>() ?? double.NaN);
            acceleration.Add(speed is null ? double.NaN : PlainGradients.Of(speed.sum(), [angle], keep: true)[0]?.item<float>() ?? 0);
        }

        double vv = velocity.Sum(v => v * v), aa = acceleration.Sum(a => a * a), va = velocity.Zip(acceleration, (v, a) => v * a).Sum();
        return Math.Sqrt((vv * aa) - (va * va)) / Math.Pow(vv, 1.5);
    }
}
