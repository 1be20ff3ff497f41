namespace NasPipelines.Ranking.Statistics;

/// <summary>The pairs of rows of a sample, by how scores and truth order them.</summary>
/// <param name="Total">All pairs, n(n-1)/2.</param>
/// <param name="TiedInScores">Pairs with equal scores, whatever their truth.</param>
/// <param name="TiedInTruth">Pairs with equal truth, whatever their scores.</param>
/// <param name="TiedInBoth">Pairs with equal scores and equal truth.</param>
/// <param name="Discordant">Pairs that scores and truth order in opposite ways.</param>
internal readonly record struct PairCounts(long Total, long TiedInScores, long TiedInTruth, long TiedInBoth, long Discordant)
{
    /// <summary>Pairs that scores and truth order in the same way.</summary>
    public long Concordant => Total - TiedInScores - TiedInTruth + TiedInBoth - Discordant;

    /// <summary>Concordant less discordant pairs.</summary>
    public long Surplus => Concordant - Discordant;
}
