using NasPipelines.Analyses;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Report;

/// <summary>Kendall's tau of every two estimators, on the architectures that have both scores.</summary>
internal static class Agreement
{
    /// <summary>By first and second estimator; NaN where one is constant, or no architecture has both.</summary>
    public static (double Kendall, int Rows)[,] Compute(IReadOnlyList<double[]> scores, ParallelOptions how)
    {
        var n = scores.Count;
        RankedColumn?[] whole = [.. scores.Select(s => s.Any(double.IsNaN) ? null : RankedColumn.Over(s))];
        var found = new (double, int)[n, n];
        Parallel.For(0, n * n, how, place =>
        {
            var (i, j) = (place / n, place % n);
            if (i < j)
            {
                found[i, j] = found[j, i] = Of(scores[i], scores[j], whole[i], whole[j]);
            }
            else if (i == j)
            {
                found[i, i] = (1, scores[i].Count(v => !double.IsNaN(v)));
            }
        });
        return found;
    }

    private static (double, int) Of(double[] first, double[] second, RankedColumn? wholeFirst, RankedColumn? wholeSecond)
    {
        if (wholeFirst is not null && wholeSecond is not null)
        {
            return Of(new(wholeFirst, wholeSecond));
        }

        if (!first.Zip(second).Any(p => !double.IsNaN(p.First) && !double.IsNaN(p.Second)))
        {
            return (double.NaN, 0);
        }

        var rows = CompleteRows.Of(first, second);
        return Of(RankedSample.Of(rows.Take(first), rows.Take(second)));
    }

    private static (double, int) Of(RankedSample sample) => (new KendallTauB().Evaluate(sample) is { IsDefined: true } tau
        ? tau.Value
        : double.NaN, sample.Count);
}
