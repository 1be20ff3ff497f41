using System.Collections.Immutable;
using Microsoft.ML;

namespace NasPipelines.Images;

public sealed partial class ImageSet
{
    /// <summary>A set of images in memory; the arrays are copied.</summary>
    /// <param name="pixels">The images one after the other, each in the order channel, row, column.</param>
    /// <param name="labels">One label per image, 0 to <paramref name="classes"/> − 1.</param>
    /// <param name="shape">The size of each image.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a label is out of range, or there is no image.</exception>
    public static ImageSet Create(ReadOnlySpan<byte> pixels, ReadOnlySpan<int> labels, ImageShape shape, int classes)
    {
        shape.Validate();
        if (labels.IsEmpty)
        {
            throw new ArgumentException("an image set needs at least one image (there are no labels)", nameof(labels));
        }

        if (pixels.Length != (long)labels.Length * shape.Bytes)
        {
            throw new ArgumentException(
                $"{labels.Length} images {shape} need {(long)labels.Length * shape.Bytes} bytes (were {pixels.Length})", nameof(pixels));
        }

        if (classes < 1)
        {
            throw new ArgumentException($"there must be at least one class (were {classes})", nameof(classes));
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException($"image {i}: label {labels[i]} is outside 0..{classes - 1}", nameof(labels));
            }
        }

        return new(pixels.ToArray(), labels.ToArray(), shape, classes, []);
    }

    /// <summary>The images of a file, or of a folder's files in the order of their names.</summary>
    /// <param name="path">A file or a folder, plain or gzip (<c>.gz</c>).</param>
    /// <param name="options">Format, split and caps; null reads CIFAR-10 binary batches, of a folder the training files.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file, or none of the format in the folder.</exception>
    /// <exception cref="InvalidDataException">A file is empty, truncated or damaged, a label is out of range, or a cap is
    /// exceeded.</exception>
    public static ImageSet Load(string path, ImageSetOptions? options = null) => Load([path], options ?? new());

    /// <summary>The images of several files or folders, one after the other.</summary>
    /// <inheritdoc cref="Load(string, ImageSetOptions)"/>
    /// <param name="paths">Files or folders, plain or gzip (<c>.gz</c>).</param>
    /// <param name="options">Format, split and caps.</param>
    public static ImageSet Load(IEnumerable<string> paths, ImageSetOptions options)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var loaded = ImageReaders.For(options.Format)(paths, options);
        return new(loaded.Pixels, loaded.Labels, loaded.Shape, loaded.Classes, loaded.Files, options);
    }

    /// <summary>The images of a view: a column of pixel vectors and a column of labels.</summary>
    /// <param name="view">The view; it is read once.</param>
    /// <param name="pixelColumn">Vectors of <see cref="byte"/> or <see cref="float"/> (whole numbers 0 to 255), channel by channel.</param>
    /// <param name="labelColumn">A key (its first value is class 0) or a whole number from 0.</param>
    /// <param name="shape">The size of each image.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidDataException">A row's pixels or label are out of range, or there is no row.</exception>
    public static ImageSet FromDataView(IDataView view, string pixelColumn, string labelColumn, ImageShape shape, int classes)
    {
        ArgumentNullException.ThrowIfNull(view);
        shape.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var (pixels, labels) = ImageColumns.Read(view, pixelColumn, labelColumn, shape, classes);
        return new(pixels, labels, shape, classes, ImmutableArray<string>.Empty);
    }
}
