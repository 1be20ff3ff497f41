using System.Globalization;
using System.Text;

namespace NasPipelines.Evaluation;

/// <summary>Formats an evaluation as a table of plain text.</summary>
internal static class RankingTable
{
    public static string Format(RankingEvaluation evaluation)
    {
        string[] heading = ["score", "n", "missing", .. evaluation[0].Values.Select(v => v.Key.Label)];
        var rows = evaluation.Select(Cells).Prepend(heading).ToList();
        int[] widths = [.. heading.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Ranking against {evaluation.Truth}, {evaluation.Rows} architectures");
        text.Append(evaluation.MissingTruth > 0 ? $" ({evaluation.MissingTruth} without a truth left out)" : "");
        text.Append(CultureInfo.InvariantCulture, $"; missing scores: {evaluation[0].MissingScores}").AppendLine();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
        }

        return text.ToString();
    }

    private static string[] Cells(ScoreRanking metrics) =>
    [
        metrics.Name,
        metrics.Count.ToString(CultureInfo.InvariantCulture),
        metrics.Missing.ToString(CultureInfo.InvariantCulture),
        .. metrics.Values.Select(v => v.Value.IsDefined ? v.Value.Value.ToString("F4", CultureInfo.InvariantCulture) : "–"),
    ];
}
