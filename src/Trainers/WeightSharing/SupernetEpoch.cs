using System.Text.Json.Serialization;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>An epoch of supernet training.</summary>
internal sealed class SupernetEpoch
{
    // Checkpoints are files: the names of the parameters are those of the members.
    [JsonConstructor]
    internal SupernetEpoch(
        int epoch,
        double loss,
        double accuracy,
        double learningRate,
        double gradientNorm,
        double seconds,
        double imagesPerSecond,
        IReadOnlyDictionary<string, double> probes)
    {
        (Epoch, Loss, Accuracy, LearningRate) = (epoch, loss, accuracy, learningRate);
        (GradientNorm, Seconds, ImagesPerSecond, Probes) = (gradientNorm, seconds, imagesPerSecond, probes);
    }

    /// <summary>Its number, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Mean training loss over steps and paths.</summary>
    public double Loss { get; }

    /// <summary>Share of training images classified right by the paths that were trained.</summary>
    public double Accuracy { get; }

    /// <summary>The rate of the last step.</summary>
    public double LearningRate { get; }

    /// <summary>Mean norm of the gradient before clipping.</summary>
    public double GradientNorm { get; }

    /// <summary>Wall time of the epoch, probes left out.</summary>
    public double Seconds { get; }

    /// <summary>Images of the epoch times paths, per second.</summary>
    public double ImagesPerSecond { get; }

    /// <summary>What probes measured, by name.</summary>
    public IReadOnlyDictionary<string, double> Probes { get; }
}
