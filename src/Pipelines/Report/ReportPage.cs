using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace NasPipelines.Report;

/// <summary>Writes a report as one HTML page.</summary>
internal static class ReportPage
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(ReportContent content)
    {
        var page = new StringBuilder();
        var title = Encode(content.Options.Title);
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
            <main>
            <h1>{title}</h1>
            <p>{Introduction(content)}</p>

            """);
        Section(page, "Summary", SummaryTable.Write(content));
        Section(page, "Missing scores", MissingTable.Write(content));
        Section(page, "Score against truth", Scatter(content));
        Section(page, "Picking winners", """<p>An estimator can rank the whole space well and its best architectures not at """
            + $"""all.</p>{Scrolled(HeadPlot.Draw(content), "Tau by top share")}""");
        Section(page, "Bias by complexity", """<p>Mean rank difference of each group of architectures, as a share of all: positive """
            + """(orange) where over-estimated, negative (blue) where under-estimated. τ is Kendall's tau inside the """
            + $"""group.</p>{Scrolled(ComplexityPlot.Draw(content), "Bias by complexity")}""");
        Section(page, "Bias by operation", Mutations(content));
        Section(page, "Quality against cost",
            CostPlot.Draw(content) is { } cost ? Scrolled(cost, "Quality against cost") : "<p class=\"note\">No costs were given.</p>");
        Section(page, "Where it comes from", Provenance(content));
        page.Append(CultureInfo.InvariantCulture, $"""
            </main>
            <script type="application/json" id="scatter-data">{ScatterData.Json(content)}</script>
            <script>
            {ReportResources.Script}</script>
            </body>
            </html>

            """);
        return page.ToString().ReplaceLineEndings("\n");
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    public static string Scrolled(ReportPlot plot, string name) => Scrolled(plot.ToInlineSvg(), name);

    public static string Scrolled(string inner, string name) =>
        $"""<div class="scroll" tabindex="0" role="region" aria-label="{Encode(name)}">{inner}</div>""";

    private static void Section(StringBuilder page, string heading, string body) =>
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{heading}</h2>\n{body}\n</section>\n");

    private static string Introduction(ReportContent content)
    {
        var evaluation = content.Bootstrap.Evaluation;
        var without = evaluation.MissingTruth > 0
            ? string.Create(CultureInfo.InvariantCulture, $" ({evaluation.MissingTruth:N0} more have no truth and are left out)")
            : "";
        return Encode(string.Create(CultureInfo.InvariantCulture,
            $"{content.Scores.Length} estimators, baselines among them, judged on {evaluation.Rows:N0} architectures "
                + $"of {content.Table.Space.Name}{without} by how they rank {content.TruthName}."));
    }

    private static string Scatter(ReportContent content)
    {
        var options = string.Concat(content.Scores.Select((name, i) => $"""<option value="{i}">{Encode(name)}</option>"""));
        var gridded = content.Table.Rows > content.Options.PointsUpTo
            ? " There are too many architectures to draw each: darker cells hold more."
            : "";
        return $"""
            <p>Point at the plot, touch it, or use the arrow keys in it, to see an architecture.{gridded}</p>
            <div class="controls"><label>Estimator <select id="scatter-score">{options}</select></label>
            <label>Axes <select id="scatter-scale"><option value="ranks">ranks</option>
            <option value="values">values</option></select></label></div>
            <canvas id="scatter" tabindex="0" role="img" aria-label="Scatter plot of a score against the truth"
            aria-describedby="hover"></canvas>
            <p id="hover" aria-live="polite"></p>
            <noscript><p class="note">This plot needs scripts; the others do not.</p></noscript>
            """;
    }

    private static string Mutations(ReportContent content)
    {
        if (content.Mutations.IsEmpty)
        {
            return "<p class=\"note\">Left out: there are too many architectures, or no two that differ in one choice.</p>";
        }

        var best = content.Bootstrap.Evaluation.Select((m, i) => (m.Kendall, i))
            .Where(m => !double.IsNaN(m.Kendall)).DefaultIfEmpty().MaxBy(m => m.Kendall).i;
        var plots = content.Scores.Select((name, i) =>
            $"""<details{(i == best ? " open" : "")}><summary>{Encode(name)}</summary>"""
                + $"""{Scrolled(MutationPlot.Draw(name, content.Mutations[i]), $"Operations that {name} prefers")}</details>""");
        return $"""
            <p>Over all pairs of architectures that differ in one operation: how much more often (orange) or less often
            (blue) the score rises than the truth when the row's operation gives way to the column's.</p>
            {string.Concat(plots)}
            """;
    }

    private static string Provenance(ReportContent content)
    {
        var product =
            typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var bootstrap = content.Options.Bootstrap;
        (string, string)[] facts =
        [
            ("product", $"NasPipelines {product}"),
            ("search space", $"{content.Table.Space.Name}: {content.Table.Space.Description}"),
            ("truth", content.TruthName),
            ("estimators", string.Join(", ", content.Scores)),
            ("baselines", string.Join(", ", content.Baselines)),
            ("missing scores", content.Options.MissingScores.ToString()),
            ("missing truths", content.Options.MissingTruth.ToString()),
            ("intervals", string.Create(CultureInfo.InvariantCulture, $"{bootstrap.Confidence:P0} percentile, {bootstrap.Resamples} "
                + $"bootstrap resamples of architectures, seed {bootstrap.Seed}")),
            ("complexity", content.Options.ComplexityColumnName),
        ];
        using var origin = JsonDocument.Parse(content.Provenance);
        var list = string.Concat(facts.Select(f => $"<dt>{f.Item1}</dt><dd>{Encode(f.Item2)}</dd>"));
        return $"<dl>{list}</dl>\n<h3>Tables</h3>\n<pre>{Encode(JsonSerializer.Serialize(origin, Indented))}</pre>";
    }
}
