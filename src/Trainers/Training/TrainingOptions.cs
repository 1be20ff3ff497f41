using System.Globalization;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Trainers.Training;

/// <summary>What every training has, of one architecture or of a supernet.</summary>
public abstract class TrainingOptions
{
    private protected TrainingOptions()
    {
    }

    private protected TrainingOptions(TrainingOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Network, AffineCells, Epochs, BatchSize) = (other.Network, other.AffineCells, other.Epochs, other.BatchSize);
        (Optimiser, Schedule, Augmentation) = (other.Optimiser, other.Schedule, other.Augmentation);
        (Normalisation, Initialisation, Seed) = (other.Normalisation, other.Initialisation, other.Seed);
    }

    /// <summary>Size of the network; classes and image size are taken from the images.</summary>
    /// <value>The benchmark's own.</value>
    public NetworkSize Network { get; init; } = new();

    /// <summary>Whether batch normalisations inside searched cells have a scale and a shift.</summary>
    /// <value>true for an architecture, false for a supernet.</value>
    public bool AffineCells { get; init; }

    /// <summary>Passes over the training images.</summary>
    /// <value>12 for an architecture, 1000 for a supernet.</value>
    public int Epochs { get; init; }

    /// <summary>Images in a mini-batch; the last one of an epoch may be smaller.</summary>
    /// <value>256 for an architecture, 512 for a supernet.</value>
    public int BatchSize { get; init; }

    /// <summary>The optimiser.</summary>
    /// <value>
    /// Momentum 0.9, weight decay 0.0005, gradients clipped at 5; for an architecture Nesterov with learning rate 0.1, for a supernet
    /// learning rate 0.05.
    /// </value>
    public SgdOptions Optimiser { get; init; } = new();

    /// <summary>The learning rate over time.</summary>
    /// <value>A cosine to 0 for an architecture; for a supernet halved when the loss has not fallen for 30 epochs.</value>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Random changes of training images.</summary>
    /// <value>Flip, crop with padding 4.</value>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>The map from bytes to a network's input; null takes mean and deviation of the training images.</summary>
    /// <value>null.</value>
    public ImageNormalisation? Normalisation { get; init; }

    /// <summary>How weights are drawn.</summary>
    /// <value><see cref="InitialisationScheme.Kaiming"/>.</value>
    public InitialisationScheme Initialisation { get; init; } = InitialisationScheme.Kaiming;

    /// <summary>Seed of the weights, the order of images, their augmentation and, for a supernet, of paths and dropout.</summary>
    /// <value>0 for an architecture, 20 for a supernet.</value>
    public long Seed { get; init; }

    private protected static string Own(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "own";
}
