using System.Globalization;

namespace NasPipelines.Trainers.Standalone;

/// <summary>A stand-alone training in a journal.</summary>
public sealed class TabulationRow
{
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
    internal double TestLoss { get; }

    /// <summary>Accuracy of the last epoch on training images.</summary>
    internal double TrainAccuracy { get; }

    /// <summary>Loss of the last epoch.</summary>
    internal double TrainLoss { get; }

    /// <summary>Wall time.</summary>
    public double Seconds { get; }
}
