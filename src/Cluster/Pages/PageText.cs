using System.Globalization;
using System.Net;
using System.Text;
using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Pages;

/// <summary>The page as HTML; whatever comes from runs and silos is escaped.</summary>
internal static class PageText
{
    public const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
        body { color: #1b1b1b; background: #fff }
        table { border-collapse: collapse; width: 100%; margin-bottom: 2rem }
        th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #ccc; vertical-align: top }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
        progress { width: 8rem }
        li { font-size: .9em }
        @media (prefers-color-scheme: dark) { body { color: #eee; background: #181818 } th, td { border-color: #444 } }
        """;

    public static string Of(IReadOnlyList<RunStatus> runs, IReadOnlyList<SiloState> silos)
    {
        var text = new StringBuilder(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
            + "<title>nas cluster</title><link rel=\"stylesheet\" href=\"/style.css\"></head><body><h1>nas cluster</h1><h2>Runs</h2>");
        if (runs.Count == 0)
        {
            text.Append("<p>There is no run.</p>");
        }
        else
        {
            text.Append(
                "<table id=\"runs\"><thead><tr><th>scores</th><th>state</th><th>progress</th><th class=\"n\">done</th>"
                + "<th class=\"n\">per second</th><th class=\"n\">failed</th><th class=\"n\">lost batches</th>"
                + "<th class=\"n\">batches out</th>"
                + "<th>for</th><th>coordinator</th><th></th></tr></thead><tbody>");
            foreach (var run in runs)
            {
                AddRun(text, run);
            }

            text.Append("</tbody></table>");
        }

        text.Append(
            "<h2>Silos</h2><table id=\"silos\"><thead><tr><th>name</th><th>machine</th><th>version</th><th class=\"n\">workers</th>"
            + "<th class=\"n\">busy</th></tr></thead><tbody>");
        foreach (var silo in silos)
        {
            text.Append(CultureInfo.InvariantCulture, $"<tr><td>{In(silo.Name)}</td><td>{In(silo.Host)}</td><td>{In(silo.Version)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{silo.Workers}</td><td class=\"n\">{silo.Busy}</td></tr>");
        }

        return text.Append("</tbody></table></body></html>").ToString();
    }

    private static void AddRun(StringBuilder text, RunStatus run)
    {
        text.Append(CultureInfo.InvariantCulture, $"<tr><td>{In(run.Scores)}</td><td>{In(run.Phase.ToString().ToLowerInvariant())}")
            .Append(Items(run.Refusals, "refused by "))
            .Append("</td><td>")
            .Append(CultureInfo.InvariantCulture, $"<progress value=\"{run.Done}\" max=\"{Math.Max(1, run.Count)}\"></progress></td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{run.Done} of {run.Count}</td><td class=\"n\">{run.PerSecond:F1}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{run.Failed}{Items(run.Reasons, "")}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{run.Lost}</td><td class=\"n\">{run.Workers}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td>{In(run.Client)}</td><td>{In(run.Silo)}</td><td>");
        if (run.Phase is RunPhase.Running or RunPhase.Preparing or RunPhase.Refused)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<form method=\"post\" action=\"/runs/{In(Uri.EscapeDataString(run.Run))}/cancel\"><button>cancel</button></form>");
        }

        text.Append("</td></tr>");
    }

    private static string Items(string[] items, string before) =>
        items.Length == 0 ? "" : $"<ul>{string.Concat(items.Select(item => $"<li>{before}{In(item)}</li>"))}</ul>";

    private static string In(string text) => WebUtility.HtmlEncode(text);
}
