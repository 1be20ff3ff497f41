using NasPipelines.Options;

namespace NasPipelines.Combinations;

/// <summary>How a combination of estimators is learned.</summary>
public sealed class LearnedCombinationOptions
{
    /// <summary>The name of one of <see cref="Learners.All"/>.</summary>
    /// <value>Default: FastTree.</value>
    public string Learner { get; init; } = "FastTree";

    /// <summary>
    /// The settings to choose from by cross-validation inside the labelled architectures; a single one is taken as it is.
    /// </summary>
    /// <value>Default: null, the learner's own.</value>
    public IReadOnlyList<TreeSettings>? Settings { get; init; }

    /// <summary>Number of folds of that cross-validation, at least 2.</summary>
    /// <value>Default: 3.</value>
    public int Folds { get; init; } = 3;

    /// <summary>The seed of folds and of draws.</summary>
    /// <value>Default: 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate() => new OptionFaults()
        .Require(
            Settings is null || (Settings.Count > 0 && Settings.All(
                s => s is { Trees: > 0, Leaves: > 1, LearningRate: > 0, RowsPerLeaf: > 0, FeatureShare: > 0 and <= 1 })),
            "Settings must hold at least one, each with at least 1 tree, 2 leaves, 1 row per leaf, a positive learning rate and a share of "
                + "features in (0, 1].")
        .Require(Learners.Find(Learner) is not null, Learners.Unknown(Learner))
        .Range(Folds, 2, int.MaxValue)
        .Throw();
}
