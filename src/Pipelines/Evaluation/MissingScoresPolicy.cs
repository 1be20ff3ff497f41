using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Evaluation;

/// <summary>A score ready for the criteria.</summary>
/// <param name="Name">The score.</param>
/// <param name="Sample">Scores, truth and controls of the rows that take part.</param>
/// <param name="Missing">Number of rows without a score.</param>
/// <param name="Kept">The rows that take part, ascending; null where all do.</param>
internal sealed record PreparedScore(string Name, RankedSample Sample, int Missing, int[]? Kept);

/// <summary>Applies a <see cref="MissingScores"/> policy.</summary>
internal static class MissingScoresPolicy
{
    /// <param name="name">The score, for messages.</param>
    /// <param name="scores">The scores, NaN where missing.</param>
    /// <param name="controls">Truth and controls of the same rows, never NaN.</param>
    /// <param name="policy">What to do.</param>
    /// <exception cref="InvalidOperationException">A score is missing and the policy is to fail, or none is there.</exception>
    public static PreparedScore Apply(string name, double[] scores, RankedControls controls, MissingScores policy)
    {
        var missing = scores.Count(double.IsNaN);
        if (missing == 0)
        {
            return new(name, new(controls, controls.Rank(scores)), 0, null);
        }

        if (missing == scores.Length)
        {
            throw new InvalidOperationException($"Every value of the score '{name}' is NaN: there is nothing to rank.");
        }

        return policy switch
        {
            MissingScores.Drop => Drop(name, scores, controls, missing),
            MissingScores.Worst => new(
                name, new(controls, controls.Rank(Array.ConvertAll(scores, s => double.IsNaN(s) ? double.NegativeInfinity : s))), missing, null),
            _ => throw new InvalidOperationException(
                $"The score '{name}' is NaN in {missing} of {scores.Length} rows, first in row {Array.FindIndex(scores, double.IsNaN)} (counted from 0); "
                + "let them be dropped or ranked worst, or score them again."),
        };
    }

    private static PreparedScore Drop(string name, double[] scores, RankedControls controls, int missing)
    {
        int[] kept = [.. Enumerable.Range(0, scores.Length).Where(row => !double.IsNaN(scores[row]))];
        var present = RowSelection.Take(controls, Array.ConvertAll(scores, s => double.IsNaN(s) ? 0 : 1));
        return new(name, new(present, present.Rank(Array.ConvertAll(kept, row => scores[row]))), missing, kept);
    }
}
