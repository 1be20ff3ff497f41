namespace NasPipelines.Combinations;

/// <summary>Size and pace of regression trees.</summary>
public sealed class TreeSettings : PrintedResult
{
    /// <summary>Settings.</summary>
    /// <param name="trees">Number of trees, at least 1.</param>
    /// <param name="leaves">Leaves of each tree, at least 2.</param>
    /// <param name="learningRate">Weight of each tree, positive; a forest has none and ignores it.</param>
    /// <param name="rowsPerLeaf">Smallest number of architectures in a leaf, at least 1.</param>
    /// <param name="featureShare">
    /// Share of the features, drawn at random, that a split (with LightGBM a tree) chooses among, in (0, 1].
    /// </param>
    public TreeSettings(int trees, int leaves, double learningRate, int rowsPerLeaf = 3, double featureShare = 1) =>
        (Trees, Leaves, LearningRate, RowsPerLeaf, FeatureShare) = (trees, leaves, learningRate, rowsPerLeaf, featureShare);

    /// <summary>Number of trees.</summary>
    public int Trees { get; }

    /// <summary>Leaves of each tree.</summary>
    public int Leaves { get; }

    /// <summary>Weight of each tree.</summary>
    public double LearningRate { get; }

    /// <summary>Smallest number of architectures in a leaf.</summary>
    public int RowsPerLeaf { get; }

    /// <summary>Share of the features that a split chooses among.</summary>
    public double FeatureShare { get; }

    /// <summary>The settings in words.</summary>
    private protected override string Print() => FormattableString.Invariant(
        $"{Trees} trees of {Leaves} leaves, rate {LearningRate}, at least {RowsPerLeaf} rows per leaf, {FeatureShare:P0} of the features");
}
