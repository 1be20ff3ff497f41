using NasPipelines.Evaluation;

namespace NasPipelines;

public sealed partial class NasTransformsCatalog
{
    /// <summary>
    /// A stage that judges score columns against a column of true quality when it is fitted, with the default options, and passes every row on
    /// unchanged.
    /// </summary>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores: numbers of any type, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentException">No score is named.</exception>
    public RankingEvaluatorEstimator EvaluateRanking(string labelColumnName, params string[] scoreColumnNames) =>
        EvaluateRanking(labelColumnName, scoreColumnNames, new RankingEvaluationOptions());

    /// <summary>A stage that judges score columns against a column of true quality when it is fitted, and passes every row on unchanged.</summary>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores: numbers of any type, higher is better, NaN where there is none.</param>
    /// <param name="options">Criteria, ratios K, and what becomes of missing values; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are wrong, or no score is named.</exception>
    public RankingEvaluatorEstimator EvaluateRanking(
        string labelColumnName, IReadOnlyList<string> scoreColumnNames, RankingEvaluationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        options ??= new();
        options.Validate();
        return scoreColumnNames.Count > 0
            ? new(Context, labelColumnName, [.. scoreColumnNames], options)
            : throw new ArgumentException("Name at least one score column to evaluate.", nameof(scoreColumnNames));
    }
}
