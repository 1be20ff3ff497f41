using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace NasPipelines;

/// <summary>Evaluates the columns of a view.</summary>
internal static class ViewEvaluation
{
    public static RankingEvaluation Evaluate(IHostEnvironment environment, IDataView data, string label, string[] scores, RankingEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckColumns(label, scores, NumericColumns.Describe(data.Schema));
        var columns = NumericColumns.Read(data, [label, .. scores]);
        var evaluation = RankingEvaluation.Compute(label, columns[0], [.. scores.Select((name, i) => KeyValuePair.Create(name, columns[i + 1]))], options);
        WarnOfMissing(environment, evaluation);
        return evaluation;
    }

    public static void CheckColumns(string label, string[] scores, IReadOnlyCollection<(string Name, DataViewType ItemType, bool IsScalar)> columns)
    {
        NumericColumns.Check(label, "label", columns);
        foreach (var score in scores)
        {
            NumericColumns.Check(score, "score", columns);
        }
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
