using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Samples made of rows of a sample, each as often as counted, without sorting again.</summary>
internal static class RowSelection
{
    /// <summary>The scores and truth of the counted rows.</summary>
    public static RankedSample Take(RankedSample sample, ReadOnlySpan<int> counts)
    {
        var firsts = ArrayPool<int>.Shared.Rent(counts.Length + 1);
        var total = Firsts(counts, firsts);
        var (scores, truth) = (new RankedColumn(total), new RankedColumn(total));
        scores.Resample(sample.Scores, firsts);
        truth.Resample(sample.Truth, firsts);
        ArrayPool<int>.Shared.Return(firsts);
        return new(truth, scores);
    }

    /// <summary>The truth and controls of the counted rows.</summary>
    public static RankedControls Take(RankedControls controls, ReadOnlySpan<int> counts)
    {
        var firsts = new int[counts.Length + 1];
        var total = Firsts(counts, firsts);
        var truth = new RankedColumn(total);
        truth.Resample(controls.Truth, firsts);
        List<RankedColumn> columns = [];
        foreach (var column in controls.Columns)
        {
            columns.Add(new(total));
            columns[^1].Resample(column, firsts);
        }

        return new(truth, [.. columns]);
    }

    /// <summary>Where each row's copies start when rows keep their order, and where the last end; returns their total.</summary>
    public static int Firsts(ReadOnlySpan<int> counts, Span<int> firsts)
    {
        var next = 0;
        for (var row = 0; row < counts.Length; row++)
        {
            firsts[row] = next;
            next += counts[row];
        }

        return firsts[counts.Length] = next;
    }
}
