using System.Collections.Immutable;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Analyses;

/// <summary>
/// How far the ranking of an estimator moves from one column of scores to the next: checkpoints of a training, batches, or seeds.
/// </summary>
/// <remarks>
/// Each step is an evaluation in which the later column plays the truth (relative KD, relative P@K). Ning et al. 2021, section 3.3.
/// </remarks>
public sealed class RankingStability : PrintedResult
{
    private RankingStability(ImmutableArray<RankingEvaluation> steps, double meanPairwise) =>
        (Steps, MeanPairwiseKendall) = (steps, meanPairwise);

    /// <summary>
    /// For each two adjacent columns the earlier one judged against the later one, which is the step's
    /// <see cref="RankingEvaluation.Truth"/>.
    /// </summary>
    public ImmutableArray<RankingEvaluation> Steps { get; }

    /// <summary>
    /// Mean tau-b over all pairs of columns, adjacent or not: the right summary for seeds and batches, which have no order.
    /// </summary>
    public double MeanPairwiseKendall { get; }

    /// <summary>Judges each column against the next.</summary>
    /// <param name="columns">Two or more columns of scores by name, in order, one value per architecture; a row counts in a step where both
    /// have one.</param>
    /// <param name="options">Criteria and ratios; null for the defaults. Rows whose later score is NaN are left out whatever they
    /// say.</param>
    /// <exception cref="ArgumentException">Fewer than two columns, lengths differ, or names repeat.</exception>
    /// <exception cref="InvalidOperationException">Two columns have no row in common.</exception>
    internal static RankingStability Compute(
        IReadOnlyList<KeyValuePair<string, double[]>> columns, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count < 2)
        {
            throw new ArgumentException($"Stability needs at least two columns (were {columns.Count}).", nameof(columns));
        }

        var lenient = (options ?? new()).Lenient();
        RankingEvaluation Step(int earlier, int later, RankingEvaluationOptions how) =>
            RankingEvaluation.Compute(columns[later].Key, columns[later].Value, [columns[earlier]], how);
        var kendall = lenient.Of([new KendallTauB()]);
        var pairs =
            from later in Enumerable.Range(1, columns.Count - 1)
            from earlier in Enumerable.Range(0, later)
            select Step(earlier, later, kendall)[0].Kendall;
        return new([.. Enumerable.Range(1, columns.Count - 1).Select(later => Step(later - 1, later, lenient))], pairs.Average());
    }

    /// <summary>One table per step.</summary>
    private protected override string Print() => string.Join(Environment.NewLine, Steps);
}
