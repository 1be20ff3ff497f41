using System.Globalization;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Analyses;

/// <summary>How finely a score tells architectures apart: its distinct values and the pairs it ties.</summary>
public sealed class ScoreResolution : PrintedResult
{
    private ScoreResolution(int count, int levels, int sharedLevels, int largestLevel, double tiedPairs) =>
        (Count, Levels, SharedLevels, LargestLevel, TiedPairs) = (count, levels, sharedLevels, largestLevel, tiedPairs);

    /// <summary>Number of architectures with a score.</summary>
    public int Count { get; }

    /// <summary>Number of distinct scores.</summary>
    public int Levels { get; }

    /// <summary>Number of scores that more than one architecture has.</summary>
    public int SharedLevels { get; }

    /// <summary>Number of architectures with the most frequent score.</summary>
    public int LargestLevel { get; }

    /// <summary>Share of the pairs of architectures with equal scores, in [0, 1].</summary>
    public double TiedPairs { get; }

    /// <summary>Measures a score.</summary>
    /// <param name="scores">The scores; NaN where there is none.</param>
    internal static ScoreResolution Compute(ReadOnlySpan<double> scores)
    {
        var column = RankedColumn.Of(Present(scores));
        int shared = 0, largest = 0;
        for (var level = 0; level < column.Distinct; level++)
        {
            shared += column.GroupSize(level) > 1 ? 1 : 0;
            largest = Math.Max(largest, column.GroupSize(level));
        }

        var pairs = column.Count * (column.Count - 1.0) / 2;
        return new(column.Count, column.Distinct, shared, largest, pairs > 0 ? column.TiedPairs / pairs : 0);
    }

    /// <summary>Accuracies as a validation on this many images would give them: rounded to whole numbers of right answers.</summary>
    /// <param name="accuracies">The accuracies.</param>
    /// <param name="images">Number of images, at least 1.</param>
    /// <param name="scale">The accuracy of a network that is always right: 100 for per cent, 1 for shares.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of images or the scale is not positive.</exception>
    /// <example>93.3 % on 128 images: 119.4, that is 119 right answers.</example>
    internal static double[] Quantise(ReadOnlySpan<double> accuracies, int images, double scale = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        var counts = new double[accuracies.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = Math.Round(accuracies[i] / scale * images);
        }

        return counts;
    }

    /// <summary>
    /// Tau-b of a finer score and the truth inside the levels of a coarse one, the levels weighted by their pairs: what more images would
    /// tell apart among architectures that few images tie. Undefined where no level has two architectures that differ in both.
    /// </summary>
    /// <param name="truth">The true quality.</param>
    /// <param name="coarse">The coarse score, such as the accuracy on one batch.</param>
    /// <param name="fine">The finer score, such as the accuracy on ten batches.</param>
    /// <exception cref="ArgumentException">The lengths differ, or no row has all three values.</exception>
    internal static ScoreValue KendallWithinLevels(ReadOnlySpan<double> truth, ReadOnlySpan<double> coarse, ReadOnlySpan<double> fine)
    {
        var rows = CompleteRows.Of(coarse, fine, truth);
        double[] f = rows.Take(fine), t = rows.Take(truth);
        var levels = RankedColumn.Of(rows.Take(coarse));
        double sum = 0, weight = 0;
        for (var level = 0; level < levels.Distinct; level++)
        {
            var members = levels.Order[levels.Starts[level]..levels.Starts[level + 1]].ToArray();
            if (new KendallTauB().Evaluate(
                Array.ConvertAll(members, r => t[r]), Array.ConvertAll(members, r => f[r])) is { IsDefined: true } tau)
            {
                var pairs = members.Length * (members.Length - 1.0) / 2;
                sum += tau.Value * pairs;
                weight += pairs;
            }
        }

        return weight > 0 ? sum / weight : ScoreValue.Missing("no level has two architectures that differ in score and truth");
    }

    /// <summary>Levels and ties.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{SharedLevels}/{Levels} levels shared, the largest by {LargestLevel} of {Count}; {TiedPairs:P1} of pairs tied");

    private static double[] Present(ReadOnlySpan<double> scores) => [.. scores.ToArray().Where(s => !double.IsNaN(s))];
}
