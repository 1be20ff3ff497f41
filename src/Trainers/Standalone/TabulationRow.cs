using System.Globalization;

namespace NasPipelines.Training;

/// <summary>A stand-alone training in a journal.</summary>
public sealed class TabulationRow
{
    internal const string Header = "architecture\tseed\ttest_accuracy\ttest_loss\ttrain_accuracy\ttrain_loss\tseconds";

    internal TabulationRow(
        string architecture, long seed, double testAccuracy, double testLoss, double trainAccuracy, double trainLoss, double seconds)
    {
        (Architecture, Seed, Seconds) = (architecture, seed, seconds);
        (TestAccuracy, TestLoss, TrainAccuracy, TrainLoss) = (testAccuracy, testLoss, trainAccuracy, trainLoss);
    }

    /// <summary>The architecture as text.</summary>
    public string Architecture { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>Share of test images classified right.</summary>
    public double TestAccuracy { get; }

    /// <summary>Mean cross-entropy on the test images.</summary>
    public double TestLoss { get; }

    /// <summary>Accuracy of the last epoch on training images.</summary>
    public double TrainAccuracy { get; }

    /// <summary>Loss of the last epoch.</summary>
    public double TrainLoss { get; }

    /// <summary>Wall time.</summary>
    public double Seconds { get; }

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
