using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// The rows of a sample by their places in two orders: p in ascending (score, truth), q in ascending (truth, score). Rows that are equal in
/// both keep their order, so that two rows are discordant exactly where p and q order them in opposite ways.
/// </summary>
/// <remarks>
/// A row with g rows of smaller p and larger q has g + q - p rows of larger p and smaller q. One count of inversions thus tells the pairs
/// among the first and the last rows of either order, for any number of them.
/// </remarks>
/// <threadsafety>Safe to share between threads; a value that is computed on first use may then be computed twice.</threadsafety>
internal sealed class RankedPlaces
{
    private readonly RankedSample _sample;
    private readonly RowBuffers? _buffers;
    private readonly int[] _rows;
    private readonly int[] _scoreRanks;
    private readonly int[] _truthRanks;
    private int[]? _truthPlaces;
    private int[]? _largerBefore;

    /// <summary>Orders the rows of a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="buffers">Where arrays come from; null makes new ones.</param>
    public RankedPlaces(RankedSample sample, RowBuffers? buffers)
    {
        (_sample, _buffers) = (sample, buffers);
        (_rows, _scoreRanks, _truthRanks) = (Take(), Take(), Take());
        var next = Next(sample.Scores);
        ReadOnlySpan<int> scoreRanks = sample.Scores.Ranks, truthRanks = sample.Truth.Ranks;
        foreach (var row in sample.Truth.Order)
        {
            var rank = scoreRanks[row];
            var place = next[rank]++;
            _rows[place] = row;
            _scoreRanks[place] = rank;
            _truthRanks[place] = truthRanks[row];
        }

        ArrayPool<int>.Shared.Return(next);
    }

    // The same rows with scores and truth exchanged.
    private RankedPlaces(RankedPlaces other, RankedSample sample)
    {
        (_sample, _buffers) = (sample, other._buffers);
        ReadOnlySpan<int> scoreRanks = other.ScoreRanks, truthRanks = other.TruthRanks, places = other.TruthPlaces;
        var larger = other.LargerBefore;
        (_rows, _scoreRanks, _truthRanks, _truthPlaces, _largerBefore) = (Take(), Take(), Take(), Take(), Take());
        for (var p = 0; p < places.Length; p++)
        {
            var q = places[p];
            _rows[q] = other._rows[p];
            _scoreRanks[q] = truthRanks[p];
            _truthRanks[q] = scoreRanks[p];
            _truthPlaces[q] = p;
            _largerBefore[q] = larger[p] + q - p;
        }
    }

    /// <summary>The row at each p.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _sample.Count);

    /// <summary>The score's rank at each p.</summary>
    public ReadOnlySpan<int> ScoreRanks => _scoreRanks.AsSpan(0, _sample.Count);

    /// <summary>The truth's rank at each p.</summary>
    public ReadOnlySpan<int> TruthRanks => _truthRanks.AsSpan(0, _sample.Count);

    /// <summary>The q of each p.</summary>
    public ReadOnlySpan<int> TruthPlaces => (_truthPlaces ??= PlaceByTruth()).AsSpan(0, _sample.Count);

    /// <summary>For each p the number of rows with smaller p and larger q.</summary>
    public ReadOnlySpan<int> LargerBefore => (_largerBefore ??= CountLarger()).AsSpan(0, _sample.Count);

    /// <summary>The places of <paramref name="transposed"/>, which has scores and truth exchanged.</summary>
    public RankedPlaces Exchange(RankedSample transposed) => new(this, transposed);

    /// <summary>All pairs.</summary>
    public PairCounts Pairs() => PairsBelow(_sample.Scores.Distinct);

    /// <summary>The pairs among the rows whose score has a rank below this.</summary>
    public PairCounts PairsBelow(int rank) => Pairs(0, rank, fromEnd: 0);

    /// <summary>The pairs among the rows whose score has at least this rank.</summary>
    public PairCounts PairsFrom(int rank) => Pairs(rank, _sample.Scores.Distinct, fromEnd: -1);

    // Each pair is counted at its later row in the order that is looked at, or, where all bits of fromEnd are set, at its earlier one.
    private PairCounts Pairs(int fromRank, int endRank, int fromEnd)
    {
        ReadOnlySpan<int> starts = _sample.Scores.Starts, truthStarts = _sample.Truth.Starts;
        int from = starts[fromRank], n = starts[endRank] - from;
        ReadOnlySpan<int> larger = LargerBefore.Slice(from, n), places = TruthPlaces.Slice(from, n);
        ReadOnlySpan<int> truthRanks = TruthRanks.Slice(from, n), scoreRanks = ScoreRanks.Slice(from, n);
        long discordant = 0, inTruth = 0, inBoth = 0;
        int run = 0, lastTruth = -1, lastScore = -1;
        for (var i = 0; i < n; i++)
        {
            int truth = truthRanks[i], score = scoreRanks[i], place = places[i];
            discordant += larger[i] + ((place - from - i) & fromEnd);
            inTruth += ((place - truthStarts[truth]) & ~fromEnd) + ((truthStarts[truth + 1] - 1 - place) & fromEnd);
            run = (run + 1) & RankBits.IfZero((truth ^ lastTruth) | (score ^ lastScore));
            inBoth += run;
            (lastTruth, lastScore) = (truth, score);
        }

        long inScores = 0;
        for (var rank = fromRank; rank < endRank; rank++)
        {
            long size = starts[rank + 1] - starts[rank];
            inScores += size * (size - 1) / 2;
        }

        return new((long)n * (n - 1) / 2, inScores, inTruth, inBoth, discordant);
    }

    private int[] PlaceByTruth()
    {
        var places = Take();
        var next = Next(_sample.Truth);
        for (var p = 0; p < _sample.Count; p++)
        {
            places[p] = next[_truthRanks[p]]++;
        }

        ArrayPool<int>.Shared.Return(next);
        return places;
    }

    private int[] CountLarger()
    {
        var counts = Take();
        Statistics.LargerBefore.Count(TruthPlaces, _sample.Count, counts);
        return counts;
    }

    // The next free place of each rank.
    private static int[] Next(RankedColumn column)
    {
        var next = ArrayPool<int>.Shared.Rent(column.Distinct);
        column.Starts[..column.Distinct].CopyTo(next);
        return next;
    }

    private int[] Take() => _buffers?.Take(_sample.Count) ?? GC.AllocateUninitializedArray<int>(_sample.Count);
}
