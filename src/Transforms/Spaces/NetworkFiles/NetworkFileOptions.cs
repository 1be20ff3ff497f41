using NasPipelines.Options;

namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>How ONNX files become architectures.</summary>
public sealed class NetworkFileOptions
{
    /// <summary>Rows and columns of images; a network that does not take this size has no scores, with the reason.</summary>
    /// <value>null: each file's own.</value>
    public int? ImageSize { get; init; }

    /// <summary>Which weights networks are scored with.</summary>
    /// <value><see cref="NetworkWeights.Anew"/>.</value>
    public NetworkWeights Weights { get; init; }

    /// <summary>Whether files that cannot be read are left out, with a warning for each.</summary>
    /// <value>false: they are an error.</value>
    public bool SkipsUnreadable { get; init; }

    /// <summary>The most bytes of one file, after decompression.</summary>
    /// <value>2³¹ − 1.</value>
    public long MaxBytes { get; init; } = int.MaxValue;

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    public void Validate() => new OptionFaults()
        .Range(ImageSize ?? 1, 1, 4096, nameof(ImageSize))
        .Defined(Weights)
        .Range(MaxBytes, 1, int.MaxValue)
        .Throw();
}
