using NasPipelines.Options;

namespace NasPipelines.Networks;

/// <summary>How large a network is: what <see cref="NetworkSize"/> and <see cref="NetworkOptions"/> share.</summary>
public abstract class NetworkDimensions
{
    private const int UsualClasses = 10;
    private const int UsualImageSize = 32;
    private const int UsualImageChannels = 3;

    // Null where not set: what is scored or trained on decides then.
    private readonly int? _classes;
    private readonly int? _imageSize;
    private readonly int? _imageChannels;

    private protected NetworkDimensions()
    {
    }

    private protected NetworkDimensions(NetworkDimensions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Channels, CellsPerStage) = (other.Channels, other.CellsPerStage);
        (_classes, _imageSize, _imageChannels) = (other._classes, other._imageSize, other._imageChannels);
    }

    /// <summary>Channels after the stem; null means the benchmark's own.</summary>
    /// <value>null.</value>
    public int? Channels { get; init; }

    /// <summary>Searched cells per stage (blocks, where the space has no cells); null means the benchmark's own.</summary>
    /// <value>null.</value>
    public int? CellsPerStage { get; init; }

    /// <summary>Number of classes.</summary>
    /// <value>Those of the images where it is not set; 10 where there are none.</value>
    public int Classes { get => _classes ?? UsualClasses; init => _classes = value; }

    /// <summary>Rows and columns of the image.</summary>
    /// <value>Those of the images where it is not set; 32 where there are none.</value>
    public int ImageSize { get => _imageSize ?? UsualImageSize; init => _imageSize = value; }

    /// <summary>Channels of the image.</summary>
    /// <value>Those of the images where it is not set; 3 where there are none.</value>
    public int ImageChannels { get => _imageChannels ?? UsualImageChannels; init => _imageChannels = value; }

    /// <summary>All values, which decide whether two are the same.</summary>
    private protected virtual object Values => (Channels, CellsPerStage, Classes, ImageSize, ImageChannels);

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    public void Validate()
    {
        var faults = new OptionFaults()
            .Range(Channels ?? 1, 1, 4096, nameof(Channels))
            .Range(CellsPerStage ?? 1, 1, 64, nameof(CellsPerStage))
            .Range(Classes, 2, 1_000_000)
            .Range(ImageSize, 4, 1024)
            .Range(ImageChannels, 1, 1024);
        Check(faults);
        faults.Throw();
    }

    /// <summary>The size for images: what is not set is theirs.</summary>
    internal NetworkSize For(int classes, int imageSize, int imageChannels) => new(this)
    {
        Classes = _classes ?? classes,
        ImageSize = _imageSize ?? imageSize,
        ImageChannels = _imageChannels ?? imageChannels,
    };

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) =>
        obj is NetworkDimensions other && other.GetType() == GetType() && other.Values.Equals(Values);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Values.GetHashCode();

    /// <summary>Adds the faults of values that only a derived type has.</summary>
    private protected virtual void Check(OptionFaults faults)
    {
    }
}
