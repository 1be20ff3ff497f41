using NasPipelines.Options;

namespace NasPipelines.Networks;

/// <summary>How large a network is: what <see cref="NetworkSize"/> and <see cref="NetworkOptions"/> share.</summary>
public abstract class NetworkDimensions
{
    private protected NetworkDimensions()
    {
    }

    private protected NetworkDimensions(NetworkDimensions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Channels, CellsPerStage, Classes) = (other.Channels, other.CellsPerStage, other.Classes);
        (ImageSize, ImageChannels) = (other.ImageSize, other.ImageChannels);
    }

    /// <summary>Channels after the stem; null means the benchmark's own.</summary>
    /// <value>null.</value>
    public int? Channels { get; init; }

    /// <summary>Searched cells per stage (blocks, where the space has no cells); null means the benchmark's own.</summary>
    /// <value>null.</value>
    public int? CellsPerStage { get; init; }

    /// <summary>Number of classes.</summary>
    /// <value>10.</value>
    public int Classes { get; init; } = 10;

    /// <summary>Rows and columns of the image.</summary>
    /// <value>32.</value>
    public int ImageSize { get; init; } = 32;

    /// <summary>Channels of the image.</summary>
    /// <value>3.</value>
    public int ImageChannels { get; init; } = 3;

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
