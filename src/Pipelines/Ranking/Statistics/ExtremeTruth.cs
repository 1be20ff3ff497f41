using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// The best or worst true rank among the k best-scored rows, in expectation over independent uniformly random orders of equal scores and of
/// equal truths.
/// </summary>
/// <remarks>
/// The k rows are the rows F with scores above the border, and a random subset of m rows of the border block S. Blocks of equal truth are
/// visited from the extreme end. The number X of chosen rows of S in a block is hypergeometric, given that no earlier block was hit; with c
/// chosen rows, the extreme place in a block of t rows is (t+1)/(c+1) in expectation. O(n) altogether.
/// </remarks>
internal static class ExtremeTruth
{
    /// <summary>Expected rank (1 is the truly best) and truth of the truly best of the k best-scored rows.</summary>
    public static (double Rank, double Value) BestOfTop(RankedSample sample, int k) => Visit(sample, k, fromBest: true);

    /// <summary>Expected rank (1 is the truly best) and truth of the truly worst of the k best-scored rows.</summary>
    public static (double Rank, double Value) WorstOfTop(RankedSample sample, int k)
    {
        var (place, value) = Visit(sample, k, fromBest: false);
        return (sample.Count + 1 - place, value);
    }

    private static (double Place, double Value) Visit(RankedSample sample, int k, bool fromBest)
    {
        var truth = sample.Truth;
        var cut = Cut.Top(sample.Scores, k);
        var buffer = ArrayPool<int>.Shared.Rent(2 * truth.Distinct);
        var surely = buffer.AsSpan(0, truth.Distinct);
        var maybe = buffer.AsSpan(truth.Distinct, truth.Distinct);
        Tally(sample, cut, surely, maybe);

        double place = 0, value = 0, unhit = 1;
        var rest = cut.BlockSize;
        for (var step = 0; step < truth.Distinct && unhit > 0; step++)
        {
            var block = fromBest ? truth.Distinct - 1 - step : step;
            if (surely[block] + maybe[block] == 0)
            {
                continue;
            }

            var (hit, inverse) = Hypergeometric.Hit(rest, maybe[block], cut.Wanted, surely[block]);
            double before = fromBest ? truth.Count - truth.Starts[block + 1] : truth.Starts[block];
            place += unhit * (hit * before + (truth.GroupSize(block) + 1) * inverse);
            value += unhit * hit * truth.Values[truth.Order[truth.Starts[block]]];
            unhit *= 1 - hit;
            rest -= maybe[block];
        }

        ArrayPool<int>.Shared.Return(buffer);
        return (place, value);
    }

    private static void Tally(RankedSample sample, Cut cut, Span<int> surely, Span<int> maybe)
    {
        surely.Clear();
        maybe.Clear();
        var scores = sample.Scores;
        var truthRanks = sample.Truth.Ranks;
        var above = scores.Starts[cut.Border + 1];
        foreach (var row in scores.Order[above..])
        {
            surely[truthRanks[row]]++;
        }

        foreach (var row in scores.Order[scores.Starts[cut.Border]..above])
        {
            maybe[truthRanks[row]]++;
        }
    }
}
