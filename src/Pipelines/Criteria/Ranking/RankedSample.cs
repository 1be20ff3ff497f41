using System.Buffers;

namespace NasPipelines;

/// <summary>Scores and truth of the same architectures with their rankings: what a criterion is computed from.</summary>
/// <threadsafety>Safe to share between threads; a value that is computed on first use may then be computed twice.</threadsafety>
public sealed class RankedSample
{
    private PairCounts? pairs;
    private int[]? truthRanksByScore;
    private RankedSample? transposed;

    /// <summary>Joins two ranked columns.</summary>
    /// <param name="scores">The estimator's scores, higher is better.</param>
    /// <param name="truth">The true quality, higher is better.</param>
    /// <param name="controls">Further columns of the same rows, such as parameter counts, for the criteria that control for them.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public RankedSample(RankedColumn scores, RankedColumn truth, RankedControls? controls = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(truth);
        if (scores.Count != truth.Count)
        {
            throw new ArgumentException($"Scores and truth must have the same length (were {scores.Count} and {truth.Count}).");
        }

        Scores = scores;
        Truth = truth;
        Controls = controls ?? new(truth, []);
        if (Controls.Truth != truth)
        {
            throw new ArgumentException("The controls belong to another truth.", nameof(controls));
        }
    }

    /// <summary>The estimator's scores, higher is better.</summary>
    public RankedColumn Scores { get; }

    /// <summary>The true quality, higher is better.</summary>
    public RankedColumn Truth { get; }

    /// <summary>Further columns of the same rows, for the criteria that control for them; often none.</summary>
    public RankedControls Controls { get; }

    /// <summary>Number of architectures.</summary>
    public int Count => Scores.Count;

    /// <summary>How scores and truth order the pairs of rows; counted on first use, in O(n log n).</summary>
    public PairCounts Pairs => pairs ??= CountPairs();

    /// <summary>Ranks two columns.</summary>
    /// <param name="scores">The estimator's scores, one per architecture, higher is better.</param>
    /// <param name="truth">The true quality of the same architectures, higher is better.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is NaN.</exception>
    public static RankedSample Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> truth) =>
        scores.Length == truth.Length
            ? new RankedSample(RankedColumn.Of(scores), RankedColumn.Of(truth))
            : throw new ArgumentException($"Scores and truth must have the same length (were {scores.Length} and {truth.Length}).");

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
    internal ReadOnlySpan<int> TruthRanksByScore => truthRanksByScore ??= OrderTruthRanks();

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
    internal RankedSample Transposed => transposed ??= new(Truth, Scores) { transposed = this };

    private int[] OrderTruthRanks()
    {
        var ranks = GC.AllocateUninitializedArray<int>(Count);
        if (Scores.TiedPairs == 0)
        {
            Gather(ranks);
        }
        else
        {
            CountingSort(ranks);
        }

        return ranks;
    }

    private void Gather(Span<int> ranks)
    {
        ReadOnlySpan<int> order = Scores.Order, truthRanks = Truth.Ranks;
        for (var p = 0; p < order.Length; p++)
        {
            ranks[p] = truthRanks[order[p]];
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
        SequencePairs.Count(TruthRanksByScore, Truth.Distinct, Scores.Starts) with { TiedInScores = Scores.TiedPairs, TiedInTruth = Truth.TiedPairs };
}
