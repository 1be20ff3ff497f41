using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Analyses;

/// <summary>
/// What estimators have in common: pairwise rank correlation, what is left of it when the others are held fixed, and shared information.
/// </summary>
/// <remarks>Two good estimators with little in common are worth combining. Rows that lack any score are left out.</remarks>
public sealed class EstimatorRelations : AnalysisResult
{
    private readonly double[,] _kendall;
    private readonly double[,] _information;
    private readonly ScoreValue[,] _partial;

    private EstimatorRelations(
        ImmutableArray<string> names, double[,] kendall, ScoreValue[,] partial, double[,] information, int count, int missing)
    {
        (Names, Count, Missing) = (names, count, missing);
        (_kendall, _partial, _information) = (kendall, partial, information);
    }

    /// <summary>The estimators.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Number of architectures.</summary>
    public int Count { get; }

    /// <summary>Relates two or more scores.</summary>
    /// <param name="scores">The scores by name, one value per architecture.</param>
    /// <param name="bins">Number of bins of each score for the shared information, at least 2.</param>
    /// <exception cref="ArgumentException">Fewer than two scores, lengths differ, or no row has all of them.</exception>
    internal static EstimatorRelations Compute(IReadOnlyList<KeyValuePair<string, double[]>> scores, int bins = 16)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count < 2)
        {
            throw new ArgumentException($"Relations need at least two scores (were {scores.Count}).", nameof(scores));
        }

        var rows = CompleteRows.Of([.. scores.Select(s => s.Value)]);
        double[][] values = [.. scores.Select(s => rows.Take(s.Value))];
        RankedColumn[] ranked = Array.ConvertAll(values, v => RankedColumn.Of(v));
        var n = scores.Count;
        var (kendall, information, partial) = (new double[n, n], new double[n, n], new ScoreValue[n, n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                kendall[i, j] = j < i
                    ? kendall[j, i]
                    : PartialCorrelation.OrZero((a, b) => KendallTauB.Of(new RankedSample(b, a).Pairs), ranked[i], ranked[j]);
                information[i, j] = j < i ? information[j, i] : MutualInformation.Compute(values[i], values[j], bins);
                partial[i, j] = j < i ? partial[j, i] : i == j ? 1 : Partial(ranked, i, j);
            }
        }

        return new([.. scores.Select(s => s.Key)], kendall, partial, information, rows.Kept.Length, rows.Missing);
    }

    /// <summary>Tau-b of two estimators; 0 where one is constant.</summary>
    /// <param name="first">An estimator's name.</param>
    /// <param name="second">Another.</param>
    /// <exception cref="KeyNotFoundException">An estimator is not known; the message lists those that are.</exception>
    public double Kendall(string first, string second) => _kendall[IndexOf(first), IndexOf(second)];

    /// <summary>Spearman's correlation of two estimators with all the others held fixed.</summary>
    /// <param name="first">An estimator's name.</param>
    /// <param name="second">Another.</param>
    /// <exception cref="KeyNotFoundException">An estimator is not known; the message lists those that are.</exception>
    public ScoreValue PartialSpearman(string first, string second) => _partial[IndexOf(first), IndexOf(second)];

    /// <summary>
    /// The information that two estimators share, in bits, from a table of equal-count bins: Σ p log2(p / (p_row p_column)) less the bias
    /// of the estimate for independent columns (Miller 1955), below 0 by chance. Unlike a correlation it sees relations that are not
    /// monotone.
    /// </summary>
    /// <param name="first">An estimator's name.</param>
    /// <param name="second">Another.</param>
    /// <exception cref="KeyNotFoundException">An estimator is not known; the message lists those that are.</exception>
    public double SharedBits(string first, string second) => _information[IndexOf(first), IndexOf(second)];

    /// <summary>Tau-b of each pair as a table.</summary>
    private protected override string Print()
    {
        var width = Math.Max(7, Names.Max(n => n.Length));
        return string.Join(
            Environment.NewLine,
            Names.Select((name, i) => name.PadRight(width) + string.Concat(Names.Select(
                (_, j) => "  " + _kendall[i, j].ToString("F4", CultureInfo.InvariantCulture).PadLeft(width))))
                .Prepend("KD".PadRight(width) + string.Concat(Names.Select(n => "  " + n.PadLeft(width))))
                .Prepend(FormattableString.Invariant($"{Count} architectures ({Missing} left out)")));
    }

    private static ScoreValue Partial(RankedColumn[] ranked, int i, int j)
    {
        var controls = new RankedControls(ranked[j], [.. ranked.Where((_, k) => k != i && k != j)]);
        return new RankedSample(controls, ranked[i]) is var sample && controls.Columns.IsEmpty
            ? new Spearman().Evaluate(sample)
            : new PartialSpearman().Evaluate(sample);
    }

    private int IndexOf(string name) => Names.IndexOf(name) is >= 0 and var index ? index
        : throw new KeyNotFoundException($"No estimator '{name}' was related; known are {string.Join(", ", Names)}.");
}
