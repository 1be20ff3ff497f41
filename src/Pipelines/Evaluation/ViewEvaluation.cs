using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines.Evaluation;

/// <summary>Evaluates the columns of a view.</summary>
internal static class ViewEvaluation
{
    public static RankingEvaluation Evaluate(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, RankingEvaluationOptions? options, RunOptions? run)
    {
        var evaluation = RankingEvaluation.Compute(Read(context, data, label, scores, options ?? new(), run));
        WarnOfMissing(context, evaluation);
        return evaluation;
    }

    public static RankingBootstrap Bootstrap(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, RankingEvaluationOptions? options,
        BootstrapOptions? bootstrap, RunOptions? run)
    {
        var result = RankingBootstrap.Compute(Read(context, data, label, scores, options ?? new(), run), bootstrap ?? new(), run);
        WarnOfMissing(context, result.Evaluation);
        return result;
    }

    /// <summary>Checks that the columns are there, or are costs that can be computed.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public static void CheckColumns(
        string label, IReadOnlyList<string> scores, RankingEvaluationOptions options,
        IReadOnlyCollection<(string Name, DataViewType ItemType, bool IsScalar)> columns)
    {
        NumericColumns.Check(label, "label", columns);
        string[] names = [.. columns.Select(c => c.Name)];
        foreach (var (name, role) in scores.Select(s => (s, "score")).Concat(options.ControlColumnNames.Select(c => (c, "control"))))
        {
            if (!CostColumns.IsMissing(name, options.ArchitectureColumnName, names))
            {
                NumericColumns.Check(name, role, columns);
            }
        }
    }

    private static EvaluationTable Read(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, RankingEvaluationOptions options, RunOptions? run)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(scores);
        options.Validate();
        run?.Validate();
        CheckColumns(label, scores, options, NumericColumns.Describe(data.Schema));
        var view = CostColumns.Add(
            context, data, options.ArchitectureColumnName, options.SearchSpace, [.. scores, .. options.ControlColumnNames], run: run);
        var columns = NumericColumns.Read(view, [label, .. scores, .. options.ControlColumnNames]);
        return EvaluationTable.Prepare(label, columns[0], Named(scores, 1), Named(options.ControlColumnNames, 1 + scores.Count), options);

        KeyValuePair<string, double[]>[] Named(IEnumerable<string> names, int from) =>
            [.. names.Select((name, i) => KeyValuePair.Create(name, columns[from + i]))];
    }

    private static void WarnOfMissing(IHostEnvironment environment, RankingEvaluation evaluation)
    {
        List<string> missing =
            [.. evaluation.Where(m => m.Missing > 0).Select(m => $"{m.Missing} rows have no score '{m.Name}' ({m.MissingScores})")];
        if (evaluation.MissingTruth > 0)
        {
            missing.Insert(0, $"{evaluation.MissingTruth} rows have no truth '{evaluation.Truth}' (Drop)");
        }

        if (missing.Count > 0)
        {
            using var channel = environment.Start("EvaluateRanking");
            channel.Warning(MessageSensitivity.None, string.Join("; ", missing));
        }
    }
}
