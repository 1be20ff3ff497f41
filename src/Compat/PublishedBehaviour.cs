using System.Collections.Immutable;
using NasPipelines.Evaluation;

namespace NasPipelines.Compat;

/// <summary>
/// Evaluates a ranking as a published implementation does, beside the evaluation here, with the reason for each difference.
/// </summary>
public static class PublishedBehaviour
{
    /// <summary>Every figure that the implementation reports for a score.</summary>
    /// <param name="mode">The implementation.</param>
    /// <param name="truth">The true quality, one per architecture, higher is better, never NaN.</param>
    /// <param name="scores">The scores of the same architectures, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode is unknown.</exception>
    /// <exception cref="InvalidOperationException">A truth is NaN, or every score is.</exception>
    public static ImmutableArray<CompatDifference> Compare(RankingCompat mode, ReadOnlySpan<double> truth, ReadOnlySpan<double> scores)
    {
        double[] ownTruth = truth.ToArray(), ownScores = scores.ToArray();
        RankingEvaluation.Compute("truth", ownTruth, [new("score", ownScores)]); // refuses what cannot be ranked
        return mode switch
        {
            RankingCompat.AwNas => AwNas.Compare(ownTruth, ownScores),
            RankingCompat.NasLib => NasLib.Compare(ownTruth, ownScores),
            _ => throw new ArgumentOutOfRangeException(
                nameof(mode), mode, $"Known are {string.Join(", ", Enum.GetNames<RankingCompat>())}."),
        };
    }
}
