using System.Globalization;
using NasPipelines.Options;

namespace NasPipelines.Trainers.Training;

/// <summary>Random changes of training images.</summary>
public sealed class AugmentationOptions
{
    /// <summary>No changes.</summary>
    public static AugmentationOptions None { get; } = new() { Flip = false, CropPadding = 0 };

    /// <summary>Whether half of the images are mirrored left to right.</summary>
    /// <value>true.</value>
    public bool Flip { get; init; } = true;

    /// <summary>Black pixels added at each side before a crop of the original size at a random place; 0 means no crop.</summary>
    /// <value>4.</value>
    public int CropPadding { get; init; } = 4;

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    internal void Validate() => new OptionFaults().Range(CropPadding, 0, 64).Throw();

    internal string Describe() => string.Create(CultureInfo.InvariantCulture, $"flip {Flip}, crop {CropPadding}");
}
