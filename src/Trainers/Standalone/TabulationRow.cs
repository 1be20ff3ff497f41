using System.Globalization;

namespace NasPipelines.Training;

/// <summary>A stand-alone training in a journal.</summary>
/// <param name="Architecture">The architecture as text.</param>
/// <param name="Seed">The seed.</param>
/// <param name="TestAccuracy">Share of test images classified right.</param>
/// <param name="TestLoss">Mean cross-entropy on the test images.</param>
/// <param name="TrainAccuracy">Accuracy of the last epoch on training images.</param>
/// <param name="TrainLoss">Loss of the last epoch.</param>
/// <param name="Seconds">Wall time.</param>
public sealed record TabulationRow(
    string Architecture, long Seed, double TestAccuracy, double TestLoss, double TrainAccuracy, double TrainLoss, double Seconds)
{
    internal const string Header = "architecture\tseed\ttest_accuracy\ttest_loss\ttrain_accuracy\ttrain_loss\tseconds";

    internal static TabulationRow Of(string architecture, long seed, StandaloneResult result) => new(
        architecture, seed, result.Test.Accuracy, result.Test.Loss, result.TrainAccuracy, result.TrainLosses[^1], Math.Round(result.Seconds, 3));

    /// <exception cref="FormatException">The line has other columns.</exception>
    internal static TabulationRow Parse(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length != 7)
        {
            throw new FormatException($"expected 7 columns separated by tabs, found {fields.Length}");
        }

        return new(fields[0], long.Parse(fields[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), Number(2), Number(3), Number(4), Number(5), Number(6));

        double Number(int column) => double.Parse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    internal string ToLine() => string.Join(
        '\t', [Architecture, Seed.ToString(CultureInfo.InvariantCulture), .. ((double[])[TestAccuracy, TestLoss, TrainAccuracy, TrainLoss, Seconds]).Select(v => v.ToString("R", CultureInfo.InvariantCulture))]);
}
