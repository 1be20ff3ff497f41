using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;

namespace NasPipelines.Report;

/// <summary>What scores cost: as stated, else by a column beside the score that holds the seconds of each architecture.</summary>
internal static class ScoreSeconds
{
    private const string Suffix = "_seconds";

    /// <summary>Seconds per architecture by score; scores of unknown cost are absent.</summary>
    public static IReadOnlyDictionary<string, double> Of(
        IDataView view, IEnumerable<string> scores, IReadOnlyDictionary<string, double> stated)
    {
        var seconds = new Dictionary<string, double>(stated);
        string[] measured = [.. scores.Where(name => !stated.ContainsKey(name)
            && view.Schema.GetColumnOrNull(name + Suffix) is { Type: NumberDataViewType })];
        var columns = measured.Length == 0 ? [] : NumericColumns.Read(view, [.. measured.Select(name => name + Suffix)]);
        for (var i = 0; i < measured.Length; i++)
        {
            var mean = columns[i].Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
            if (mean > 0)
            {
                seconds.Add(measured[i], mean);
            }
        }

        return seconds;
    }
}
