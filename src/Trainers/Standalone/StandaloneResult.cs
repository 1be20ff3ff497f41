using NasPipelines.Trainers.Training;

namespace NasPipelines.Trainers.Standalone;

/// <summary>What a stand-alone training gave.</summary>
internal sealed class StandaloneResult
{
    internal StandaloneResult(ImageMetrics test, IReadOnlyList<double> trainLosses, double trainAccuracy, double seconds)
    {
        (Test, TrainLosses, TrainAccuracy, Seconds) = (test, trainLosses, trainAccuracy, seconds);
    }

    /// <summary>Accuracy and loss on the test images, with running statistics.</summary>
    public ImageMetrics Test { get; }

    /// <summary>Mean training loss of each epoch, on augmented images.</summary>
    internal IReadOnlyList<double> TrainLosses { get; }

    /// <summary>Accuracy of the last epoch on the augmented training images as they were seen.</summary>
    internal double TrainAccuracy { get; }

    /// <summary>Wall time, evaluation included.</summary>
    internal double Seconds { get; }
}
