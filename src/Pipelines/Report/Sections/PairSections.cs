using System.Collections.Immutable;

namespace NasPipelines.Report.Sections;

/// <summary>Every two estimators: which differ, and how much they agree.</summary>
internal static class PairSections
{
    public static PageSection? Differences(ReportContent content)
    {
        if (content.Comparison.Differences.All(d => double.IsNaN(d.Difference.Value)))
        {
            return null;
        }

        DataTable data = new(
            "differences",
            [
                "criterion", "first", "second", "n", .. DataTable.IntervalOf("first less second"), "p", "p corrected", "differs",
                "architectures needed",
            ],
            [
                .. content.Comparison.Differences.Select(d => (ImmutableArray<object?>)
                [
                    d.Criterion.Label, d.First, d.Second, d.Rows, .. DataTable.Cells(d.Difference), d.PValue, d.AdjustedPValue, d.Differs,
                    d.ArchitecturesNeeded(),
                ]),
            ]);
        return new(
            "differences", "Differences", "Which differ",
            $"<p>Row less column {Html.Why("differences")}: orange where the row is better, blue where it is worse; uncoloured, "
                + $"with an equals "
                + $"sign, where the two are not told apart. {Choose}</p>{Map(DifferenceMap.Map(content), data)}",
            data);
    }

    public static PageSection? Agreement(ReportContent content)
    {
        var names = content.Scores;
        List<(int I, int J)> pairs =
            [.. from i in Enumerable.Range(0, names.Length) from j in Enumerable.Range(i + 1, names.Length - i - 1) select (i, j)];
        if (pairs.TrueForAll(p => double.IsNaN(content.Agreement[p.I, p.J].Kendall)))
        {
            return null;
        }

        DataTable data = new(
            "agreement", ["first", "second", "n", "KD"],
            [
                .. pairs.Select(p => (ImmutableArray<object?>)
                    [names[p.I], names[p.J], content.Agreement[p.I, p.J].Rows, content.Agreement[p.I, p.J].Kendall]),
            ]);
        return new(
            "agreement", "Agreement", "Agreement between estimators",
            $"<p>How alike two estimators order the architectures {Html.Why("agreement")}, whatever the truth is. {Choose}</p>"
                + Map(AgreementMap.Map(content), data),
            data);
    }

    /// <summary>How to hear more of a cell.</summary>
    public const string Choose = "Choose a cell by pointer, finger or arrow keys to read it in full.";

    /// <summary>A heat map with what is told of its cells.</summary>
    public static string Map(HeatMap map, DataTable data) =>
        Told(Html.Scrolled(map.ToHtml(), map.Title)) + Html.Downloads(data, map.Title);

    /// <summary>A picture with the place where more is told of its marks.</summary>
    public static string Told(string picture) =>
        $"""<figure>{picture}<figcaption class="told" aria-live="polite"></figcaption></figure>""";
}
