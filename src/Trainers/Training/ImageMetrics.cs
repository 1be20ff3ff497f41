namespace NasPipelines.Trainers.Training;

/// <summary>Accuracy and mean cross-entropy of a network on labelled images.</summary>
public sealed class ImageMetrics
{
    internal ImageMetrics(double accuracy, double loss) => (Accuracy, Loss) = (accuracy, loss);

    /// <summary>Share of images classified right.</summary>
    public double Accuracy { get; }

    /// <summary>Mean cross-entropy.</summary>
    public double Loss { get; }
}
