namespace NasPipelines;

public sealed partial class NasTransformsCatalog
{
    /// <summary>A stage that judges score columns against a column of true quality when it is fitted, and passes every row on unchanged.</summary>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores: numbers of any type, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentException">No score is named.</exception>
    public RankingEvaluatorEstimator EvaluateRanking(string labelColumnName, params string[] scoreColumnNames) =>
        EvaluateRanking(new RankingEvaluationOptions(), labelColumnName, scoreColumnNames);

    /// <summary>A stage that judges score columns against a column of true quality when it is fitted, and passes every row on unchanged.</summary>
    /// <param name="options">Criteria, ratios K, and what becomes of missing values.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores: numbers of any type, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentException">The options are wrong, or no score is named.</exception>
    public RankingEvaluatorEstimator EvaluateRanking(RankingEvaluationOptions options, string labelColumnName, params string[] scoreColumnNames)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        options.Validate();
        return scoreColumnNames.Length > 0
            ? new(Context, labelColumnName, [.. scoreColumnNames], options)
            : throw new ArgumentException("Name at least one score column to evaluate.", nameof(scoreColumnNames));
    }
}
