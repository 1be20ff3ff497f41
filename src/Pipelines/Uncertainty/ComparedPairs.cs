using System.Collections.Immutable;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Scoring;

namespace NasPipelines.Uncertainty;

/// <summary>Every pair of some scores compared on the architectures that have both.</summary>
/// <param name="columns">Truth, scores and controls.</param>
/// <param name="compared">Which scores to compare, by place.</param>
/// <param name="bootstrap">How resamples are made.</param>
/// <param name="run">How to work.</param>
internal sealed class ComparedPairs(ComparedColumns columns, ImmutableArray<int> compared, BootstrapOptions bootstrap, RunOptions? run)
{
    private readonly List<Found> _found = [];

    /// <summary>Compares, with p-values corrected over the pairs of each criterion.</summary>
    /// <param name="all">All scores on all their rows.</param>
    public ImmutableArray<ScoreDifference> Compare(RankingBootstrap all)
    {
        var groups = compared.GroupBy(columns.PatternOf).Select(g => g.ToArray()).ToArray();
        for (var g = 0; g < groups.Length; g++)
        {
            AddPairs(all, groups[g], groups[g], index => index);
            for (var h = g + 1; h < groups.Length; h++)
            {
                AddAcross(groups[g], groups[h]);
            }
        }

        return [.. all.Criteria.SelectMany((criterion, c) => Corrected(criterion, [.. _found.Where(f => f.Criterion == c)]))];
    }

    // Scores that are missing in different rows are evaluated on the rows that both have.
    private void AddAcross(int[] left, int[] right)
    {
        var common = columns.Common(left[0], right[0]);
        int[] both = [.. left, .. right];
        if (common.Length == 0 || both.Any(s => common.Rows(columns.Scores[s].Value).All(double.IsNaN)))
        {
            return;
        }

        AddPairs(
            RankingBootstrap.Compute(columns.Table(both, common), bootstrap, run?.Telling(null)), left, right, s => Array.IndexOf(both, s));
    }

    private void AddPairs(RankingBootstrap resamples, int[] left, int[] right, Func<int, int> place)
    {
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = left == right ? i + 1 : 0; j < right.Length; j++)
            {
                var (first, second) = left[i] < right[j] ? (left[i], right[j]) : (right[j], left[i]);
                for (var c = 0; c < resamples.Evaluation[0].Values.Length; c++)
                {
                    _found.Add(Compare(resamples, c, (first, place(first)), (second, place(second))));
                }
            }
        }
    }

    private Found Compare(RankingBootstrap resamples, int c, (int Score, int Place) first, (int Score, int Place) second)
    {
        var (a, b) = (resamples.Evaluation[first.Place], resamples.Evaluation[second.Place]);
        double[] differences =
            [.. resamples.Resampled(first.Place, c).Zip(resamples.Resampled(second.Place, c), (x, y) => x - y)];
        var rows = Math.Min(a.Count, b.Count);
        var difference = CriterionInterval.Of(
            a.Values[c].Value.Value - b.Values[c].Value.Value, differences, bootstrap.Confidence);
        return new(c, first.Score, second.Score, rows, difference, PValue(difference, rows));
    }

    // Where no resample moves the difference, the rows are too few, or the scores too equal, to say how it would move.
    private static double PValue(CriterionInterval difference, int rows) =>
        double.IsNaN(difference.Value) || rows < 3 ? double.NaN
        : difference.Value == 0 ? 1
        : difference.StandardError > 0 ? StudentT.OfResamples(difference, rows)
        : double.NaN;

    private IEnumerable<ScoreDifference> Corrected(Criterion criterion, Found[] found)
    {
        found = [.. found.OrderBy(f => f.First).ThenBy(f => f.Second)];
        var adjusted = HolmCorrection.Adjust([.. found.Select(f => f.PValue)]);
        var tests = Math.Max(1, adjusted.Count(p => !double.IsNaN(p)));
        return found.Select((f, i) => new ScoreDifference(
            criterion, columns.Scores[f.First].Key, columns.Scores[f.Second].Key, f.Rows, f.Difference, f.PValue, adjusted[i],
            1 - bootstrap.Confidence, tests));
    }

    private readonly record struct Found(
        int Criterion, int First, int Second, int Rows, CriterionInterval Difference, double PValue);
}
