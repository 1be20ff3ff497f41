using System.Buffers;

namespace NasPipelines;

/// <summary>Counts pairs of a sequence of truth ranks that is in ascending order of (score, truth).</summary>
internal static class SequencePairs
{
    /// <param name="truthRanks">The truth ranks; any numbers in [0, 2^28) with the same order.</param>
    /// <param name="starts">Where each block of equal scores starts, and where the last ends, from the start of the sequence.</param>
    /// <param name="offset">The position that the entries of <paramref name="starts"/> give to the start of the sequence.</param>
    public static PairCounts Count(ReadOnlySpan<int> truthRanks, ReadOnlySpan<int> starts, int offset = 0)
    {
        var n = truthRanks.Length;
        long tiedScores = 0, tiedBoth = 0;
        for (var block = 0; starts.Length <= n && block + 1 < starts.Length; block++)
        {
            var rows = truthRanks[(starts[block] - offset)..(starts[block + 1] - offset)];
            tiedScores += Pairs(rows.Length);
            tiedBoth += rows.Length > 1 ? Tied(rows) : 0;
        }

        var buffer = ArrayPool<int>.Shared.Rent(2 * n);
        var sorted = buffer.AsSpan(0, n);
        truthRanks.CopyTo(sorted);
        var discordant = Inversions.Count(sorted, buffer.AsSpan(n, n));
        var tiedTruth = Tied(sorted);
        ArrayPool<int>.Shared.Return(buffer);
        return new(Pairs(n), tiedScores, tiedTruth, tiedBoth, discordant);
    }

    private static long Pairs(long n) => n * (n - 1) / 2;

    private static long Tied(ReadOnlySpan<int> ascending)
    {
        long tied = 0, run = 0;
        for (var p = 1; p < ascending.Length; p++)
        {
            run = ascending[p] == ascending[p - 1] ? run + 1 : 0;
            tied += run;
        }

        return tied;
    }
}
