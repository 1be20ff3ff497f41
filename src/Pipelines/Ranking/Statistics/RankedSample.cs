using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Scores and truth of the same architectures with their rankings: what a criterion is computed from.</summary>
/// <threadsafety>Safe to share between threads; a value that is computed on first use may then be computed twice.</threadsafety>
public sealed class RankedSample
{
    private StrongBox<PairCounts>? _pairs; // a reference is written at once, so that no other thread sees half of it
    private int[]? _truthRanksByScore;
    private RankedSample? _transposed;

    internal RankedSample(RankedColumn truth, RankedColumn scores)
        : this(new RankedControls(truth, []), scores)
    {
    }

    internal RankedSample(RankedControls truthAndControls, RankedColumn scores)
    {
        (TruthAndControls, Scores) = (truthAndControls, scores);
        CheckLengths(Truth.Count, scores.Count);
    }

    /// <summary>The estimator's scores, higher is better.</summary>
    public RankedColumn Scores { get; }

    /// <summary>The true quality, higher is better.</summary>
    public RankedColumn Truth => TruthAndControls.Truth;

    /// <summary>Further columns of the same rows, for the criteria that control for them; often none.</summary>
    public ImmutableArray<RankedColumn> Controls => TruthAndControls.Columns;

    /// <summary>The truth and the controls, with what they have in common.</summary>
    internal RankedControls TruthAndControls { get; }

    /// <summary>Number of architectures.</summary>
    public int Count => Scores.Count;

    /// <summary>How scores and truth order the pairs of rows; counted on first use, in O(n log n).</summary>
    internal PairCounts Pairs => (_pairs ??= new(CountPairs())).Value;

    /// <summary>Ranks two columns.</summary>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The estimator's scores of the same architectures, higher is better.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is NaN.</exception>
    public static RankedSample Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> scores)
    {
        CheckLengths(truth.Length, scores.Length);
        return new(RankedColumn.Of(truth), RankedColumn.Of(scores));
    }

    /// <summary>Why no correlation is defined on this sample, or null where it is.</summary>
    internal string? WhyNoCorrelation() =>
        Count < 2 ? $"a correlation needs at least two rows (n = {Count})"
        : (Scores.Distinct, Truth.Distinct) switch
        {
            (1, 1) => "scores and truth are constant",
            (1, _) => "the scores are constant",
            (_, 1) => "the truth is constant",
            _ => null,
        };

    /// <summary>The rows' truth ranks in ascending order of (score, truth).</summary>
    internal ReadOnlySpan<int> TruthRanksByScore => _truthRanksByScore ??= OrderTruthRanks();

    /// <summary>The pairs among the rows of successive blocks of equal scores.</summary>
    /// <param name="starts">Where each block starts in the order of the scores, and where the last ends.</param>
    internal PairCounts PairsOf(ReadOnlySpan<int> starts)
    {
        int from = starts[0], n = starts[^1] - from;
        if (_truthRanksByScore is not null || n > Count / 4)
        {
            return SequencePairs.Count(TruthRanksByScore.Slice(from, n), Truth.Distinct, starts, from);
        }

        var buffer = ArrayPool<int>.Shared.Rent(n);
        var ranks = buffer.AsSpan(0, n);
        Gather(Scores.Order.Slice(from, n), ranks);
        for (var block = 1; block < starts.Length; block++)
        {
            ranks[(starts[block - 1] - from)..(starts[block] - from)].Sort();
        }

        var pairs = SequencePairs.Count(ranks, Truth.Distinct, starts, from);
        ArrayPool<int>.Shared.Return(buffer);
        return pairs;
    }

    /// <summary>Writes the rows in ascending order of (score, truth).</summary>
    internal void RowsByScore(Span<int> rows)
    {
        var next = ArrayPool<int>.Shared.Rent(Scores.Distinct);
        Scores.Starts[..Scores.Distinct].CopyTo(next);
        var scoreRanks = Scores.Ranks;
        foreach (var row in Truth.Order)
        {
            rows[next[scoreRanks[row]]++] = row;
        }

        ArrayPool<int>.Shared.Return(next);
    }

    /// <summary>The same rows with scores and truth exchanged.</summary>
    internal RankedSample Transposed => _transposed ??= new(Scores, Truth) { _transposed = this };

    private static void CheckLengths(int truth, int scores)
    {
        if (truth != scores)
        {
            throw new ArgumentException($"Truth and scores must have the same length (were {truth} and {scores}).");
        }
    }

    private int[] OrderTruthRanks()
    {
        var ranks = GC.AllocateUninitializedArray<int>(Count);
        if (Scores.TiedPairs == 0)
        {
            Gather(Scores.Order, ranks);
        }
        else
        {
            CountingSort(ranks);
        }

        return ranks;
    }

    private void Gather(ReadOnlySpan<int> rows, Span<int> ranks)
    {
        var truthRanks = Truth.Ranks;
        for (var p = 0; p < rows.Length; p++)
        {
            ranks[p] = truthRanks[rows[p]];
        }
    }

    private void CountingSort(Span<int> ranks)
    {
        var next = ArrayPool<int>.Shared.Rent(Scores.Distinct);
        Scores.Starts[..Scores.Distinct].CopyTo(next);
        ReadOnlySpan<int> scoreRanks = Scores.Ranks, truthRanks = Truth.Ranks;
        foreach (var row in Truth.Order)
        {
            ranks[next[scoreRanks[row]]++] = truthRanks[row];
        }

        ArrayPool<int>.Shared.Return(next);
    }

    private PairCounts CountPairs() =>
        Scores == Truth ? new((long)Count * (Count - 1) / 2, Scores.TiedPairs, Scores.TiedPairs, Scores.TiedPairs, 0)
        : Controls.IndexOf(Scores) is >= 0 and var control ? TruthAndControls.PairsWithTruth(control)
        : DiscretePairs.Suit(Scores, Truth) ? DiscretePairs.Count(Scores, Truth)
        : SequencePairs.Count(TruthRanksByScore, Truth.Distinct, Scores.Starts) with
        {
            TiedInScores = Scores.TiedPairs,
            TiedInTruth = Truth.TiedPairs,
        };
}
