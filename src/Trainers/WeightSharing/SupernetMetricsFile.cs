using System.Globalization;
using NasPipelines.Files;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>The CSV file of epochs: rewritten from what is known when training starts or resumes, then a line at a time.</summary>
internal sealed class SupernetMetricsFile(string path, IReadOnlyList<string> probes)
{
    public void Start(IEnumerable<SupernetEpoch> epochs)
    {
        string[] header = ["epoch", "loss", "accuracy", "learning_rate", "gradient_norm", "seconds", "images_per_second", .. probes];
        OutputFile.WriteText(path, string.Concat(epochs.Select(Line).Prepend(string.Join(',', header)).Select(line => line + "\n")));
    }

    public void Append(SupernetEpoch epoch) => File.AppendAllText(path, Line(epoch) + "\n");

    private string Line(SupernetEpoch e)
    {
        double[] numbers = [e.Loss, e.Accuracy, e.LearningRate, e.GradientNorm, Math.Round(e.Seconds, 3), Math.Round(e.ImagesPerSecond, 1)];
        var measured = probes.Select(
            p => e.Probes.TryGetValue(p, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : string.Empty);
        return string.Join(',', [
            e.Epoch.ToString(CultureInfo.InvariantCulture), .. numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)),
            .. measured]);
    }
}
