namespace NasPipelines.Combinations;

/// <summary>Size and pace of boosted regression trees.</summary>
public sealed class TreeSettings : PrintedResult
{
    /// <summary>Settings.</summary>
    /// <param name="trees">Number of trees, at least 1.</param>
    /// <param name="leaves">Leaves of each tree, at least 2.</param>
    /// <param name="learningRate">Weight of each tree, positive.</param>
    /// <param name="rowsPerLeaf">Smallest number of architectures in a leaf, at least 1.</param>
    public TreeSettings(int trees, int leaves, double learningRate, int rowsPerLeaf = 3) =>
        (Trees, Leaves, LearningRate, RowsPerLeaf) = (trees, leaves, learningRate, rowsPerLeaf);

    /// <summary>Number of trees.</summary>
    public int Trees { get; }

    /// <summary>Leaves of each tree.</summary>
    public int Leaves { get; }

    /// <summary>Weight of each tree.</summary>
    public double LearningRate { get; }

    /// <summary>Smallest number of architectures in a leaf.</summary>
    public int RowsPerLeaf { get; }

    /// <summary>The settings in words.</summary>
    private protected override string Print() =>
        FormattableString.Invariant($"{Trees} trees of {Leaves} leaves, rate {LearningRate}, at least {RowsPerLeaf} rows per leaf");
}
