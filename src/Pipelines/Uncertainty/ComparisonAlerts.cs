using System.Collections.Immutable;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Uncertainty;

/// <summary>What a reader of a comparison should beware of.</summary>
internal static class ComparisonAlerts
{
    private const int FewRows = 30;
    private const int FewAtTheTop = 30;
    private const double CeilingShare = 0.05;

    public static ImmutableArray<string> Of(RankingComparison comparison, ComparedColumns columns) =>
    [
        .. SmallSamples(comparison),
        .. columns.Whole.Scores.SelectMany((score, s) => OfScore(comparison, columns, score, s)),
        .. Ceiling(columns.Whole.TruthName, columns.Whole.Scores[0].Sample.Truth.Values.ToArray()),
        .. EqualRankings(columns.Whole),
        .. Coverage(comparison),
    ];

    private static IEnumerable<string> SmallSamples(RankingComparison comparison)
    {
        var rows = comparison.Evaluation.Rows;
        if (rows < FewRows)
        {
            yield return FormattableString.Invariant($"only {rows} architectures: intervals are wide and approximate");
        }

        foreach (var at in comparison.Evaluation[0].Values.Select(v => v.Key).OfType<RatioCriterion>()
            .Where(c => c.Size(rows) is > 0 and < FewAtTheTop).DistinctBy(c => c.Label))
        {
            yield return FormattableString.Invariant($"{at.Label} rests on {at.Size(rows)} of {rows} architectures");
        }
    }

    private static IEnumerable<string> OfScore(RankingComparison comparison, ComparedColumns columns, PreparedScore score, int place)
    {
        var values = score.Sample.Scores;
        if (values.Distinct == 1)
        {
            yield return $"{score.Name} is constant: it ranks nothing";
            yield break;
        }

        if (SuspectedPlaceholder.Find(columns.Scores[place].Value) is var (value, count))
        {
            yield return FormattableString.Invariant(
                $"{score.Name} is {value:G6} in {count} rows, far below all others: a placeholder for \"no score\"? It is ranked as it is");
        }

        if (columns.Scores[place].Value.Count(double.IsInfinity) is > 0 and var infinite)
        {
            yield return FormattableString.Invariant($"{score.Name} is infinite in {infinite} rows, ranked above or below every other");
        }

        var test = comparison.Chance[place];
        if (!double.IsNaN(test.PValue) && !test.Differs)
        {
            yield return $"{score.Name} is not different from chance";
        }
        else if (test.Differs && test.Kendall < 0)
        {
            yield return FormattableString.Invariant(
                $"{score.Name} ranks the wrong way round (KD {test.Kendall:F3}): where lower is better, negate it");
        }
        else if (test.Kendall == 1)
        {
            yield return $"{score.Name} orders exactly as the truth does: is it the truth itself?";
        }

        foreach (var ceiling in Ceiling(score.Name, values.Values.ToArray()))
        {
            yield return ceiling;
        }
    }

    private static IEnumerable<string> Ceiling(string name, double[] values)
    {
        var highest = values.Max();
        var count = values.Count(v => v == highest);
        if (count > 1 && count >= CeilingShare * values.Length && count < values.Length)
        {
            yield return FormattableString.Invariant(
                $"{name} has its highest value, {highest:G6}, in {count} of {values.Length} rows, a ceiling: these are not ordered");
        }
    }

    private static IEnumerable<string> EqualRankings(EvaluationTable table)
    {
        var seen = new HashSet<int>();
        for (var first = 0; first < table.Scores.Length; first++)
        {
            var ranks = table.Scores[first].Sample.Scores;
            int[] equal = ranks.Distinct == 1 || seen.Contains(first) ? [] :
            [
                .. Enumerable.Range(first + 1, table.Scores.Length - first - 1).Where(s =>
                    table.Scores[s].Sample.Scores is var other && other.Distinct == ranks.Distinct
                    && (table.Scores[first].Kept ?? []).AsSpan().SequenceEqual(table.Scores[s].Kept ?? [])
                    && other.Ranks.SequenceEqual(ranks.Ranks)),
            ];
            if (equal.Length > 0)
            {
                seen.UnionWith(equal);
                yield return $"{ComparisonVerdict.List([table.Scores[first].Name, .. equal.Select(s => table.Scores[s].Name)])} "
                    + "are the same ranking";
            }
        }
    }

    private static IEnumerable<string> Coverage(RankingComparison comparison)
    {
        if (comparison.Evaluation.Where(e => e.Missing > 0).ToList() is { Count: > 0 } gaps && gaps[0].MissingScores == MissingScores.Drop)
        {
            yield return FormattableString.Invariant(
                $"{ComparisonVerdict.List([.. gaps.Select(e => e.Name)])} {(gaps.Count == 1 ? "lacks" : "lack")} some architectures: ")
                + "values are over different ones, pairs are compared on those that have both";
        }
    }
}
