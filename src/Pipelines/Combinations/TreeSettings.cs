namespace NasPipelines;

/// <summary>Size and pace of boosted regression trees.</summary>
/// <param name="Trees">Number of trees.</param>
/// <param name="Leaves">Leaves of each tree.</param>
/// <param name="LearningRate">Weight of each tree.</param>
/// <param name="RowsPerLeaf">Smallest number of architectures in a leaf.</param>
public sealed record TreeSettings(int Trees, int Leaves, double LearningRate, int RowsPerLeaf = 3);
