using System.CommandLine;
using NasPipelines.Scoring;
using NasPipelines.ZeroShot;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas estimators</c>: the zero-shot estimators, what they read, and the groups that <c>--proxies</c> takes.</summary>
internal static class EstimatorsVerb
{
    public const string Name = "estimators";

    public const string Description = "List the zero-shot estimators, what they read, and their groups.";

    public static Command Create(Terminal terminal, CommonOptions common) =>
        new Command(Name, Description).Does((parsed, _) =>
        {
            if (parsed.GetValue(common.Json))
            {
                JsonOutput.Write(terminal.Out, ZeroShotProxies.All.Select(p => new
                {
                    p.Name,
                    p.Description,
                    Better = p.Direction == ScoreDirection.HigherIsBetter ? "higher" : "lower",
                    p.NeedsImages,
                    p.NeedsLabels,
                    p.IsForwardOnly,
                    Groups = EstimatorGroups.Of(p),
                }));
                return;
            }

            var table = TextTable.Of("estimator", "needs", "fast", "what it is");
            foreach (var proxy in ZeroShotProxies.All)
            {
                var needs = !proxy.NeedsImages ? "" : proxy.NeedsLabels ? "labels" : "images";
                table.AddRow(
                    proxy.Name, needs, EstimatorGroups.Of(proxy).Contains("fast") ? "yes" : "", Markup.Escape(proxy.Description));
            }

            TextTable.Write(terminal, table);
            TextTable.Paragraph(terminal, "What needs labels needs images with their classes. In tables a higher score is better: "
                + "lower-is-better values are negated. Groups that --proxies takes:");
            foreach (var (name, description, estimators) in EstimatorGroups.All)
            {
                TextTable.Paragraph(terminal, $"{name}: {description} ({string.Join(", ", estimators)})");
            }
        });
}
