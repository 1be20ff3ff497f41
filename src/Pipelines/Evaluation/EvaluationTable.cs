namespace NasPipelines;

/// <summary>Checks a truth and its scores before they are ranked.</summary>
internal static class EvaluationTable
{
    /// <summary>The rows that have a truth, and how many had none.</summary>
    public static (double[] Truth, IReadOnlyList<KeyValuePair<string, double[]>> Scores, int Missing) Check(
        string truthName, double[] truth, IReadOnlyList<KeyValuePair<string, double[]>> scores, MissingTruth policy)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(scores);
        CheckShape(truthName, truth, scores);
        var missing = truth.Count(double.IsNaN);
        if (missing == 0)
        {
            return (truth, scores, 0);
        }

        if (missing == truth.Length)
        {
            throw new InvalidOperationException($"Every value of the truth '{truthName}' is NaN: there is nothing to rank against.");
        }

        if (policy == MissingTruth.Fail)
        {
            throw new InvalidOperationException(
                $"The truth '{truthName}' is NaN in {missing} of {truth.Length} rows, first in row {Array.FindIndex(truth, double.IsNaN)} (counted from 0); "
                + "set MissingTruth to Drop to leave such rows out.");
        }

        int[] kept = [.. Enumerable.Range(0, truth.Length).Where(row => !double.IsNaN(truth[row]))];
        return (Pick(truth), [.. scores.Select(s => KeyValuePair.Create(s.Key, Pick(s.Value)))], missing);

        double[] Pick(double[] column) => Array.ConvertAll(kept, row => column[row]);
    }

    private static void CheckShape(string truthName, double[] truth, IReadOnlyList<KeyValuePair<string, double[]>> scores)
    {
        if (truth.Length == 0)
        {
            throw new ArgumentException($"There are no rows to evaluate: the truth '{truthName}' is empty.");
        }

        if (scores.Count == 0)
        {
            throw new ArgumentException("There are no scores to evaluate: name at least one score column.");
        }

        foreach (var (name, column) in scores)
        {
            if (column.Length != truth.Length)
            {
                throw new ArgumentException($"The score '{name}' has {column.Length} rows and the truth '{truthName}' {truth.Length}; they must be equal.");
            }

            if (scores.Count(s => s.Key == name) > 1)
            {
                throw new ArgumentException($"The score '{name}' is named more than once.");
            }
        }
    }
}
