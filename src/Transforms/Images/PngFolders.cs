using NasPipelines.Files;

namespace NasPipelines.Images;

/// <summary>Reads a folder of PNG files per class.</summary>
internal static class PngFolders
{
    public static LoadedImages Read(IEnumerable<string> paths, ImageSetOptions options)
    {
        var most = options.MaxImages ?? int.MaxValue;
        ImageShape? shape = null;
        var pixels = new MemoryStream();
        List<int> labels = [];
        List<string> files = [];
        string[] classes = [];
        foreach (var root in paths.Select(path => Root(path, options.Split)))
        {
            var memory = MemoryBudget.Of(root);
            string[] folders = [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)];
            string[] names = [.. folders.Select(folder => Path.GetFileName(folder))];
            if (names.Length == 0 || (classes.Length > 0 && !names.SequenceEqual(classes)))
            {
                throw new InvalidDataException($"{root} must hold a folder per "
                    + $"class{(classes.Length > 0 ? $", the same as before: {string.Join(", ", classes)}" : "")}");
            }

            classes = names;
            foreach (var (file, label) in folders.SelectMany((folder, label) =>
                Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal)
                    .Select(file => (file, label))).Take(most - labels.Count))
            {
                var (own, bytes) = PngFile.Read(file, options.MaxBytes - pixels.Length);
                if (shape is { } other && !own.Equals(other))
                {
                    throw new InvalidDataException(
                        $"{file}: the image is {own}, those before are {other}; all must be of one size and kind");
                }

                shape = own;
                memory.Take(bytes.Length);
                pixels.Write(bytes);
                labels.Add(label);
                files.Add(file);
            }
        }

        return shape is null
            ? throw new FileNotFoundException($"there is no .png file in the folders of classes {string.Join(", ", classes)}")
            : new(pixels.GetBuffer().AsMemory(0, (int)pixels.Length), labels.ToArray(), shape.Value, classes.Length, [.. files]);
    }

    private static string Root(string path, ImageSplit split)
    {
        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException($"there is no folder {path}", path);
        }

        var (train, test) = (Path.Combine(path, "train"), Path.Combine(path, "test"));
        return Directory.Exists(train) && Directory.Exists(test) ? split == ImageSplit.Train ? train : test : path;
    }
}
