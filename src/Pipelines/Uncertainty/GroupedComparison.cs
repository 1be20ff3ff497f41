using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasPipelines.Evaluation;
using NasPipelines.Scoring;

namespace NasPipelines.Uncertainty;

/// <summary>Scores compared within each group of architectures, such as each data set, and their mean rank over the groups.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class GroupedComparison : PrintedResult
{
    private GroupedComparison(string groupName, ImmutableArray<KeyValuePair<string, RankingComparison>> groups)
    {
        (GroupName, Groups) = (groupName, groups);
        string[] names = [.. groups[0].Value.Evaluation.Select(e => e.Name)];
        double[][] ranks = [.. groups.Select(g => RanksIn(g.Value.Evaluation)).Where(r => !r.Any(double.IsNaN))];
        RankedGroups = ranks.Length;
        MeanRanks =
        [
            .. names.Select((name, s) => KeyValuePair.Create(name, ranks.Length == 0 ? double.NaN : ranks.Average(r => r[s]))),
        ];
    }

    /// <summary>The column that makes the groups.</summary>
    public string GroupName { get; }

    /// <summary>The comparison in each group, in the order in which the groups appear.</summary>
    public ImmutableArray<KeyValuePair<string, RankingComparison>> Groups { get; }

    /// <summary>
    /// For each score its rank by Kendall's tau, 1 for the best and equal ones sharing the average, averaged over the groups in which tau
    /// is defined for every score; NaN where there is none.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, double>> MeanRanks { get; }

    /// <summary>The score with the best mean rank, in a sentence.</summary>
    public string Verdict => MeanRanks.Where(r => !double.IsNaN(r.Value)).OrderBy(r => r.Value).ToList() is [var best, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{best.Key} has the best mean rank, {best.Value:0.##} over {RankedGroups} groups.")
        : "No group ranks every score.";

    /// <summary>Number of groups that <see cref="MeanRanks"/> rests on.</summary>
    internal int RankedGroups { get; }

    internal static GroupedComparison Compute(
        string groupName,
        string[] groups,
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        IReadOnlyList<KeyValuePair<string, double[]>> controls,
        RankingEvaluationOptions? options,
        ComparisonOptions? comparison,
        RunOptions? run)
    {
        const int Most = 1000;
        var rows = groups.Select((name, row) => (name, row)).GroupBy(g => g.name, g => g.row).ToList();
        return rows.Count <= Most
            ? new(groupName, [.. rows.Select(group => KeyValuePair.Create(group.Key, Compare(group.Key, new([.. group]))))])
            : throw new ArgumentException(
                $"The column '{groupName}' makes {rows.Count} groups of {groups.Length} rows; name one with at most {Most} values.");

        RankingComparison Compare(string group, RowSet set)
        {
            try
            {
                return RankingComparison.Compute(
                    truthName, set.Rows(truth), Pick(scores, set), Pick(controls, set), options, comparison, run);
            }
            catch (InvalidOperationException e)
            {
                throw new InvalidOperationException($"{groupName} '{group}': {e.Message}", e);
            }
        }

        static KeyValuePair<string, double[]>[] Pick(IReadOnlyList<KeyValuePair<string, double[]>> columns, RowSet set) =>
            [.. columns.Select(c => KeyValuePair.Create(c.Key, set.Rows(c.Value)))];
    }

    /// <summary>Tau by group and the mean rank, then the verdict of each group.</summary>
    private protected override string Print()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"KD against {Groups[0].Value.Evaluation.Truth} by {GroupName}; ")
            .Append(CultureInfo.InvariantCulture, $"mean rank over {RankedGroups} of {Groups.Length} groups").AppendLine();
        var widest = MeanRanks.Max(r => r.Key.Length);
        string[] heads = [.. Groups.Select(g => g.Key), "mean rank"];
        text.Append("".PadRight(widest)).AppendLine(string.Concat(heads.Select(h => "  " + h.PadLeft(22))));
        foreach (var (name, rank) in MeanRanks.OrderBy(r => double.IsNaN(r.Value) ? double.MaxValue : r.Value))
        {
            text.Append(name.PadRight(widest)).AppendLine(string.Concat(
                Groups.Select(g => g.Value.Intervals(name)[0].Value.ToString()!)
                    .Append(rank.ToString("F2", CultureInfo.InvariantCulture)).Select(cell => "  " + cell.PadLeft(22))));
        }

        foreach (var (name, comparison) in Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} (n = {comparison.Evaluation.Rows}): {comparison.Verdict}").AppendLine();
        }

        return text.Append("Verdict: ").AppendLine(Verdict).ToString();
    }

    private static double[] RanksIn(RankingEvaluation evaluation) =>
    [
        .. evaluation.Select(e => double.IsNaN(e.Kendall) ? double.NaN
            : 1 + evaluation.Count(o => o.Kendall > e.Kendall) + ((evaluation.Count(o => o.Kendall == e.Kendall) - 1) / 2.0)),
    ];
}
