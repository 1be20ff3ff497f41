namespace NasPipelines.Analyses;

/// <summary>The architectures whose class has a number of members within a range.</summary>
public sealed class ClassSizeGroup : RankDifferenceGroup
{
    internal ClassSizeGroup(int from, int to, int count, double meanRankDifference, double standardError) =>
        (From, To, Count, MeanRankDifference, StandardError) = (from, to, count, meanRankDifference, standardError);

    /// <summary>Smallest class size.</summary>
    public int From { get; }

    /// <summary>Largest class size.</summary>
    public int To { get; }

}
