using NasPipelines.Options;
using static System.FormattableString;

namespace NasPipelines.Images;

/// <summary>How <see cref="ImageSet.Load(string, ImageSetOptions)"/> reads files.</summary>
public sealed class ImageSetOptions
{
    /// <summary>The format of the files.</summary>
    /// <value>The default is <see cref="ImageFormat.Cifar10"/>.</value>
    public ImageFormat Format { get; init; } = ImageFormat.Cifar10;

    /// <summary>The part to take of a folder that holds training and test files; without effect on files named one by one.</summary>
    /// <value>The default is <see cref="ImageSplit.Train"/>.</value>
    public ImageSplit Split { get; init; } = ImageSplit.Train;

    /// <summary>The number of images to stop after; what follows is neither read nor checked.</summary>
    /// <value>The default, null, reads all.</value>
    public int? MaxImages { get; init; }

    /// <summary>The number of classes, for formats that do not say it themselves (NPY, IDX).</summary>
    /// <value>The default, null, is the largest label plus one.</value>
    public int? Classes { get; init; }

    /// <summary>The most bytes that all files together may hold, decompressed: a guard against archives that expand without end.</summary>
    /// <value>The default is 1 GiB.</value>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    internal void Validate() => new OptionFaults()
        .Defined(Format)
        .Defined(Split)
        .Require(MaxImages is null or >= 1, Invariant($"{nameof(MaxImages)} must be at least 1, or null for all (was {MaxImages})."))
        .Require(Classes is null or >= 1, Invariant($"{nameof(Classes)} must be at least 1, or null (was {Classes})."))
        .Range(MaxBytes, 1, Array.MaxLength)
        .Throw();
}
