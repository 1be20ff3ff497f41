namespace NasPipelines.Networks;

/// <summary>Which batch normalisations a network has.</summary>
public enum NetworkNormalisation
{
    /// <summary>All of them.</summary>
    Full,

    /// <summary>None: every batch normalisation is the identity, as synaptic flow asks for.</summary>
    None,

    /// <summary>
    /// None, but for those that the published implementation of zero-cost proxies (Abdelfattah et al. 2021) leaves in by oversight: in
    /// NAS-Bench-201, the four of the two reduction blocks.
    /// </summary>
    NoneAsPublished,
}

/// <summary>Size and form of the network that a search space builds.</summary>
public sealed record NetworkOptions
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

    /// <summary>Whether batch normalisations inside searched cells have a scale and a shift, as in the benchmarks' stand-alone networks.</summary>
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
    public void Validate()
    {
        var faults = new List<string>();
        Check(nameof(Channels), Channels ?? 1, 1, 4096);
        Check(nameof(CellsPerStage), CellsPerStage ?? 1, 1, 64);
        Check(nameof(Classes), Classes, 2, 1_000_000);
        Check(nameof(ImageSize), ImageSize, 4, 1024);
        Check(nameof(ImageChannels), ImageChannels, 1, 1024);
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", faults));
        }

        void Check(string name, int value, int low, int high)
        {
            if (value < low || value > high)
            {
                faults.Add($"{name} must be in [{low}, {high}] (was {value}).");
            }
        }
    }
}
