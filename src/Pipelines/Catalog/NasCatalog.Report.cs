using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Report;

namespace NasPipelines;

public sealed partial class NasCatalog
{
    private static readonly string[] ReportBaselines = ["params", "flops"];

    private static readonly string[] ComputedOnTheFly = ["params", "params_active", "flops"];

    /// <summary>
    /// A report on estimators as one HTML file: summary with intervals, scores against truth, tau among the best, bias by complexity and operation,
    /// cost. Parameters and FLOPs are always in it: the view's columns <c>params</c> and <c>flops</c>, computed where there are none or a value is missing.
    /// </summary>
    /// <param name="data">The scored architectures, with the column <c>Architecture</c>.</param>
    /// <param name="options">Policies, intervals, costs.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnNames">The columns of scores; <c>params</c>, <c>params_active</c> and <c>flops</c> are computed where absent or incomplete.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, the search space is unknown, no score is named, or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value of a column is.</exception>
    /// <exception cref="OperationCanceledException">The token of the bootstrap options was cancelled.</exception>
    public EstimatorReport Report(IDataView data, EstimatorReportOptions options, string labelColumnName, params string[] scoreColumnNames)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        options.Validate();
        if (scoreColumnNames.Length == 0)
        {
            throw new ArgumentException("Name at least one score column to report on.", nameof(scoreColumnNames));
        }

        string[] computed = [.. scoreColumnNames.Concat(ReportBaselines).Append(options.ComplexityColumnName).Distinct()
            .Where(name => ComputedOnTheFly.Contains(name) && !IsComplete(data, name))];
        if (computed.Length == 0)
        {
            return EstimatorReport.Of(ReportContent.Compute(data, options, labelColumnName, scoreColumnNames, ReportBaselines));
        }

        using var costs = Transforms.ZeroShot(computed, new() { StatusColumnName = null }).Fit(data);
        costs.ScoreAll(data, new() { CancellationToken = options.Bootstrap.CancellationToken });
        return EstimatorReport.Of(ReportContent.Compute(costs.Transform(data), options, labelColumnName, scoreColumnNames, ReportBaselines));
    }

    private static bool IsComplete(IDataView data, string name) =>
        data.Schema.GetColumnOrNull(name) is { Type: NumberDataViewType } && !NumericColumns.Read(data, [name])[0].Any(double.IsNaN);
}
