using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace NasPipelines.Report.Sections;

/// <summary>Where a report comes from: product, space, columns, policies, tables.</summary>
internal static class OriginSection
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static PageSection Of(ReportContent content)
    {
        var product =
            typeof(OriginSection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var bootstrap = content.Options.Bootstrap;
        var space = content.Table.Architectures?.Space;
        (string, string)[] facts =
        [
            ("product", $"NasPipelines {product}"),
            ("search space", space is null ? "none: the table has no architectures" : $"{space.Name}: {space.Description}"),
            ("truth", content.TruthName),
            ("estimators", string.Join(", ", content.Scores)),
            ("free scores", string.Join(", ", content.Free)),
            ("missing scores", content.Options.MissingScores.ToString()),
            ("missing truths", content.Options.MissingTruth.ToString()),
            ("intervals", string.Create(CultureInfo.InvariantCulture, $"{bootstrap.Confidence:P0}, {bootstrap.Resamples} "
                + $"bootstrap resamples of architectures, seed {bootstrap.Seed}; shares of the truly best, other than the summary's: "
                + $"by each architecture's influence on tau, on Fisher's scale")),
            ("differences", "on the same resamples; p-values corrected by Holm's method over all pairs"),
            ("complexity", content.ComplexityBiases.IsEmpty ? "" : content.Options.ComplexityColumnName),
        ];
        using var origin = JsonDocument.Parse(content.Table.Provenance);
        var list = string.Concat(facts.Where(f => f.Item2.Length > 0).Select(f => $"<dt>{f.Item1}</dt><dd>{Html.Encode(f.Item2)}</dd>"));
        var tables = origin.RootElement.EnumerateObject().Any()
            ? $"<h3>Tables</h3>\n<pre>{Html.Encode(JsonSerializer.Serialize(origin, Indented))}</pre>"
            : "";
        return new("origin", "Origin", "Where it comes from", $"<dl>{list}</dl>\n{tables}");
    }
}
