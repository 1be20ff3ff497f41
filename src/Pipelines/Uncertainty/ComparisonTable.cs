using System.Globalization;
using System.Text;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Uncertainty;

/// <summary>A comparison as text: scores with intervals, free ones first, then best first, what differs, alerts, verdict.</summary>
internal static class ComparisonTable
{
    private const int AllPairsUpTo = 15;

    public static string Write(RankingComparison comparison)
    {
        var (evaluation, bootstrap) = (comparison.Evaluation, comparison.Options.Bootstrap);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Against {evaluation.Truth}, {evaluation.Rows} architectures");
        text.Append(evaluation.MissingTruth > 0 ? $" ({evaluation.MissingTruth} without a truth left out)" : "");
        text.Append(CultureInfo.InvariantCulture, $"; [{bootstrap.Confidence * 100:0.##} % intervals] of {bootstrap.Resamples} resamples");
        text.Append(CultureInfo.InvariantCulture, $"; missing scores: {evaluation[0].MissingScores}").AppendLine();
        var best = evaluation.OrderByDescending(e => double.IsNaN(e.Kendall) ? double.NegativeInfinity : e.Kendall).ToList();
        string[] heading =
        [
            "score", "n", "coverage", .. evaluation[0].Values.Select(v => v.Key.Label), "chance p",
            .. comparison.Baseline is { } free ? (string[])[$"beats {free}"] : [],
        ];
        Rows(text, [heading, .. comparison.FreeFirst().Select(e => Cells(comparison, e))]);
        Differences(text, comparison, [.. best.Select(e => e.Name)]);
        foreach (var alert in comparison.Alerts)
        {
            text.Append("! ").AppendLine(alert);
        }

        return text.Append("Verdict: ").AppendLine(comparison.Verdict).ToString();
    }

    private static string[] Cells(RankingComparison comparison, ScoreRanking ranking) =>
    [
        ranking.Name + (comparison.Options.Baselines.Contains(ranking.Name) ? " (free)" : ""),
        ranking.Count.ToString(CultureInfo.InvariantCulture),
        (ranking.Coverage * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%",
        .. comparison.Intervals(ranking.Name).Select(i => double.IsNaN(i.Value.Value) ? "–" : i.Value.ToString()),
        P(comparison.Chance.First(c => c.Score == ranking.Name).AdjustedPValue),
        .. comparison.Baseline is null ? (string[])[]
            : [comparison.BeatsBaseline(ranking.Name) switch { true => "yes", false => "no", null => "" }],
    ];

    private static void Differences(StringBuilder text, RankingComparison comparison, List<string> best)
    {
        foreach (var criterion in comparison.Differences.GroupBy(d => d.Criterion))
        {
            ScoreDifference[] all = [.. criterion];
            ScoreDifference[] shown = all.Length <= AllPairsUpTo ? all : [.. all.Where(IsTelling)];
            text.Append(CultureInfo.InvariantCulture, $"{criterion.Key.Label}: {all.Count(d => d.Differs)} of {all.Length} ");
            text.Append(all.Length == 1 ? "pair differs" : "pairs differ");
            text.AppendLine(all.Length == 1 ? "" : " (p corrected for their number)"
                + (shown.Length < all.Length ? "; shown are neighbours and the best free score" : ""));
            Rows(text, [.. shown.Select(d => new[]
            {
                $"  {d.First} - {d.Second}", d.Difference.ToString(), $"p {P(d.AdjustedPValue)}", Words(d),
            })], wordsLast: true);
        }

        bool IsTelling(ScoreDifference d) => d.First == comparison.Baseline || d.Second == comparison.Baseline
            || Math.Abs(best.IndexOf(d.First) - best.IndexOf(d.Second)) == 1;
    }

    private static string Words(ScoreDifference d) =>
        d.Differs ? "differ"
        : double.IsNaN(d.PValue) ? "undefined"
        : double.IsNaN(d.ArchitecturesNeeded()) ? "no difference"
        : $"not told apart: {ShownNumber.Count(d.ArchitecturesNeeded())} architectures would be needed";

    private static string P(double p) => double.IsNaN(p) ? "–"
        : p < 0.001 ? "<0.001"
        : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static void Rows(StringBuilder text, string[][] rows, bool wordsLast = false)
    {
        if (rows.Length == 0)
        {
            return;
        }

        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
        {
            var cells = row.Select((cell, c) => c == 0 || (wordsLast && c == row.Length - 1) ? cell.PadRight(widths[c])
                : cell.PadLeft(widths[c]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
