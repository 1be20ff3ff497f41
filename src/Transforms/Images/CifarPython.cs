using NasPipelines.Files;
using NasPipelines.Files.Pickles;

namespace NasPipelines.Images;

/// <summary>Reads the python batches of CIFAR-10 and CIFAR-100.</summary>
internal static class CifarPython
{
    private static readonly string[] Endings =
    [
        "data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch", "train", "test",
    ];

    public static LoadedImages Read(IEnumerable<string> paths, ImageSetOptions options)
    {
        var (key, classes) = options.Format switch
        {
            ImageFormat.Cifar100Python => ("fine_labels", 100),
            ImageFormat.Cifar100CoarsePython => ("coarse_labels", 20),
            _ => ("labels", 10),
        };
        var most = options.MaxImages ?? int.MaxValue;
        var pixels = new MemoryStream();
        List<int> labels = [];
        List<string> opened = [];
        var memory = MemoryBudget.Of(options.Format.ToString());
        foreach (var file in ImageFiles.List(paths, options, Endings))
        {
            if (labels.Count < most)
            {
                opened.Add(file);
                ReadFile(file, key, classes, most, options.MaxBytes - pixels.Length, memory, pixels, labels);
            }
        }

        return new(pixels.GetBuffer().AsMemory(0, (int)pixels.Length), labels.ToArray(), ImageShape.Cifar, classes, [.. opened]);
    }

    private static void ReadFile(
        string file, string key, int classes, int most, long maxBytes, MemoryBudget memory, MemoryStream pixels, List<int> labels)
    {
        using var stream = InputFile.Open(file, maxBytes);
        var options = new PickleOptions { Globals = PickleGlobals.Numpy, MaxKeptBytes = 2 * maxBytes, Skip = name => name is "filenames" };
        var batch = new PickleNode(file, SafePickle.Read(new(file, stream), options));
        var data = batch["data"].Value.Content as NumpyArray;
        if (data is not { Type.Code: "u1", Shape: [var count, var bytes] } || bytes != ImageShape.Cifar.Bytes)
        {
            throw batch.Fault($"'data' must be an array of bytes of shape (images, {ImageShape.Cifar.Bytes})");
        }

        PickleNode[] stated = [.. batch[key].Items];
        if (stated.Length != count)
        {
            throw batch.Fault($"'{key}' has {stated.Length} labels for {count} images");
        }

        var taken = (int)Math.Min(count, most - labels.Count);
        foreach (var label in stated.Take(taken))
        {
            labels.Add(label.Integer >= 0 && label.Integer < classes
                ? (int)label.Integer
                : throw label.Fault($"label {label.Integer} is outside 0..{classes - 1}"));
        }

        memory.Take(taken * (long)ImageShape.Cifar.Bytes);
        pixels.Write(data.Bytes, 0, taken * ImageShape.Cifar.Bytes);
    }
}
