using Microsoft.ML;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>How reliable scores are that have columns of single seeds beside them, <c>synflow_seed0</c> beside <c>synflow</c>.</summary>
internal static class SeedReliabilities
{
    /// <summary>By score; scores without columns of two seeds or more are absent.</summary>
    public static IReadOnlyDictionary<string, SeedReliability> Of(IDataView view, double[] truth, IEnumerable<string> scores)
    {
        var found = new Dictionary<string, SeedReliability>();
        foreach (var score in scores)
        {
            string[] seeds = [.. SeedColumns.Of(view.Schema, score)];
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
}
