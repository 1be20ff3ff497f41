using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Uncertainty;

/// <summary>How much a criterion varies between repetitions of an estimator with other seeds.</summary>
public sealed class SeedVariation : PrintedResult
{
    private SeedVariation(Criterion criterion, double[] values)
    {
        (Criterion, Seeds) = (criterion, values.Length);
        if (values.Length > 0)
        {
            (Mean, Lowest, Highest) = (values.Average(), values.Min(), values.Max());
        }

        if (values.Length > 1)
        {
            StandardDeviation = Math.Sqrt(values.Sum(v => (v - Mean) * (v - Mean)) / (values.Length - 1));
        }
    }

    /// <summary>The criterion.</summary>
    public Criterion Criterion { get; }

    /// <summary>Mean over the seeds for which it is defined; NaN where there are none.</summary>
    public double Mean { get; } = double.NaN;

    /// <summary>Sample standard deviation over the seeds; NaN for fewer than two.</summary>
    public double StandardDeviation { get; } = double.NaN;

    /// <summary>The smallest value; NaN where there are none.</summary>
    internal double Lowest { get; } = double.NaN;

    /// <summary>The largest value; NaN where there are none.</summary>
    internal double Highest { get; } = double.NaN;

    /// <summary>Number of seeds for which the criterion is defined.</summary>
    public int Seeds { get; }

    /// <summary>The variation of every criterion over the scores of an evaluation, each of them one seed of the same estimator.</summary>
    /// <param name="seeds">The evaluation; its scores are the seeds.</param>
    public static ImmutableArray<SeedVariation> Of(RankingEvaluation seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        return
        [
            .. seeds[0].Values.Select((v, c) =>
                new SeedVariation(v.Key, [.. seeds.Select(m => m.Values[c].Value.Value).Where(x => !double.IsNaN(x))])),
        ];
    }

    /// <summary>Mean and standard deviation.</summary>
    private protected override string Print() =>
        string.Create(CultureInfo.InvariantCulture, $"{Criterion.Label}: {Mean:F4} ± {StandardDeviation:F4} ({Seeds} seeds)");
}
