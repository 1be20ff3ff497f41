using System.Collections.Immutable;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Scoring;

namespace NasPipelines.Uncertainty;

/// <summary>
/// Which of several scores ranks architectures best, and whether the differences are real: every criterion with its interval, every pair of
/// scores compared, what random scores would reach, and a verdict.
/// </summary>
/// <remarks>
/// Rows are drawn with replacement, the same for all scores. Kendall's tau is always among the criteria, and the verdict is about it.
/// Intervals are percentiles of the resamples. They hold for other architectures of the same space; they are not about the noise of the
/// truth nor of an estimator's seed. Claims are corrected by Holm's method: where no score is better than another, some difference is
/// claimed in at most 5 % of tables (one less the confidence).
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
public sealed class RankingComparison : PrintedResult
{
    private readonly RankingBootstrap _bootstrap;

    private RankingComparison(
        RankingBootstrap bootstrap, ComparedColumns columns, ImmutableArray<ScoreDifference> differences,
        ImmutableArray<ChanceTest> chance, ComparisonOptions options)
    {
        (_bootstrap, Differences, Chance, Options) = (bootstrap, differences, chance, options);
        Baseline = Evaluation.Where(e => options.Baselines.Contains(e.Name) && !double.IsNaN(e.Kendall))
            .MaxBy(e => e.Kendall)?.Name;
        Alerts = ComparisonAlerts.Of(this, columns);
        Verdict = ComparisonVerdict.Of(this);
    }

    /// <summary>The values on all rows.</summary>
    public RankingEvaluation Evaluation => _bootstrap.Evaluation;

    /// <summary>Every pair of scores on every criterion, Kendall's tau first; pairs without a common architecture are absent.</summary>
    public ImmutableArray<ScoreDifference> Differences { get; }

    /// <summary>For each score whether its tau differs from chance.</summary>
    public ImmutableArray<ChanceTest> Chance { get; }

    /// <summary>The baseline with the highest tau: the best of the scores that cost nothing; null where there is none.</summary>
    public string? Baseline { get; }

    /// <summary>What to beware of: few architectures, equal rankings, values that look like placeholders, ceilings, constant
    /// scores.</summary>
    public ImmutableArray<string> Alerts { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public string Verdict { get; }

    /// <summary>Number of resamples.</summary>
    public int Resamples => Options.Bootstrap.Resamples;

    /// <summary>The share of resamples that an interval holds; what is claimed to differ does so at one less this.</summary>
    public double Confidence => Options.Bootstrap.Confidence;

    internal ComparisonOptions Options { get; }

    /// <summary>Compares columns of scores.</summary>
    /// <param name="truthName">Name of the truth, for messages and reports.</param>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores by name, each with one value per architecture, higher is better, NaN where there is none.</param>
    /// <param name="options">Criteria beside Kendall's tau, ratios K, and what becomes of missing values; null for tau alone.</param>
    /// <param name="comparison">Resamples, confidence, baselines; null for the defaults.</param>
    /// <param name="run">Resamples at a time, progress, cancellation; null takes every core. The numbers do not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths differ, names repeat, options are wrong, or there are no rows or scores.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value is
    /// missing.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RankingComparison Compute(
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        RankingEvaluationOptions? options = null,
        ComparisonOptions? comparison = null,
        RunOptions? run = null) =>
        Compute(truthName, truth, scores, [], options, comparison, run);

    internal static RankingComparison Compute(
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        IReadOnlyList<KeyValuePair<string, double[]>> controls,
        RankingEvaluationOptions? options,
        ComparisonOptions? comparison,
        RunOptions? run)
    {
        comparison ??= new();
        comparison.Validate();
        var columns = new ComparedColumns(truthName, truth, scores, controls, WithTau(options));
        var compared = Compared(comparison, scores);
        var bootstrap = RankingBootstrap.Compute(columns.Whole, comparison.Bootstrap, run);
        return new(
            bootstrap, columns, new ComparedPairs(columns, compared, comparison.Bootstrap, run).Compare(bootstrap),
            ChanceTests(bootstrap, columns.Whole, 1 - comparison.Bootstrap.Confidence), comparison);
    }

    /// <summary>Every criterion of a score with its interval.</summary>
    /// <param name="score">The score's name.</param>
    /// <exception cref="KeyNotFoundException">No score has this name; the message lists those that exist.</exception>
    public ImmutableArray<KeyValuePair<Criterion, CriterionInterval>> Intervals(string score) => _bootstrap.Intervals(score);

    /// <summary>
    /// Whether a score's tau is above that of <see cref="Baseline"/> by more than chance: the mark of an estimator that is of use. Claims
    /// are corrected for the number of pairs.
    /// </summary>
    /// <param name="score">The score's name.</param>
    /// <returns>null for what costs nothing itself, and where the two are not compared.</returns>
    public bool? BeatsBaseline(string score)
    {
        var difference = Options.Baselines.Contains(score) || Baseline is null ? null : Between(score, Baseline);
        return difference is null || double.IsNaN(difference.PValue) ? null
            : difference.Differs && difference.Difference.Value > 0 == (difference.First == score);
    }

    /// <summary>The scores: those that cost nothing in their usual order, then the others, best first.</summary>
    internal IEnumerable<ScoreRanking> FreeFirst() => Evaluation
        .OrderBy(e => Options.Baselines.Contains(e.Name) ? FreeScores.Order(e.Name) : int.MaxValue)
        .ThenByDescending(e => double.IsNaN(e.Kendall) ? double.NegativeInfinity : e.Kendall)
        .ThenBy(e => e.Name, StringComparer.Ordinal);

    internal ScoreDifference? Between(string first, string second) => Differences.FirstOrDefault(
        d => d.Criterion is KendallTauB && ((d.First == first && d.Second == second) || (d.First == second && d.Second == first)));

    /// <summary>The table with intervals, the differences, the alerts and the verdict.</summary>
    private protected override string Print() => ComparisonTable.Write(this);

    internal static RankingEvaluationOptions TauOnly { get; } = new() { Criteria = [new KendallTauB()] };

    private static RankingEvaluationOptions WithTau(RankingEvaluationOptions? options)
    {
        Criterion tau = new KendallTauB();
        options ??= TauOnly;
        options.Validate();
        return options.Of([tau, .. options.Criteria.Where(c => c is not KendallTauB)]);
    }

    private static ImmutableArray<int> Compared(ComparisonOptions options, IReadOnlyList<KeyValuePair<string, double[]>> scores)
    {
        if (options.Compared is null)
        {
            return [.. Enumerable.Range(0, scores.Count)];
        }

        string[] names = [.. scores.Select(s => s.Key)];
        return options.Compared.FirstOrDefault(c => !names.Contains(c)) is { } unknown
            ? throw new ArgumentException($"Compared must name scores (was '{unknown}'); the scores are {string.Join(", ", names)}.")
            : [.. options.Compared.Select(c => Array.IndexOf(names, c)).Order()];
    }

    private static ImmutableArray<ChanceTest> ChanceTests(RankingBootstrap bootstrap, EvaluationTable table, double level)
    {
        double[] p = [.. table.Scores.Select((score, s) => PValue(score, bootstrap.Resampled(s, 0), bootstrap.Evaluation[s].Kendall))];
        var adjusted = HolmCorrection.Adjust(p);
        return
        [
            .. table.Scores.Select((score, s) =>
                new ChanceTest(score.Name, bootstrap.Evaluation[s].Kendall, p[s], adjusted[s], adjusted[s] < level)),
        ];

        double PValue(PreparedScore score, double[] resampled, double tau)
        {
            var byOrders = RandomOrder.PValue(score.Sample);
            var spread = CriterionInterval.Of(tau, resampled, 1 - level);
            return spread.StandardError > 0 ? Math.Max(byOrders, StudentT.OfResamples(spread, score.Sample.Count)) : byOrders;
        }
    }
}
