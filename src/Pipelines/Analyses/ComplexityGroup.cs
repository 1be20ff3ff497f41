using System.Globalization;
using NasPipelines.Scoring;

namespace NasPipelines.Analyses;

/// <summary>A group of architectures of similar complexity.</summary>
public sealed class ComplexityGroup : RankDifferenceGroup
{
    internal ComplexityGroup(double from, double to, int count, double meanRankDifference, double standardError, ScoreValue kendall) =>
        (From, To, Count, MeanRankDifference, StandardError, Kendall) = (from, to, count, meanRankDifference, standardError, kendall);

    /// <summary>Lowest complexity in the group; NaN where it is empty.</summary>
    public double From { get; }

    /// <summary>Highest complexity in the group; NaN where it is empty.</summary>
    public double To { get; }

    /// <summary>Tau-b of scores and truth inside the group.</summary>
    public ScoreValue Kendall { get; }

    /// <summary>Range, count, mean difference and tau.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"[{From:G6}, {To:G6}] n = {Count}: RD {MeanRankDifference:+0.000;-0.000;0.000} ± {StandardError:0.000}, KD {Kendall}");
}
