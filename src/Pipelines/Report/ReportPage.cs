using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NasPipelines.Report.Sections;

namespace NasPipelines.Report;

/// <summary>Writes a report as one HTML page.</summary>
internal static class ReportPage
{
    // Adding a section is one line here; a section that has nothing to show is null.
    private static readonly ImmutableArray<Func<ReportContent, PageSection?>> Sections =
    [
        VerdictSection.Of,
        SummarySection.Of,
        PairSections.Differences,
        PairSections.Agreement,
        TopSection.Of,
        WinnersSection.Of,
        ScatterSection.Of,
        CostSection.Of,
        ParetoSection.Of,
        LearningSection.Of,
        BiasSections.Complexity,
        BiasSections.Operations,
        ReliabilitySection.Of,
        MissingSection.Of,
        _ => new("words", "Words", "What the words mean", Explanations.List()),
        OriginSection.Of,
    ];

    public static string Write(ReportContent content)
    {
        PageSection[] sections = [.. Sections.Select(write => write(content)).OfType<PageSection>()];
        var page = new StringBuilder();
        var title = Html.Encode(content.Options.Title);
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <style>
            {PlotStyles.Sheet}{ReportResources.Style}</style>
            </head>
            <body>
            <header>
            <h1>{title}</h1>
            <p>{Introduction(content)}</p>
            </header>
            <nav aria-label="Contents">{string.Concat(sections.Select(s => $"<a href=\"#{s.Id}\">{s.Link}</a>"))}</nav>
            <main>

            """);
        foreach (var section in sections)
        {
            page.Append(
                CultureInfo.InvariantCulture, $"<section id=\"{section.Id}\">\n<h2>{section.Title}</h2>\n{section.Body}\n</section>\n");
        }

        var tables = new JsonObject();
        foreach (var table in sections.SelectMany(s => s.Tables))
        {
            tables[table.Name] = table.ToJson();
        }

        page.Append(CultureInfo.InvariantCulture, $"""
            </main>
            {Explanations.Popovers()}<script type="application/json" id="tables">{tables.ToJsonString()}</script>
            <script type="application/json" id="scatter-data">{ScatterData.Json(content)}</script>
            <script>
            {ReportResources.Script}</script>
            </body>
            </html>

            """);
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Introduction(ReportContent content)
    {
        var evaluation = content.Comparison.Evaluation;
        var without = evaluation.MissingTruth > 0
            ? string.Create(CultureInfo.InvariantCulture, $" ({evaluation.MissingTruth:N0} more have no truth and are left out)")
            : "";
        var of = content.Table.Architectures is { } known ? $" of {known.Space.Name}" : "";
        return Html.Encode(string.Create(CultureInfo.InvariantCulture,
            $"{content.Scores.Length} estimators, baselines among them, judged on {evaluation.Rows:N0} architectures"
                + $"{of}{without} by how they rank {content.TruthName}."));
    }
}
