using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Columns that a criterion controls for, such as parameters and FLOPs, with what they have in common with the truth.</summary>
/// <threadsafety>Safe to share between threads; a value that is computed on first use may then be computed twice.</threadsafety>
internal sealed class RankedControls
{
    private readonly RankedSample?[] _samples;
    private readonly ConcurrentDictionary<Criterion, object> _kept = [];
    private double[,]? _kendall;
    private double[,]? _spearman;

    /// <summary>Joins columns to the truth of the same rows.</summary>
    /// <param name="truth">The true quality.</param>
    /// <param name="columns">The columns controlled for.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public RankedControls(RankedColumn truth, ImmutableArray<RankedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (columns.FirstOrDefault(c => c.Count != truth.Count) is { } other)
        {
            throw new ArgumentException(
                $"Controls and truth must have the same length (were {other.Count} and {truth.Count}).", nameof(columns));
        }

        (Truth, Columns, _samples) = (truth, columns, new RankedSample?[columns.Length]);
    }

    /// <summary>The true quality.</summary>
    public RankedColumn Truth { get; }

    /// <summary>The columns controlled for.</summary>
    public ImmutableArray<RankedColumn> Columns { get; }

    /// <summary>Kendall's tau-b between the truth (row 0) and the controls.</summary>
    internal double[,] Kendall =>
        _kendall ??= Matrix((a, b) => KendallTauB.Of(b == Truth ? PairsWithTruth(Columns.IndexOf(a)) : new RankedSample(b, a).Pairs));

    /// <summary>Spearman's correlation between the truth (row 0) and the controls.</summary>
    internal double[,] Spearman => _spearman ??= Matrix(NasPipelines.Ranking.Spearman.Of);

    /// <summary>How a control, as scores, and the truth order the pairs of rows; counted on first use.</summary>
    internal PairCounts PairsWithTruth(int column) => (_samples[column] ??= new(Truth, Columns[column])).Pairs;

    /// <summary>
    /// A column of scores of the same rows, ranked: the control itself where it has the same values. The array is kept as it is.
    /// </summary>
    internal RankedColumn Rank(double[] scores) => Columns.FirstOrDefault(c => c.Values.SequenceEqual(scores)) ?? RankedColumn.Over(scores);

    /// <summary>What a criterion computes of truth and controls alone, once for all scores of the same rows.</summary>
    internal T Once<T>(Criterion criterion, Func<RankedControls, T> compute)
        where T : notnull => (T)_kept.GetOrAdd(criterion, _ => compute(this));

    private double[,] Matrix(Func<RankedColumn, RankedColumn, double> correlate)
    {
        RankedColumn[] all = [Truth, .. Columns];
        var matrix = new double[all.Length, all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            matrix[i, i] = 1;
            for (var j = 0; j < i; j++)
            {
                matrix[i, j] = matrix[j, i] = PartialCorrelation.OrZero(correlate, all[i], all[j]);
            }
        }

        return matrix;
    }
}
