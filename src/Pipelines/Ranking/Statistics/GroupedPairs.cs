using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Counts the pairs of rows of the same group.</summary>
internal static class GroupedPairs
{
    /// <summary>The rows of each group, and how scores and truth order the pairs of them.</summary>
    /// <param name="sample">The scores and the truth.</param>
    /// <param name="groups">Each row's group.</param>
    /// <param name="count">Number of groups.</param>
    public static (int Rows, PairCounts Pairs)[] Count(RankedSample sample, ReadOnlySpan<int> groups, int count)
    {
        var n = sample.Count;
        var places = sample.Places;
        ReadOnlySpan<int> rows = places.Rows, truthPlaces = places.TruthPlaces;
        var starts = Starts(groups, count);
        var buffer = ArrayPool<int>.Shared.Rent(4 * n + sample.Truth.Distinct);
        Span<int> byTruth = buffer.AsSpan(0, n), scores = buffer.AsSpan(n, n), truth = buffer.AsSpan(2 * n, n);
        var next = starts.AsSpan(0, count).ToArray();
        for (var p = 0; p < n; p++)
        {
            var at = next[groups[rows[p]]]++;
            (byTruth[at], scores[at], truth[at]) = (truthPlaces[p], places.ScoreRanks[p], places.TruthRanks[p]);
        }

        var result = new (int, PairCounts)[count];
        for (var group = 0; group < count; group++)
        {
            int from = starts[group], size = starts[group + 1] - from;
            var discordant = LargerBefore.Count(byTruth.Slice(from, size), n, buffer.AsSpan(3 * n, n));
            var seen = buffer.AsSpan(4 * n, sample.Truth.Distinct);
            var (inScores, inTruth, inBoth) = Tied(scores.Slice(from, size), truth.Slice(from, size), seen);
            result[group] = (size, new((long)size * (size - 1) / 2, inScores, inTruth, inBoth, discordant));
        }

        ArrayPool<int>.Shared.Return(buffer);
        return result;
    }

    // Where each group starts when rows are ordered by group, and where the last ends.
    private static int[] Starts(ReadOnlySpan<int> groups, int count)
    {
        var starts = new int[count + 1];
        foreach (var group in groups)
        {
            starts[group + 1]++;
        }

        for (var group = 0; group < count; group++)
        {
            starts[group + 1] += starts[group];
        }

        return starts;
    }

    // Of rows in ascending order of (score, truth).
    private static (long Scores, long Truth, long Both) Tied(ReadOnlySpan<int> scores, ReadOnlySpan<int> truth, Span<int> seen)
    {
        seen.Clear();
        long inScores = 0, inTruth = 0, inBoth = 0;
        int like = 0, same = 0, lastScore = -1, lastTruth = -1;
        for (var i = 0; i < scores.Length; i++)
        {
            int score = scores[i] ^ lastScore, real = truth[i] ^ lastTruth;
            like = (like + 1) & RankBits.IfZero(score);
            same = (same + 1) & RankBits.IfZero(score | real);
            (lastScore, lastTruth) = (scores[i], truth[i]);
            inScores += like;
            inBoth += same;
            inTruth += seen[truth[i]]++;
        }

        return (inScores, inTruth, inBoth);
    }
}
