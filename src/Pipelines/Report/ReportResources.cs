namespace NasPipelines.Report;

/// <summary>Style sheets and script of a report.</summary>
internal static class ReportResources
{
    public static string Style { get; } = Read("report.css");

    public static string Script { get; } = Read("report.js") + Read("scatter.js");

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ReportResources).Assembly.GetManifestResourceStream($"NasPipelines.Report.{name}")!);
        return reader.ReadToEnd();
    }
}
