using System.Globalization;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Samples.Documentation;

/// <summary>The page of a ranking criterion.</summary>
internal static class CriterionPage
{
    private const int Rows = 1000;

    /// <param name="listed">The instances of one type in <see cref="Criteria.All"/>.</param>
    /// <param name="docs">The documentation.</param>
    public static string Of(IReadOnlyList<Criterion> listed, XmlDocs docs)
    {
        var type = docs.Of(listed[0].GetType());
        return Page.Of(
            $"# {listed[0].GetType().Name}",
            docs.Text(type.Element("summary")),
            docs.Text(type.Element("remarks")),
            Page.Table(
                ("", ""),
                [
                    ("name", string.Join(", ", listed.Select(c => $"`{c.Name}`"))),
                    ("in code", string.Join(", ", InCode(listed))),
                    ("heading", string.Join(", ", listed.Select(c => c.Label))),
                    ("direction", listed[0].Direction == ScoreDirection.HigherIsBetter ? "higher is better" : "lower is better"),
                    ($"by chance, {Rows.ToString("N0", CultureInfo.InvariantCulture)} architectures with truths 1, 2, 3 …",
                        Chance(listed[0])),
                ]),
            Page.Parameters(listed[0].GetType(), docs),
            "## Example",
            docs.Text(type.Element("example")));
    }

    private static IEnumerable<string> InCode(IReadOnlyList<Criterion> listed)
    {
        var made = typeof(Criteria).GetMethod(listed[0].GetType().Name);
        var parameters = made?.GetParameters().Select(p => p.Name) ?? [];
        return listed.Select(c => $"`Criteria.Get(\"{c.Name}\")`").Concat(
            made is null ? [] : [$"`Criteria.{made.Name}({string.Join(", ", parameters)})`"]);
    }

    private static string Chance(Criterion criterion)
    {
        double[] truth = [.. Enumerable.Range(1, Rows).Select(i => (double)i)];
        return criterion.Chance(RankedSample.Of(truth, truth)).ToString("0.####", CultureInfo.InvariantCulture);
    }
}
