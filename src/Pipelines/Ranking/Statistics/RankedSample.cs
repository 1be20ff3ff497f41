using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Scores and truth of the same architectures with their rankings: what a criterion is computed from.</summary>
/// <threadsafety>Safe to share between threads; a value that is computed on first use may then be computed twice.</threadsafety>
public sealed class RankedSample
{
    private readonly RowBuffers? _buffers;
    private StrongBox<PairCounts>? _pairs; // a reference is written at once, so that no other thread sees half of it
    private RankedPlaces? _places;
    private RankedSample? _transposed;

    internal RankedSample(RankedColumn truth, RankedColumn scores)
        : this(new RankedControls(truth, []), scores)
    {
    }

    /// <param name="truthAndControls">The truth, and what a criterion controls for.</param>
    /// <param name="scores">The scores of the same rows.</param>
    /// <param name="buffers">Where arrays come from that live as long as the sample; null makes new ones.</param>
    internal RankedSample(RankedControls truthAndControls, RankedColumn scores, RowBuffers? buffers = null)
    {
        (TruthAndControls, Scores, _buffers) = (truthAndControls, scores, buffers);
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

    /// <summary>How the scores and another column of the same rows order the pairs of rows.</summary>
    internal PairCounts PairsWith(RankedColumn other) => new RankedSample(new RankedControls(other, []), Scores, _buffers).Pairs;

    /// <summary>The pairs among the rows whose score has a rank below this.</summary>
    internal PairCounts PairsBelow(int rank) => IsPart(Scores.Starts[rank]) ? PairsOf(0, rank) : Places.PairsBelow(rank);

    /// <summary>The pairs among the rows whose score has at least this rank.</summary>
    internal PairCounts PairsFrom(int rank) =>
        IsPart(Count - Scores.Starts[rank]) ? PairsOf(rank, Scores.Distinct) : Places.PairsFrom(rank);

    /// <summary>The rows in the orders of scores and truth; found on first use.</summary>
    internal RankedPlaces Places => _places ??= _transposed?._places?.Exchange(this) ?? new(this, _buffers);

    /// <summary>The same rows with scores and truth exchanged.</summary>
    internal RankedSample Transposed => _transposed ??= new(new RankedControls(Scores, []), Truth, _buffers) { _transposed = this };

    private static void CheckLengths(int truth, int scores)
    {
        if (truth != scores)
        {
            throw new ArgumentException($"Truth and scores must have the same length (were {truth} and {scores}).");
        }
    }

    // So few rows are ordered by themselves sooner than all are, unless these are in order already.
    private bool IsPart(int rows) => _places is null && _transposed?._places is null && rows <= Count / 4;

    private PairCounts PairsOf(int fromRank, int endRank)
    {
        var rows = Scores.Order[Scores.Starts[fromRank]..Scores.Starts[endRank]];
        double[] scores = new double[rows.Length], truth = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            (scores[i], truth[i]) = (Scores.Ranks[rows[i]], Truth.Ranks[rows[i]]);
        }

        return new RankedSample(RankedColumn.Over(truth), RankedColumn.Over(scores)).Pairs;
    }

    private PairCounts CountPairs() =>
        Scores == Truth ? new((long)Count * (Count - 1) / 2, Scores.TiedPairs, Scores.TiedPairs, Scores.TiedPairs, 0)
        : Controls.IndexOf(Scores) is >= 0 and var control ? TruthAndControls.PairsWithTruth(control)
        : _places is null && DiscretePairs.Suit(Scores, Truth) ? DiscretePairs.Count(Scores, Truth)
        : Places.Pairs();
}
