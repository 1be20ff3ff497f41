using System.Buffers.Binary;
using NasPipelines.Files;

namespace NasPipelines.Images;

/// <summary>Reads the binary batches of CIFAR-10 and CIFAR-100 into one array, record by record.</summary>
internal static class CifarBinary
{
    private static readonly string[] Endings = [".bin", ".bin.gz"];
    private static readonly int ImageBytes = ImageShape.Cifar.Bytes;

    /// <summary>The layout of a record.</summary>
    /// <param name="LabelBytes">Label bytes before the pixels.</param>
    /// <param name="LabelByte">The label byte that counts.</param>
    /// <param name="Classes">Labels are below this.</param>
    internal sealed record Layout(int LabelBytes, int LabelByte, int Classes)
    {
        public int RecordBytes => LabelBytes + ImageBytes;
    }

    /// <summary>The images of files and folders.</summary>
    public static LoadedImages Read(IEnumerable<string> paths, ImageSetOptions options)
    {
        var files = ImageFiles.List(paths, options, Endings);
        var layout = options.Format switch
        {
            ImageFormat.Cifar100 => new Layout(2, 1, 100),
            ImageFormat.Cifar100Coarse => new Layout(2, 0, 20),
            _ => new Layout(1, 0, 10),
        };
        var most = options.MaxImages ?? int.MaxValue;
        var memory = MemoryBudget.Of(string.Join(", ", files.Take(2)));
        var expected = (int)Math.Min(most, Math.Max(1, Math.Min(memory.Most, ExpectedBytes(files, options.MaxBytes)) / layout.RecordBytes));
        var pixels = GC.AllocateUninitializedArray<byte>(expected * ImageBytes);
        List<int> labels = new(expected);
        var budget = options.MaxBytes;
        var opened = 0;
        foreach (var file in files)
        {
            if (labels.Count == most)
            {
                break;
            }

            opened++;
            using var stream = InputFile.Open(file, budget);
            ReadFile(file, stream, layout, most, memory, ref pixels, labels);
            budget -= stream.Position;
        }

        return new(
            pixels.AsMemory(0, labels.Count * ImageBytes), labels.ToArray(), ImageShape.Cifar, layout.Classes, [.. files.Take(opened)]);
    }

    private static void ReadFile(
        string file, Stream stream, Layout layout, int most, MemoryBudget memory, ref byte[] pixels, List<int> labels)
    {
        Span<byte> labelBytes = stackalloc byte[layout.LabelBytes];
        for (var record = 0; labels.Count < most; record++)
        {
            var read = stream.ReadAtLeast(labelBytes, labelBytes.Length, throwOnEndOfStream: false);
            if (read == 0)
            {
                if (record == 0)
                {
                    throw new InvalidDataException($"{file} is empty; a multiple of {layout.RecordBytes} bytes is expected");
                }

                return;
            }

            memory.Take(ImageBytes);
            var at = labels.Count * ImageBytes;
            if (pixels.Length - at < ImageBytes)
            {
                Array.Resize(ref pixels, (int)Math.Min(Array.MaxLength, Math.Max(pixels.Length * 2L, at + (long)ImageBytes)));
            }

            read += stream.ReadAtLeast(pixels.AsSpan(at, ImageBytes), ImageBytes, throwOnEndOfStream: false);
            if (read < layout.RecordBytes)
            {
                var found = ((long)record * layout.RecordBytes) + read;
                throw new InvalidDataException(
                    $"{file} is truncated: expected a multiple of {layout.RecordBytes} bytes "
                    + $"({layout.LabelBytes} label, {ImageBytes} pixels), "
                    + $"found {found} ({record} records and {read} bytes)");
            }

            var label = labelBytes[layout.LabelByte];
            if (label >= layout.Classes)
            {
                throw new InvalidDataException(
                    $"{file}, record {record + 1} (at byte {(long)record * layout.RecordBytes}): label {label} is outside "
                        + $"0..{layout.Classes - 1}");
            }

            labels.Add(label);
        }
    }

    /// <summary>The decompressed size that the files claim, a hint for the allocation only: never above what deflate could reach.</summary>
    private static long ExpectedBytes(IEnumerable<string> files, long cap)
    {
        const int HighestDeflateRatio = 1032;
        Span<byte> size = stackalloc byte[4];
        long total = 0;
        foreach (var file in files)
        {
            var length = new FileInfo(file).Length;
            if (InputFile.IsGzip(file) && length >= 18)
            {
                using var stream = File.OpenRead(file);
                stream.Position = length - 4;
                stream.ReadExactly(size);
                length = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(size), length * HighestDeflateRatio);
            }

            total += length;
        }

        return Math.Min(total, cap);
    }
}
