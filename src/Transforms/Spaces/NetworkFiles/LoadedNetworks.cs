namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>Networks that were read from files.</summary>
public sealed class LoadedNetworks
{
    private readonly NetworkFileSpace _space;

    internal LoadedNetworks(NetworkFileSpace space, IReadOnlyList<string> warnings) => (_space, Warnings) = (space, warnings);

    /// <summary>The space whose architectures they are; it knows their networks as long as it lives.</summary>
    public SearchSpace Space => _space;

    /// <summary>What is left out of files, and what speaks against scores of them, a text each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Path and SHA-256 of each file, of a compressed one after decompression, in the order of the architectures.</summary>
    public IReadOnlyList<(string Path, string Sha256)> Files => [.. _space.Files.Select(f => (f.Path, f.Sha256))];
}
