using System.Collections.Immutable;
using NasPipelines.Analyses;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>Tau among the truly best architectures by their share, with intervals and numbers of architectures.</summary>
internal static class WinnerProfile
{
    /// <summary>Computes the profile of a score at the shares of <see cref="HeadProfile"/>.</summary>
    /// <param name="truth">The true quality, NaN where there is none.</param>
    /// <param name="scores">The scores, NaN where there is none.</param>
    /// <param name="comparison">Its intervals are used where it has the same value.</param>
    /// <param name="name">The score's name.</param>
    public static ImmutableArray<WinnerPoint> Compute(double[] truth, double[] scores, RankingComparison comparison, string name)
    {
        var rows = CompleteRows.Of(scores, truth);
        var sample = RankedSample.Of(rows.Take(truth), rows.Take(scores));
        var ranking = comparison.Evaluation[name];
        var same = ranking.Missing == 0 || ranking.MissingScores == MissingScores.Drop;
        return [.. HeadProfile.DefaultShares.Select(share => Point(share, sample, same ? comparison.Intervals(name) : [], comparison))];
    }

    private static WinnerPoint Point(
        double share, RankedSample sample, ImmutableArray<KeyValuePair<Criterion, CriterionInterval>> known, RankingComparison comparison)
    {
        var criterion = new KendallWithin(RankedEnd.TrueTop, share);
        var k = criterion.Size(sample.Count);
        if (k < 1)
        {
            return new(share, 0, double.NaN, double.NaN, double.NaN);
        }

        var inside = sample.Truth.Order[sample.Truth.Starts[Cut.Top(sample.Truth, k).Border]..];
        var value = criterion.Evaluate(sample);
        if (!value.IsDefined)
        {
            return new(share, inside.Length, double.NaN, double.NaN, double.NaN);
        }

        foreach (var (other, interval) in known)
        {
            if ((share == 1 && other is KendallTauB)
                || (other is KendallWithin { End: RankedEnd.TrueTop } within && within.Ratio == share && inside.Length >= Evidence.Enough))
            {
                return new(share, inside.Length, value.Value, interval.Lower, interval.Upper);
            }
        }

        int[] rows = inside.ToArray();
        double[] Pick(RankedColumn column) => Array.ConvertAll(rows, row => column.Values[row]);
        var (lower, upper) = TauBand.Of(RankedSample.Of(Pick(sample.Truth), Pick(sample.Scores)), comparison.Options.Bootstrap.Confidence);
        return new(share, inside.Length, value.Value, lower, upper);
    }
}
