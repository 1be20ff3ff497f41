using NasPipelines.Files;
using NasPipelines.Report;

namespace NasPipelines.Cli.Plots;

/// <summary>Writes a report's plots into a folder, as SVG and as PNG.</summary>
internal static class PlotFiles
{
    public static void Save(EstimatorReport report, string folder, Terminal terminal)
    {
        report.SavePlots(folder);
        using var font = PlotFont.Find();
        if (font is null)
        {
            terminal.Warn("this machine has no font: the plots as PNG have no text, those as SVG do. Install one, such as "
                + "DejaVu Sans, and run the report again.");
        }

        foreach (var (name, plot) in report.Plots)
        {
            var image = PlotImage.Png(plot, font);
            OutputFile.WriteWhole(Path.Combine(folder, name + ".png"), file => file.Write(image));
        }
    }
}
