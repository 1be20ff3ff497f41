using NasPipelines.Files;

namespace NasPipelines.Images;

/// <summary>Reads images and labels from two array files beside each other.</summary>
internal static class ArrayImages
{
    private const string Images = "images";

    public static LoadedImages ReadNpy(IEnumerable<string> paths, ImageSetOptions options) =>
        Read(ImageFiles.List(paths, options, [".npy", ".npy.gz"], Images), options, ArrayFile.ReadNpy);

    public static LoadedImages ReadIdx(IEnumerable<string> paths, ImageSetOptions options) =>
        Read(ImageFiles.List(paths, options, ["ubyte", "ubyte.gz", ".idx", ".idx.gz"], Images), options, ArrayFile.ReadIdx);

    private static LoadedImages Read(List<string> files, ImageSetOptions options, Func<string, long, ArrayFile> read)
    {
        var most = options.MaxImages ?? int.MaxValue;
        ImageShape? shape = null;
        var pixels = new MemoryStream();
        List<int> labels = [];
        List<string> opened = [];
        var memory = MemoryBudget.Of(files[0]);
        foreach (var file in files)
        {
            if (labels.Count == most)
            {
                break;
            }

            opened.Add(file);
            var array = read(file, options.MaxBytes - pixels.Length);
            var (own, channelsLast) = Shape(file, array);
            if (shape is { } other && !own.Equals(other))
            {
                throw new InvalidDataException($"{file}: images are {own}, those before {other}");
            }

            shape = own;
            var labelFile = LabelFile(file);
            var stated = read(labelFile, options.MaxBytes).Labels(labelFile);
            if (stated.Length != array.Shape[0])
            {
                throw new InvalidDataException($"{labelFile} has {stated.Length} labels for {array.Shape[0]} images in {file}");
            }

            var taken = Math.Min(stated.Length, most - labels.Count);
            labels.AddRange(stated.AsSpan(0, taken));
            memory.Take(taken * (long)own.Bytes);
            pixels.Write(channelsLast ? ChannelsFirst(array.Bytes, own) : array.Bytes, 0, taken * own.Bytes);
        }

        var classes = options.Classes ?? labels.Max() + 1;
        var wrong = labels.FindIndex(label => label >= classes);
        return wrong < 0
            ? new(pixels.GetBuffer().AsMemory(0, (int)pixels.Length), labels.ToArray(), shape!.Value, classes, [.. opened])
            : throw new InvalidDataException($"{opened[0]}, image {wrong}: label {labels[wrong]} is outside 0..{classes - 1}");
    }

    private static (ImageShape Shape, bool ChannelsLast) Shape(string file, ArrayFile array) => (array.Type.Code, array.Shape) switch
    {
        ("u1", [_, 1 or 3, _, 1 or 3]) => throw new InvalidDataException(
            $"{file}: of ({string.Join(", ", array.Shape)}) both the second and the last size could be channels; store images as (images, "
                + "rows, columns) or of other sizes"),
        ("u1", [_, var h, var w]) => (new(1, h, w), false),
        ("u1", [_, var h, var w, (1 or 3) and var c]) => (new(c, h, w), true),
        ("u1", [_, (1 or 3) and var c, var h, var w]) => (new(c, h, w), false),
        _ => throw new InvalidDataException(
            $"{file}: an array of bytes (images, rows, columns), with 1 or 3 channels last or "
            + $"second, is expected; it is {array.Type.Code} of "
            + $"({string.Join(", ", array.Shape)})"),
    };

    private static byte[] ChannelsFirst(byte[] from, ImageShape shape)
    {
        var to = new byte[from.Length];
        var plane = shape.Height * shape.Width;
        for (var image = 0; image < from.Length; image += shape.Bytes)
        {
            for (var p = 0; p < plane; p++)
            {
                for (var c = 0; c < shape.Channels; c++)
                {
                    to[image + (c * plane) + p] = from[image + (p * shape.Channels) + c];
                }
            }
        }

        return to;
    }

    private static string LabelFile(string file)
    {
        var name = Path.GetFileName(file);
        var labels = name.Replace(Images, "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal).Replace(
            "idx4", "idx1", StringComparison.Ordinal);
        var path = Path.Combine(Path.GetDirectoryName(file)!, labels);
        return labels != name && File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"{file} needs a file of labels beside it, named alike with labels instead of {Images}", path);
    }
}
