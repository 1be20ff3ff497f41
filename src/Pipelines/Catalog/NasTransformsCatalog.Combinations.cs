namespace NasPipelines;

public sealed partial class NasTransformsCatalog
{
    /// <summary>A stage that adds the combination of several score columns by their ranks; it needs no label.</summary>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="rule">How ranks are combined.</param>
    /// <param name="missing">What becomes of an architecture that an estimator has no score for.</param>
    /// <param name="scoreColumnNames">The columns to combine: numbers of any type, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentException">No score is named, or one twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rule or the policy is unknown.</exception>
    public RankCombinationEstimator Combine(string outputColumnName, CombinationRule rule, MissingScores missing, params string[] scoreColumnNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        if (scoreColumnNames.Length is 0 or > byte.MaxValue || scoreColumnNames.Distinct().Count() < scoreColumnNames.Length)
        {
            throw new ArgumentException(
                $"Name 1 to {byte.MaxValue} score columns to combine, and each once (was {string.Join(", ", scoreColumnNames)}).",
                nameof(scoreColumnNames));
        }

        return Enum.IsDefined(rule) && Enum.IsDefined(missing)
            ? new(Context, outputColumnName, rule, missing, [.. scoreColumnNames])
            : throw new ArgumentOutOfRangeException(
                nameof(rule), $"Known rules are {string.Join(", ", Enum.GetNames<CombinationRule>())}, "
                    + $"known policies {string.Join(", ", Enum.GetNames<MissingScores>())}.");
    }

    /// <summary>A stage that learns to predict the truth from scores and encodings of few labelled architectures, and adds the prediction.</summary>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="labelColumnName">The column of true quality; read by <c>Fit</c> only.</param>
    /// <param name="options">Settings to choose from, folds, seed.</param>
    /// <param name="featureColumnNames">Scores, parameter counts, encodings (<see cref="NasDataCatalog.Encode"/>): numbers of any type; NaN is allowed.</param>
    /// <exception cref="ArgumentException">No feature is named, or one twice, or an option is wrong.</exception>
    public LearnedCombinationEstimator LearnCombination(
        string outputColumnName, string labelColumnName, LearnedCombinationOptions options, params string[] featureColumnNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(featureColumnNames);
        options.Validate();
        return featureColumnNames.Length > 0 && featureColumnNames.Distinct().Count() == featureColumnNames.Length
            ? new(Context, outputColumnName, labelColumnName, [.. featureColumnNames], options)
            : throw new ArgumentException($"Name at least one feature, and each once (was {string.Join(", ", featureColumnNames)}).", nameof(featureColumnNames));
    }
}
