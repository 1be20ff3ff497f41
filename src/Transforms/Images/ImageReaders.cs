using System.Collections.Immutable;

namespace NasPipelines.Images;

/// <summary>What was read of image files.</summary>
/// <param name="Pixels">The images one after the other, each in the order channel, row, column.</param>
/// <param name="Labels">One label per image.</param>
/// <param name="Shape">The size of each image.</param>
/// <param name="Classes">Labels are below this.</param>
/// <param name="Files">The files that were opened, in reading order.</param>
internal sealed record LoadedImages(
    ReadOnlyMemory<byte> Pixels, ReadOnlyMemory<int> Labels, ImageShape Shape, int Classes, ImmutableArray<string> Files);

/// <summary>The readers of image files.</summary>
internal static class ImageReaders
{
    private static readonly Dictionary<ImageFormat, Func<IEnumerable<string>, ImageSetOptions, LoadedImages>> All = new()
    {
        [ImageFormat.Cifar10] = CifarBinary.Read,
        [ImageFormat.Cifar100] = CifarBinary.Read,
        [ImageFormat.Cifar100Coarse] = CifarBinary.Read,
        [ImageFormat.Cifar10Python] = CifarPython.Read,
        [ImageFormat.Cifar100Python] = CifarPython.Read,
        [ImageFormat.Cifar100CoarsePython] = CifarPython.Read,
        [ImageFormat.Npy] = ArrayImages.ReadNpy,
        [ImageFormat.Idx] = ArrayImages.ReadIdx,
        [ImageFormat.PngFolders] = PngFolders.Read,
    };

    /// <summary>The reader of a format.</summary>
    public static Func<IEnumerable<string>, ImageSetOptions, LoadedImages> For(ImageFormat format) => All[format];
}
