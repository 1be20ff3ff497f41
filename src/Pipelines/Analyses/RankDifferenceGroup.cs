namespace NasPipelines.Analyses;

/// <summary>Architectures of one range of a quantity, and how far their estimated ranks are from their true ones.</summary>
public abstract class RankDifferenceGroup : PrintedResult
{
    private protected RankDifferenceGroup()
    {
    }

    /// <summary>Number of architectures.</summary>
    public int Count { get; private protected init; }

    /// <summary>
    /// Mean of true rank less estimated rank, rank 1 the best, as a share of the number of architectures: positive where the estimator
    /// over-estimates the group.
    /// </summary>
    public double MeanRankDifference { get; private protected init; }

    /// <summary>Standard error of that mean.</summary>
    public double StandardError { get; private protected init; }
}
