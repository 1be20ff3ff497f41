using NasPipelines.Combinations;

namespace NasPipelines.Compat;

/// <summary>
/// The vote of Ning et al. 2021 as published: architectures are sorted by "a strict majority of the experts scores it strictly higher",
/// which is not transitive, so that the order depends on the sort. The sound form is <see cref="CombinationRule.Copeland"/>.
/// </summary>
/// <remarks>
/// The sort here is that of CPython up to 3.10, comparison by comparison. Experts for NAS-Bench-201: relu_logdet, jacob_cov, synflow in the
/// final version, jacob_cov, snip, synflow in the submission; for NAS-Bench-301: grasp, plain, relu_logdet, or plain, grasp, synflow.
/// </remarks>
public static class PublishedVote
{
    /// <summary>The score of each architecture: less its place, 0 for the first.</summary>
    /// <param name="scores">The scores of each expert, one per architecture, higher is better, never NaN.</param>
    /// <exception cref="ArgumentException">There are no experts, lengths differ, or a score is NaN.</exception>
    public static double[] Compute(IReadOnlyList<double[]> scores) => Compute(scores, byPower: false);

    internal static double[] Compute(IReadOnlyList<double[]> scores, bool byPower)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count == 0 || scores.Any(s => s.Length != scores[0].Length))
        {
            throw new ArgumentException(
                $"The vote needs experts with equally many scores (were {string.Join(", ", scores.Select(s => s.Length))}).",
                nameof(scores));
        }

        for (var e = 0; e < scores.Count; e++)
        {
            if (Array.FindIndex(scores[e], double.IsNaN) is >= 0 and var row)
            {
                throw new ArgumentException(
                    $"Expert {e} (counted from 0) has no score in row {row}; apply a policy for missing scores first.", nameof(scores));
            }
        }

        var order = new PythonSort(Beats, byPower).Sort(scores[0].Length);
        var voted = new double[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            voted[order[place]] = -place;
        }

        return voted;

        bool Beats(int a, int b)
        {
            var higher = 0;
            foreach (var expert in scores)
            {
                higher += expert[a] > expert[b] ? 1 : 0;
            }

            return 2 * higher > scores.Count;
        }
    }
}
