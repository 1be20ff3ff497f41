using NasPipelines.Spaces;

namespace NasPipelines.Evaluation;

/// <summary>How a table of scores and truths is read where rankings are judged.</summary>
public abstract class RankingTableOptions
{
    private protected RankingTableOptions()
    {
    }

    /// <summary>The column of architectures, read where a view lacks a cost that is asked for.</summary>
    /// <value>Default: <c>Architecture</c>.</value>
    public string ArchitectureColumnName { get; init; } = "Architecture";

    /// <summary>The space of the architectures.</summary>
    /// <value>Default: null, which takes the one that the column of architectures says it is of.</value>
    public SearchSpace? SearchSpace { get; init; }

    /// <summary>What becomes of architectures whose score is NaN; a report says so, and shows the other policies beside it.</summary>
    /// <value>Default: <see cref="MissingScores.Drop"/>.</value>
    public MissingScores MissingScores { get; init; } = MissingScores.Drop;

    /// <summary>What becomes of architectures whose true quality is NaN.</summary>
    /// <value>Default: <see cref="MissingTruth.Fail"/>.</value>
    public MissingTruth MissingTruth { get; init; } = MissingTruth.Fail;
}
