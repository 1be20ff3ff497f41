using System.Collections.Immutable;
using System.Globalization;

namespace NasPipelines;

/// <summary>How much a criterion varies between repetitions of an estimator with other seeds.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Mean">Mean over the seeds for which it is defined; NaN where there are none.</param>
/// <param name="StandardDeviation">Sample standard deviation over the seeds; NaN for fewer than two.</param>
/// <param name="Lowest">The smallest value.</param>
/// <param name="Highest">The largest value.</param>
/// <param name="Seeds">Number of seeds for which the criterion is defined.</param>
public sealed record SeedVariation(Criterion Criterion, double Mean, double StandardDeviation, double Lowest, double Highest, int Seeds)
{
    /// <summary>The variation of every criterion over the scores of an evaluation, each of them one seed of the same estimator.</summary>
    /// <param name="seeds">The evaluation; its scores are the seeds.</param>
    public static ImmutableArray<SeedVariation> Of(RankingEvaluation seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        return [.. seeds[0].Values.Select((v, c) => Of(v.Key, [.. seeds.Select(m => m.Values[c].Value.Value).Where(x => !double.IsNaN(x))]))];
    }

    /// <summary>Mean and standard deviation.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Criterion.Label}: {Mean:F4} ± {StandardDeviation:F4} ({Seeds} seeds)");

    private static SeedVariation Of(Criterion criterion, double[] values)
    {
        if (values.Length == 0)
        {
            return new(criterion, double.NaN, double.NaN, double.NaN, double.NaN, 0);
        }

        var mean = values.Average();
        var deviation = values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        return new(criterion, mean, deviation, values.Min(), values.Max(), values.Length);
    }
}
