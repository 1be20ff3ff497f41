using System.Globalization;
using NasPipelines.Scoring;

namespace NasPipelines;

/// <summary>A group of architectures of similar complexity.</summary>
/// <param name="From">Lowest complexity in the group; NaN where it is empty.</param>
/// <param name="To">Highest complexity in the group.</param>
/// <param name="Count">Number of architectures.</param>
/// <param name="MeanRankDifference">Mean of <see cref="RankDifference"/>: positive where the estimator over-estimates the group.</param>
/// <param name="StandardError">Standard error of that mean.</param>
/// <param name="Kendall">Tau-b of scores and truth inside the group.</param>
public sealed record ComplexityGroup(double From, double To, int Count, double MeanRankDifference, double StandardError, ScoreValue Kendall)
{
    /// <summary>Range, count, mean difference and tau.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[{From:G6}, {To:G6}] n = {Count}: RD {MeanRankDifference:+0.000;-0.000;0.000} ± {StandardError:0.000}, KD {Kendall}");
}
