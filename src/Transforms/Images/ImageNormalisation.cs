using System.Collections.Immutable;
using System.Globalization;

namespace NasPipelines.Images;

/// <summary>The affine map from a pixel byte to a network's input: (pixel / 255 − mean) / standard deviation, per channel.</summary>
public sealed class ImageNormalisation : IEquatable<ImageNormalisation>
{
    /// <summary>A normalisation with one mean and one standard deviation per channel, in units of the full range (0 to 1).</summary>
    /// <exception cref="ArgumentException">The counts differ or are 0, a value is not finite, or a deviation is not positive.</exception>
    public ImageNormalisation(IEnumerable<double> mean, IEnumerable<double> standardDeviation)
    {
        Mean = [.. mean];
        StandardDeviation = [.. standardDeviation];
        if (Mean.Length == 0 || Mean.Length != StandardDeviation.Length)
        {
            throw new ArgumentException(
                "a mean and a standard deviation per channel are needed "
                    + $"(were {Mean.Length} means, {StandardDeviation.Length} deviations)");
        }

        if (!Mean.All(double.IsFinite) || !StandardDeviation.All(s => double.IsFinite(s) && s > 0))
        {
            throw new ArgumentException(
                $"means must be finite and standard deviations positive (were {Join(Mean)} and {Join(StandardDeviation)})");
        }
    }

    /// <summary>
    /// The training set of CIFAR-10: mean (0.49139968, 0.48215827, 0.44653124), deviation (0.24703233, 0.24348505, 0.26158768).
    /// </summary>
    public static ImageNormalisation Cifar10 { get; } =
        new([0.49139968, 0.48215827, 0.44653124], [0.24703233, 0.24348505, 0.26158768]);

    /// <summary>The means per channel.</summary>
    public ImmutableArray<double> Mean { get; }

    /// <summary>The standard deviations per channel.</summary>
    public ImmutableArray<double> StandardDeviation { get; }

    /// <summary>Pixel / 255 and nothing else, for a number of channels.</summary>
    public static ImageNormalisation None(int channels) => new(Enumerable.Repeat(0.0, channels), Enumerable.Repeat(1.0, channels));

    /// <summary>What is done where nothing is said: CIFAR-10's for three channels, none for others.</summary>
    internal static ImageNormalisation UsualOf(int channels) => channels == 3 ? Cifar10 : None(channels);

    /// <inheritdoc/>
    bool IEquatable<ImageNormalisation>.Equals(ImageNormalisation? other) => Same(other);

    private bool Same(ImageNormalisation? other) =>
        other is not null && Mean.SequenceEqual(other.Mean) && StandardDeviation.SequenceEqual(other.StandardDeviation);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Same(obj as ImageNormalisation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mean.Length, Mean[0], StandardDeviation[0]);

    /// <inheritdoc/>
    public override string ToString() => $"mean ({Join(Mean)}), deviation ({Join(StandardDeviation)})";

    private static string Join(IEnumerable<double> values) =>
        string.Join(", ", values.Select(v => v.ToString(CultureInfo.InvariantCulture)));
}
