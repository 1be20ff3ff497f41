using NasPipelines.Options;

namespace NasPipelines.Networks;

/// <summary>Size and form of the network that a search space builds.</summary>
public sealed record NetworkOptions
{
    /// <summary>The benchmark's own size and form.</summary>
    public NetworkOptions()
    {
    }

    /// <summary>A network of a given size, in the benchmark's own form.</summary>
    /// <param name="size">The size.</param>
    public NetworkOptions(NetworkSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        (Channels, CellsPerStage, Classes) = (size.Channels, size.CellsPerStage, size.Classes);
        (ImageSize, ImageChannels) = (size.ImageSize, size.ImageChannels);
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

    /// <summary>
    /// Whether batch normalisations inside searched cells have a scale and a shift, as in the benchmarks' stand-alone networks.
    /// </summary>
    /// <value>true.</value>
    public bool AffineCells { get; init; } = true;

    /// <summary>Whether to leave out operations that are not on a path from the cell's input to its output.</summary>
    /// <value>false.</value>
    public bool DropDeadEdges { get; init; }

    /// <summary>Which batch normalisations to build.</summary>
    /// <value><see cref="NetworkNormalisation.Full"/>.</value>
    public NetworkNormalisation Normalisation { get; init; }

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    public void Validate() => new OptionFaults()
        .Range(Channels ?? 1, 1, 4096, nameof(Channels))
        .Range(CellsPerStage ?? 1, 1, 64, nameof(CellsPerStage))
        .Range(Classes, 2, 1_000_000)
        .Range(ImageSize, 4, 1024)
        .Range(ImageChannels, 1, 1024)
        .Defined(Normalisation)
        .Throw();
}
