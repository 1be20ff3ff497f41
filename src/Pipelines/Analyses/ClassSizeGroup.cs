namespace NasPipelines.Analyses;

/// <summary>The architectures whose class has a number of members within a range.</summary>
public sealed class ClassSizeGroup
{
    internal ClassSizeGroup(int from, int to, int count, double meanRankDifference, double standardError) =>
        (From, To, Count, MeanRankDifference, StandardError) = (from, to, count, meanRankDifference, standardError);

    /// <summary>Smallest class size.</summary>
    public int From { get; }

    /// <summary>Largest class size.</summary>
    public int To { get; }

    /// <summary>Number of architectures.</summary>
    public int Count { get; }

    /// <summary>
    /// Mean of true rank less estimated rank, rank 1 the best, as a share of the number of architectures: positive where the estimator
    /// over-estimates them.
    /// </summary>
    public double MeanRankDifference { get; }

    /// <summary>Standard error of that mean.</summary>
    public double StandardError { get; }
}
