using NasPipelines.Evaluation;

namespace NasPipelines.Combinations;

/// <summary>Combines the scores of several estimators by their ranks.</summary>
/// <remarks>Ranks start with 1 at the worst; equal scores share their mean rank.</remarks>
/// <example>
/// Scores 1, 2, 3 and 1, 3, 2: Borda (1+1)/6, (2+3)/6, (3+2)/6 = 0.33, 0.83, 0.83; log-rank ln(1/9), ln(6/9), ln(6/9); Copeland -2, 1, 1.
/// </example>
internal static class RankCombination
{
    /// <summary>
    /// The combined score of every architecture, higher is better; NaN where a score is missing and the policy is to drop it.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="scores">The scores of each estimator, one per architecture, higher is better, NaN where there is none.</param>
    /// <param name="missing">
    /// What becomes of an architecture that an estimator has no score for: no combined score and no part in the ranks, the worst rank with
    /// that estimator, or an error.
    /// </param>
    /// <exception cref="ArgumentException">There are no estimators, lengths differ, or no row has all scores.</exception>
    /// <exception cref="InvalidOperationException">A score is missing and the policy is to fail.</exception>
    public static double[] Compute(CombinationRule rule, IReadOnlyList<double[]> scores, MissingScores missing)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count == 0)
        {
            throw new ArgumentException("Name at least one score to combine.", nameof(scores));
        }

        var fitted = FittedRanks.Of(rule, [.. scores], missing);
        var combined = new double[scores[0].Length];
        Parallel.For(0, combined.Length, row => combined[row] = fitted.Combine([.. scores.Select(s => s[row])]));
        return combined;
    }
}
