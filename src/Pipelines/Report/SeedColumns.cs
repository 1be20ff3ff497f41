using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>The columns that say a score for each seed, <c>synflow_seed0</c> beside <c>synflow</c>, and how far they agree.</summary>
internal static class SeedColumns
{
    private const string Infix = "_seed";

    /// <summary>The reliability of the scores that have columns of two seeds or more.</summary>
    public static IReadOnlyDictionary<string, SeedReliability> Reliability(IDataView view, double[] truth, IEnumerable<string> scores)
    {
        var found = new Dictionary<string, SeedReliability>();
        foreach (var score in scores)
        {
            string[] seeds = [.. Of(view.Schema, score)];
            if (seeds.Length < 2)
            {
                continue;
            }

            var columns = NumericColumns.Read(view, seeds);
            if (Enumerable.Range(0, truth.Length).Any(row => !double.IsNaN(truth[row]) && !columns.Any(c => double.IsNaN(c[row]))))
            {
                found.Add(score, SeedReliability.Compute(truth, columns));
            }
        }

        return found;
    }

    private static IEnumerable<string> Of(DataViewSchema schema, string score) => schema
        .Where(column => !column.IsHidden && column.Type is NumberDataViewType
            && column.Name.StartsWith(score + Infix, StringComparison.Ordinal)
            && long.TryParse(column.Name.AsSpan(score.Length + Infix.Length), out _))
        .Select(column => column.Name);
}
