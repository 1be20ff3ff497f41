using Microsoft.ML;
using NasPipelines.Evaluation;
using NasPipelines.Report;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines;

public sealed partial class NasCatalog
{
    /// <summary>
    /// A report on estimators as one HTML file: verdict, tau with intervals, paired differences, agreement, the ten best by each, tau among
    /// the best, scores against truth, bias by complexity and operation, cost. Parameters, FLOPs and activations are always in it: the
    /// view's columns <c>params</c>, <c>flops</c> and <c>activations</c>, computed where there are none or a value is missing. A view of
    /// scores without architectures has the costs and parts of the report that need none.
    /// </summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnNames">The columns of scores; <c>params</c>, <c>params_active</c> and <c>flops</c> are computed where absent
    /// or incomplete.</param>
    /// <param name="options">Policies, intervals, costs; the defaults where null.</param>
    /// <param name="run">Progress by parts of the report, workers, and what stops the work; where null, as many workers as cores.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, the search space is unknown, no score is named, or an
    /// option is wrong.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value of a column
    /// is.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public EstimatorReport Report(
        IDataView data, string labelColumnName, IReadOnlyList<string> scoreColumnNames, EstimatorReportOptions? options = null,
        RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        options ??= new();
        run ??= new() { Workers = 0 };
        options.Validate();
        run.Validate();
        if (scoreColumnNames.Count == 0)
        {
            throw new ArgumentException("Name at least one score column to report on.", nameof(scoreColumnNames));
        }

        if (ReportTable.LacksArchitectures(data, options.ArchitectureColumnName))
        {
            string[] known = [.. FreeScores.Always.Where(name => data.Schema.GetColumnOrNull(name) is not null)];
            return EstimatorReport.Of(ReportContent.Compute(data, labelColumnName, scoreColumnNames, known, options, run));
        }

        string[] needed = [.. scoreColumnNames, .. FreeScores.Always, options.ComplexityColumnName, .. options.Cost];
        var view = CostColumns.Add(
            _context, data, options.ArchitectureColumnName, options.SearchSpace, needed, incompleteToo: true, run.Telling(null));
        return EstimatorReport.Of(ReportContent.Compute(view, labelColumnName, scoreColumnNames, FreeScores.Always, options, run));
    }
}
