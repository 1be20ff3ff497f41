using System.Collections.Immutable;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Evaluation;

/// <summary>A truth and its scores, checked and ranked.</summary>
internal sealed record EvaluationTable(
    string TruthName, int Rows, int MissingTruth, ImmutableArray<PreparedScore> Scores, RankingEvaluationOptions Options)
{
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
        var ranked = new RankedControls(RankedColumn.Of(Pick(truth)), [.. controls.Select(c => RankControl(c.Key, Pick(c.Value)))]);
        return new(truthName, kept.Length, truth.Length - kept.Length,
            [.. scores.Select(s => MissingScoresPolicy.Apply(s.Key, Pick(s.Value), ranked, options.MissingScores))], options);
    }

    private static RankedColumn RankControl(string name, double[] values)
    {
        var missing = Array.FindIndex(values, double.IsNaN);
        return missing < 0 ? RankedColumn.Of(values)
            : throw new InvalidOperationException($"The control '{name}' is NaN in row {missing} (counted from 0); a control must be known for every architecture.");
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
                $"The truth '{truthName}' is NaN in {truth.Length - kept.Length} of {truth.Length} rows, first in row {Array.FindIndex(truth, double.IsNaN)} "
                + "(counted from 0); set MissingTruth to Drop to leave such rows out.");
    }

    private static void CheckShape(
        string truthName, double[] truth, IReadOnlyList<KeyValuePair<string, double[]>> scores, IReadOnlyList<KeyValuePair<string, double[]>> controls)
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
            throw new ArgumentException($"The column '{other.Key}' has {other.Value.Length} rows and the truth '{truthName}' {truth.Length}; they must be equal.");
        }

        if (scores.GroupBy(s => s.Key).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ArgumentException($"The score '{repeated.Key}' is named more than once.");
        }
    }
}
