using NasPipelines.Options;

namespace NasPipelines.Networks;

/// <summary>Size of the network that an architecture stands for: what is scored or trained decides all else about its form.</summary>
public sealed record NetworkSize
{
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

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    public void Validate() => new OptionFaults()
        .Range(Channels ?? 1, 1, 4096, nameof(Channels))
        .Range(CellsPerStage ?? 1, 1, 64, nameof(CellsPerStage))
        .Range(Classes, 2, 1_000_000)
        .Range(ImageSize, 4, 1024)
        .Range(ImageChannels, 1, 1024)
        .Throw();
}
