using System.Globalization;
using NasPipelines.Ranking;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines.Cli;

/// <summary>A comparison as parts of a JSON document.</summary>
internal static class ComparisonDocument
{
    /// <summary>The intervals of a score by criterion, and by K where it has one.</summary>
    public static Dictionary<string, object> Intervals(RankingComparison comparison, string score) => ByName(
        comparison.Intervals(score).Select(i => (i.Key, (object?)Pair(i.Value))));

    /// <summary>Values by criterion, and by K where it has one.</summary>
    public static Dictionary<string, object> Values(IEnumerable<KeyValuePair<Criterion, ScoreValue>> values) =>
        ByName(values.Select(v => (v.Key, (object?)JsonOutput.Number(v.Value.Value))));

    public static IEnumerable<object> Comparisons(RankingComparison comparison) => comparison.Differences.Select(d => new
    {
        A = d.First,
        B = d.Second,
        Criterion = d.Criterion.Name,
        K = d.Criterion is RatioCriterion at ? at.Ratio : (double?)null,
        N = d.Rows,
        Difference = JsonOutput.Number(d.Difference.Value),
        Low = JsonOutput.Number(d.Difference.Lower),
        High = JsonOutput.Number(d.Difference.Upper),
        P = JsonOutput.Number(d.PValue),
        Adjusted = JsonOutput.Number(d.AdjustedPValue),
        d.Differs,
        ArchitecturesNeeded = JsonOutput.Number(d.ArchitecturesNeeded()),
    });

    public static object? Protocol(RankingComparison? comparison) => comparison is null ? null : new
    {
        Intervals = "bootstrap",
        comparison.Resamples,
        comparison.Confidence,
        Correction = "holm",
    };

    public static object Chance(RankingComparison comparison, string score)
    {
        var test = comparison.Chance.First(c => c.Score == score);
        return new { P = JsonOutput.Number(test.PValue), Adjusted = JsonOutput.Number(test.AdjustedPValue), test.Differs };
    }

    public static object? Groups(GroupedComparison? grouped) => grouped?.Groups.Select(g => new
    {
        Group = g.Key,
        N = g.Value.Evaluation.Rows,
        Scores = g.Value.Evaluation.Select(e => new
        {
            e.Name,
            N = e.Count,
            e.Coverage,
            Kendall = JsonOutput.Number(e.Kendall),
            Intervals = Intervals(g.Value, e.Name),
            Chance = Chance(g.Value, e.Name),
        }),
        Comparisons = Comparisons(g.Value),
        g.Value.Alerts,
        g.Value.Verdict,
    });

    private static double?[] Pair(CriterionInterval interval) => [JsonOutput.Number(interval.Lower), JsonOutput.Number(interval.Upper)];

    private static Dictionary<string, object> ByName(IEnumerable<(Criterion Criterion, object? Value)> values) =>
        values.GroupBy(v => v.Criterion.Name).ToDictionary(
            g => g.Key,
            g => g.First().Criterion is RatioCriterion
                ? g.ToDictionary(v => ((RatioCriterion)v.Criterion).Ratio.ToString("R", CultureInfo.InvariantCulture), v => v.Value)
                : g.First().Value!);
}
