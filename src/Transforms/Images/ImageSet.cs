using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NasPipelines.Images;

/// <summary>An immutable set of labelled images of one size: bytes in the order channel, row, column.</summary>
/// <threadsafety>Safe for any number of readers.</threadsafety>
public sealed partial class ImageSet
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<int> _labels;
    private readonly Lazy<string> _sha256;

    private ImageSet(
        ReadOnlyMemory<byte> pixels, ReadOnlyMemory<int> labels, ImageShape shape, int classes, ImmutableArray<string> sources,
        ImageSetOptions? loading = null)
    {
        Loading = loading;
        _pixels = pixels;
        _labels = labels;
        Shape = shape;
        Classes = classes;
        Sources = sources;
        _sha256 = new(ComputeSha256);
    }

    /// <summary>The number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>The size of each image.</summary>
    public ImageShape Shape { get; }

    /// <summary>The number of classes; labels are 0 to <c>Classes − 1</c>.</summary>
    public int Classes { get; }

    /// <summary>The files that the images came from, in reading order; empty for images made in memory.</summary>
    internal ImmutableArray<string> Sources { get; }

    /// <summary>How the files were read; null for images made in memory.</summary>
    internal ImageSetOptions? Loading { get; }

    /// <summary>
    /// The SHA-256 of the content in lower-case hexadecimal: the images' size, classes, labels and pixels, not their files' names.
    /// Computed on first use.
    /// </summary>
    public string Sha256 => _sha256.Value;

    /// <summary>The labels of all images.</summary>
    public ReadOnlySpan<int> Labels => _labels.Span;

    /// <summary>The bytes of one image: <c>Channels × Height × Width</c>, channel by channel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> Pixels(int index)
    {
        RequireIndex(index);
        return _pixels.Span.Slice(index * Shape.Bytes, Shape.Bytes);
    }

    /// <summary>The images at these positions, in this order; a position may repeat.</summary>
    /// <exception cref="ArgumentException">No position is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the set.</exception>
    internal ImageSet Subset(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            throw new ArgumentException("a subset needs at least one image", nameof(indices));
        }

        var chosen = new byte[checked(indices.Length * Shape.Bytes)];
        var chosenLabels = new int[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Pixels(indices[i]).CopyTo(chosen.AsSpan(i * Shape.Bytes));
            chosenLabels[i] = _labels.Span[indices[i]];
        }

        return new(chosen, chosenLabels, Shape, Classes, Sources, Loading);
    }

    /// <summary>A run of consecutive images, which shares this set's memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is empty or reaches outside the set.</exception>
    public ImageSet Take(int start, int count)
    {
        if (start < 0 || count < 1 || start > Count - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), $"images {start} to {(long)start + count - 1} are not in a set of {Count}");
        }

        return new(_pixels.Slice(start * Shape.Bytes, count * Shape.Bytes), _labels.Slice(start, count), Shape, Classes, Sources, Loading);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} images {Shape}, {Classes} classes";

    private void RequireIndex(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"image {index} is not in a set of {Count}");
        }
    }

    private string ComputeSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[20];
        Span<int> numbers = [Count, Shape.Channels, Shape.Height, Shape.Width, Classes];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header[(4 * i)..], numbers[i]);
        }

        hash.AppendData("NasPipelines.ImageSet/1"u8);
        hash.AppendData(header);
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(_labels.Span));
        }
        else
        {
            foreach (var label in _labels.Span)
            {
                BinaryPrimitives.WriteInt32LittleEndian(header, label);
                hash.AppendData(header[..4]);
            }
        }

        hash.AppendData(_pixels.Span);
        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    /// <summary>A part of the set, which shares its memory.</summary>
    /// <exception cref="ArgumentException">The part of so small a set has no image.</exception>
    internal ImageSet Take(ImagePart part)
    {
        var (start, count) = Range(part);
        return count > 0 ? Take(start, count) : throw new ArgumentException($"{part} of {Count} images is empty", nameof(part));
    }

    internal (int Start, int Count) Range(ImagePart part)
    {
        var first = (int)(Count * 4L / 5);
        return part switch
        {
            ImagePart.All => (0, Count),
            ImagePart.FirstFourFifths => (0, first),
            ImagePart.LastFifth => (first, Count - first),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "unknown part"),
        };
    }

    /// <summary>Images as a network's input: normalised values in the order image, channel, row, column.</summary>
    /// <param name="indices">The positions of the images, in the order wanted.</param>
    /// <param name="normalisation">The map from bytes to values, with one entry per channel.</param>
    /// <exception cref="ArgumentException">The normalisation is for another number of channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the set.</exception>
    internal float[] ToBatch(ReadOnlySpan<int> indices, ImageNormalisation normalisation)
    {
        ArgumentNullException.ThrowIfNull(normalisation);
        if (normalisation.Mean.Length != Shape.Channels)
        {
            throw new ArgumentException(
                $"the images have {Shape.Channels} channels, the normalisation {normalisation.Mean.Length}: {normalisation}",
                nameof(normalisation));
        }

        Span<float> table = stackalloc float[256];
        var plane = Shape.Height * Shape.Width;
        var batch = new float[checked(indices.Length * Shape.Bytes)];
        for (var channel = 0; channel < Shape.Channels; channel++)
        {
            PixelValues.Tabulate(normalisation.Mean[channel], normalisation.StandardDeviation[channel], table);
            for (var i = 0; i < indices.Length; i++)
            {
                var from = Pixels(indices[i]).Slice(channel * plane, plane);
                var to = batch.AsSpan((i * Shape.Bytes) + (channel * plane), plane);
                for (var p = 0; p < from.Length; p++)
                {
                    to[p] = table[from[p]];
                }
            }
        }

        return batch;
    }

    /// <summary>The labels of images, in the order wanted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the set.</exception>
    internal long[] ToLabels(ReadOnlySpan<int> indices)
    {
        var chosen = new long[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            RequireIndex(indices[i]);
            chosen[i] = Labels[indices[i]];
        }

        return chosen;
    }
}
