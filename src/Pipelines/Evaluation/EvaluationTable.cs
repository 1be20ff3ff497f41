using System.Collections.Immutable;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Evaluation;

/// <summary>A score ready for the criteria.</summary>
/// <param name="Name">The score.</param>
/// <param name="Sample">Scores, truth and controls of the rows that take part.</param>
/// <param name="Missing">Number of rows without a score.</param>
/// <param name="Kept">The rows that take part, ascending; null where all do.</param>
internal sealed record PreparedScore(string Name, RankedSample Sample, int Missing, int[]? Kept);

/// <summary>A truth and its scores, checked and ranked.</summary>
internal sealed record EvaluationTable(
    string TruthName, int Rows, int MissingTruth, ImmutableArray<PreparedScore> Scores, RankingEvaluationOptions Options)
{
    /// <summary>Checks and ranks columns.</summary>
    /// <remarks>The columns are kept as they are, and must not change afterwards.</remarks>
    public static EvaluationTable Prepare(
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        IReadOnlyList<KeyValuePair<string, double[]>> controls,
        RankingEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(scores);
        options.Validate();
        CheckShape(truthName, truth, scores, controls);
        var kept = RowsWithTruth(truthName, truth, options.MissingTruth);
        double[] Pick(double[] column) => kept.Length == column.Length ? column : Array.ConvertAll(kept, row => column[row]);
        var ranked = new RankedControls(RankedColumn.Over(Pick(truth)), [.. controls.Select(c => RankControl(c.Key, Pick(c.Value)))]);
        return new(truthName, kept.Length, truth.Length - kept.Length,
            [.. scores.Select(s => Prepare(s.Key, Pick(s.Value), ranked, options.MissingScores))], options);
    }

    private static RankedColumn RankControl(string name, double[] values)
    {
        var missing = Array.FindIndex(values, double.IsNaN);
        return missing < 0 ? RankedColumn.Over(values)
            : throw new InvalidOperationException(
                $"The control '{name}' is NaN in row {missing} (counted from 0); a control must be known for every architecture.");
    }

    private static int[] RowsWithTruth(string truthName, double[] truth, MissingTruth policy)
    {
        int[] kept = [.. Enumerable.Range(0, truth.Length).Where(row => !double.IsNaN(truth[row]))];
        if (kept.Length == 0)
        {
            throw new InvalidOperationException($"Every value of the truth '{truthName}' is NaN: there is nothing to rank against.");
        }

        return kept.Length == truth.Length || policy == NasPipelines.Evaluation.MissingTruth.Drop ? kept
            : throw new InvalidOperationException(
                $"The truth '{truthName}' is NaN in {truth.Length - kept.Length} of {truth.Length} rows, first in "
                + $"row {Array.FindIndex(truth, double.IsNaN)} "
                + "(counted from 0); set MissingTruth to Drop to leave such rows out.");
    }

    private static void CheckShape(
        string truthName, double[] truth, IReadOnlyList<KeyValuePair<string, double[]>> scores,
        IReadOnlyList<KeyValuePair<string, double[]>> controls)
    {
        if (truth.Length == 0)
        {
            throw new ArgumentException($"There are no rows to evaluate: the truth '{truthName}' is empty.");
        }

        if (scores.Count == 0)
        {
            throw new ArgumentException("There are no scores to evaluate: name at least one score column.");
        }

        if (scores.Concat(controls).FirstOrDefault(c => c.Value.Length != truth.Length) is { Key: not null } other)
        {
            throw new ArgumentException(
                $"The column '{other.Key}' has {other.Value.Length} rows and the truth '{truthName}' {truth.Length}; they must be equal.");
        }

        if (scores.GroupBy(s => s.Key).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ArgumentException($"The score '{repeated.Key}' is named more than once.");
        }
    }

    /// <summary>Ranks a score under a policy for missing ones.</summary>
    /// <param name="name">The score, for messages.</param>
    /// <param name="scores">The scores, NaN where missing.</param>
    /// <param name="controls">Truth and controls of the same rows, never NaN.</param>
    /// <param name="policy">What to do.</param>
    /// <exception cref="InvalidOperationException">A score is missing and the policy is to fail, or none is there.</exception>
    private static PreparedScore Prepare(string name, double[] scores, RankedControls controls, MissingScores policy)
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
                name, new(controls, controls.Rank(Array.ConvertAll(scores, s => double.IsNaN(s) ? double.NegativeInfinity : s))), missing,
                null),
            _ => throw new InvalidOperationException(
                $"The score '{name}' is NaN in {missing} of {scores.Length} rows, first in "
                + $"row {Array.FindIndex(scores, double.IsNaN)} (counted from 0); "
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
