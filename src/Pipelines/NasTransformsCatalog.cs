using Microsoft.ML;
using NasPipelines.Combinations;
using NasPipelines.Evaluation;
using NasPipelines.Options;

namespace NasPipelines;

/// <summary>Stages that add columns to architectures, or judge them.</summary>
public sealed partial class NasTransformsCatalog
{
    internal NasTransformsCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }

    /// <summary>A stage that adds the combination of several score columns by their ranks; it needs no label.</summary>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="scoreColumnNames">The columns to combine: numbers of any type, higher is better, NaN where there is none.</param>
    /// <param name="rule">How ranks are combined.</param>
    /// <param name="missing">What becomes of an architecture that an estimator has no score for.</param>
    /// <exception cref="ArgumentException">No score is named, or one twice, or the rule or the policy is unknown.</exception>
    public RankCombinationEstimator Combine(
        string outputColumnName,
        IReadOnlyList<string> scoreColumnNames,
        CombinationRule rule = CombinationRule.Copeland,
        MissingScores missing = MissingScores.Drop)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        new OptionFaults()
            .Require(
                scoreColumnNames.Count is > 0 and <= byte.MaxValue && scoreColumnNames.Distinct().Count() == scoreColumnNames.Count,
                $"Name 1 to {byte.MaxValue} score columns to combine, and each once (was {string.Join(", ", scoreColumnNames)}).")
            .Defined(rule)
            .Defined(missing)
            .Throw();
        return new(Context, outputColumnName, rule, missing, [.. scoreColumnNames]);
    }

    /// <summary>A stage that adds a published combination of ranks; it needs no label.</summary>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="preset">The combination, one of <see cref="CombinationPresets.All"/>; the view must have its scores.</param>
    public RankCombinationEstimator Combine(string outputColumnName, CombinationPreset preset)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentNullException.ThrowIfNull(preset);
        return new(Context, outputColumnName, preset.Rule, preset.MissingScores, [.. preset.ScoreColumnNames], preset);
    }

    /// <summary>
    /// A stage that learns to predict the truth from scores and encodings of few labelled architectures, and adds the prediction.
    /// </summary>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="labelColumnName">The column of true quality; read by <c>Fit</c> only.</param>
    /// <param name="featureColumnNames">Scores, parameter counts, encodings (<see cref="NasDataCatalog.Encode"/>), graph features
    /// (<see cref="GraphFeatures"/>): numbers of any type and size and vectors of them; NaN is less than all others.</param>
    /// <param name="options">Settings to choose from, folds, seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">No feature is named, or one twice, or an option is wrong.</exception>
    public LearnedCombinationEstimator LearnCombination(
        string outputColumnName, string labelColumnName, IReadOnlyList<string> featureColumnNames,
        LearnedCombinationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentNullException.ThrowIfNull(featureColumnNames);
        options ??= new();
        options.Validate();
        return featureColumnNames.Count > 0 && featureColumnNames.Distinct().Count() == featureColumnNames.Count
            ? new(Context, outputColumnName, labelColumnName, [.. featureColumnNames], options)
            : throw new ArgumentException(
                $"Name at least one feature, and each once (was {string.Join(", ", featureColumnNames)}).", nameof(featureColumnNames));
    }

    /// <summary>
    /// A stage that judges score columns against a column of true quality when it is fitted, with the default options, and passes every row
    /// on unchanged.
    /// </summary>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores: numbers of any type, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentException">No score is named.</exception>
    public RankingEvaluatorEstimator EvaluateRanking(string labelColumnName, params string[] scoreColumnNames) =>
        EvaluateRanking(labelColumnName, scoreColumnNames, new RankingEvaluationOptions());

    /// <summary>
    /// A stage that judges score columns against a column of true quality when it is fitted, and passes every row on unchanged.
    /// </summary>
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
