namespace NasPipelines.Ranking.Statistics;

/// <summary>Choices by masks: whether neighbours are equal is a branch that is mispredicted too often.</summary>
internal static class RankBits
{
    /// <summary>All ones for 0, no bit for a positive number; -1 exclusive-or a rank, which is negative, counts as positive.</summary>
    public static int IfZero(int difference) => ((difference & int.MaxValue) - 1) >> 31;
}
