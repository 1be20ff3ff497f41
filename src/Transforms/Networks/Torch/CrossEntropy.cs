using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// The mean cross entropy, on the CPU in float64 and in one order: libtorch's exponentials depend on the processor's instructions, and with
/// them every gradient of the loss.
/// </summary>
internal static class CrossEntropy
{
    /// <summary>The mean over samples, to be differentiated as often as one likes.</summary>
    /// <param name="logits">[samples, classes].</param>
    /// <param name="classes">[samples]: the class of each, int64.</param>
    public static Tensor Mean(Tensor logits, Tensor classes)
    {
        if (!OwnKernels.Take(logits))
        {
            return F.cross_entropy(logits, classes);
        }

        var ofSamples = new Classes([.. classes.data<long>().Select(c => (int)c)]);
        return is_grad_enabled() && logits.requires_grad ? Loss.Of(ofSamples, logits)[0] : Loss.Value(ofSamples, logits);
    }

    // Shares of the classes, each sample's one after the other, and the mean of minus the logarithms of those of its own.
    private static (double[] Shares, double Mean) Measure(Tensor logits, int[] classes)
    {
        using var noGradients = no_grad();
        using var wide = logits.to(ScalarType.Float64);
        using var rows = wide.contiguous();
        var shares = rows.data<double>().ToArray();
        var (width, sum) = (shares.Length / classes.Length, 0.0);
        for (var sample = 0; sample < classes.Length; sample++)
        {
            var row = shares.AsSpan(sample * width, width);
            var (own, largest) = (row[classes[sample]], double.NegativeInfinity);
            foreach (var logit in row)
            {
                largest = Math.Max(largest, logit);
            }

            var total = 0.0;
            foreach (ref var share in row)
            {
                share = Math.Exp(share - largest);
                total += share;
            }

            foreach (ref var share in row)
            {
                share /= total;
            }

            sum += Math.Log(total) - (own - largest);
        }

        return (shares, sum / classes.Length);
    }

    private sealed record Classes(int[] OfSamples);

    private sealed class Loss : OwnFunction<Loss, Classes>
    {
        public static Tensor Value(Classes classes, Tensor logits) =>
            tensor(Measure(logits, classes.OfSamples).Mean, dtype: logits.dtype, device: logits.device);

        protected override List<Tensor> Values(Classes settings, IReadOnlyList<Tensor> operands) => [Value(settings, operands[0])];

        protected override Tensor?[] Gradients(Classes settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above)
        {
            using var gradient = is_grad_enabled()
                ? Residuals.Of(settings, operands[0])[0]
                : Residuals.Value(settings, operands[0]);
            return [gradient.mul(above[0]!)];
        }
    }

    // The gradient of the loss: (shares - 1 for the sample's class) / samples.
    private sealed class Residuals : OwnFunction<Residuals, Classes>
    {
        public static Tensor Value(Classes classes, Tensor logits) =>
            Rows(logits, classes, (share, isOwn) => (share - (isOwn ? 1 : 0)) / classes.OfSamples.Length);

        protected override List<Tensor> Values(Classes settings, IReadOnlyList<Tensor> operands) => [Value(settings, operands[0])];

        // p / samples (u - ⟨p, u⟩), for shares p and a cotangent u.
        protected override Tensor?[] Gradients(Classes settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above)
        {
            using var scope = NewDisposeScope();
            var (logits, samples) = (operands[0], settings.OfSamples.Length);
            var weighed = is_grad_enabled()
                ? Of(settings, logits)[0].Plus(Rows(logits, settings, (_, isOwn) => isOwn ? 1.0 / samples : 0))
                : Rows(logits, settings, (share, _) => share / samples);
            var mean = HeldNumber.With(samples, weighed.mul(above[0]!).sum(1, keepdim: true).mul);
            return [weighed.mul(above[0]! - mean).MoveToOuterDisposeScope()];
        }

        private static Tensor Rows(Tensor logits, Classes classes, Func<double, bool, double> value)
        {
            var (values, _) = Measure(logits, classes.OfSamples);
            var (samples, width) = (classes.OfSamples.Length, values.Length / classes.OfSamples.Length);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = value(values[i], classes.OfSamples[i / width] == i % width);
            }

            using var wide = tensor(values, [samples, width], dtype: ScalarType.Float64, device: logits.device);
            return wide.to(logits.dtype);
        }
    }
}
