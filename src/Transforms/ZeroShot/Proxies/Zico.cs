using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Σ over layers log Σ over weights (mean |g| / deviation of g), mean and population deviation taken over batches, here the two halves of
/// the batch: ZiCo (Li et al., ICLR 2023). Weights whose gradients do not vary are left out, then layers without weights, as in the
/// published code.
/// </summary>
/// <example>
/// One layer, gradients (1, 2, 5) and (3, −2, 5): mean |g| 2, 2, 5, deviations 1, 2, 0: log(2/1 + 2/2) = log 3 = 1.0986.
/// </example>
internal sealed class Zico : ZeroShotProxy
{
    public override string Name => "zico";

    public override string Description => "inverse coefficient of variation of gradients between batches, ZiCo (Li et al. 2023)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.HalfBatchGradients;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var (first, second) = (observations.HalfBatchGradients[0], observations.HalfBatchGradients[1]);
        var layers = first.Zip(second, (a, b) => Ratios(a.Gradient.Span, b.Gradient.Span)).Where(sum => sum > 0).ToList();
        return layers.Count == 0
            ? ScoreValue.Missing("no weight's gradient differs between the halves of the batch")
            : layers.Sum(Math.Log);
    }

    // Of two values the population deviation is half their distance, and the halves of mean and deviation cancel.
    private static double Ratios(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var sum = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            var distance = Math.Abs(first[i] - second[i]);
            sum += distance == 0 ? 0 : (Math.Abs(first[i]) + Math.Abs(second[i])) / distance;
        }

        return sum;
    }
}
