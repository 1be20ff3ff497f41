using System.Collections.Immutable;
using System.Text;
using NasPipelines.Files;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>A report on estimators as one HTML file that needs no network, with its plots as SVG.</summary>
/// <remarks>The same view, options and version give the same bytes: there is no time of day in it.</remarks>
public sealed class EstimatorReport
{
    private EstimatorReport(RankingComparison comparison, string html, ImmutableSortedDictionary<string, ReportPlot> plots) =>
        (Comparison, Html, Plots) = (comparison, html, plots);

    /// <summary>What the report shows: values with intervals, paired differences, alerts, and the verdict.</summary>
    public RankingComparison Comparison { get; }

    /// <summary>The page.</summary>
    public string Html { get; }

    /// <summary>The plots by name, such as <c>tau-by-top-share</c>.</summary>
    public ImmutableSortedDictionary<string, ReportPlot> Plots { get; }

    internal static EstimatorReport Of(ReportContent content) =>
        new(content.Comparison, ReportPage.Write(content), ReportPlots.Of(content));

    /// <summary>Writes the page; it appears complete or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WriteWhole(path, Html);
    }

    /// <summary>Writes each plot as <c>(name).svg</c> into a folder, which is created where it does not exist.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void SavePlots(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        foreach (var (name, plot) in Plots)
        {
            WriteWhole(Path.Combine(folder, name + ".svg"), plot.ToSvg());
        }
    }

    /// <summary>The comparison with intervals and its verdict; the page is <see cref="Html"/>.</summary>
    public override string ToString() => Comparison.ToString();

    private static void WriteWhole(string path, string text) =>
        OutputFile.WriteWhole(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
}
