using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace NasPipelines;

/// <summary>Evaluates the columns of a view.</summary>
internal static class ViewEvaluation
{
    public static RankingEvaluation Evaluate(IHostEnvironment environment, IDataView data, string label, string[] scores, RankingEvaluationOptions options)
    {
        var evaluation = RankingEvaluation.Compute(Read(data, label, scores, options));
        WarnOfMissing(environment, evaluation);
        return evaluation;
    }

    public static RankingBootstrap Bootstrap(
        IHostEnvironment environment, IDataView data, string label, string[] scores, RankingEvaluationOptions options, BootstrapOptions bootstrap)
    {
        var result = RankingBootstrap.Compute(Read(data, label, scores, options), bootstrap);
        WarnOfMissing(environment, result.Evaluation);
        return result;
    }

    public static void CheckColumns(
        string label, string[] scores, RankingEvaluationOptions options, IReadOnlyCollection<(string Name, DataViewType ItemType, bool IsScalar)> columns)
    {
        NumericColumns.Check(label, "label", columns);
        foreach (var score in scores)
        {
            NumericColumns.Check(score, "score", columns);
        }

        foreach (var control in options.ControlColumnNames)
        {
            NumericColumns.Check(control, "control", columns);
        }
    }

    private static EvaluationTable Read(IDataView data, string label, string[] scores, RankingEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        CheckColumns(label, scores, options, NumericColumns.Describe(data.Schema));
        var columns = NumericColumns.Read(data, [label, .. scores, .. options.ControlColumnNames]);
        return EvaluationTable.Prepare(label, columns[0], Named(scores, 1), options, Named(options.ControlColumnNames, 1 + scores.Length));

        KeyValuePair<string, double[]>[] Named(IEnumerable<string> names, int from) => [.. names.Select((name, i) => KeyValuePair.Create(name, columns[from + i]))];
    }

    private static void WarnOfMissing(IHostEnvironment environment, RankingEvaluation evaluation)
    {
        List<string> missing = [.. evaluation.Where(m => m.Missing > 0).Select(m => $"{m.Missing} rows have no score '{m.Name}' ({m.MissingScores})")];
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
