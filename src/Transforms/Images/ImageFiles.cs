namespace NasPipelines.Images;

/// <summary>The image files that a list of files and folders stands for.</summary>
internal static class ImageFiles
{
    private static readonly string[] TrainNames = ["train", "data_batch"];
    private static readonly string[] TestNames = ["test"];

    /// <summary>The files in reading order.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="options">Their split.</param>
    /// <param name="endings">How the names of a folder's files end.</param>
    /// <param name="part">What is in their names too.</param>
    /// <exception cref="FileNotFoundException">A path does not exist, or a folder has no file of the format and split.</exception>
    public static List<string> List(IEnumerable<string> paths, ImageSetOptions options, string[] endings, string part = "")
    {
        List<string> files = [];
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(InFolder(path, options.Split, endings, part));
            }
            else if (File.Exists(path))
            {
                files.Add(path);
            }
            else
            {
                throw new FileNotFoundException($"there is no file or folder {path}", path);
            }
        }

        return files.Count > 0 ? files : throw new ArgumentException("at least one file or folder of images is needed", nameof(paths));
    }

    private static string[] InFolder(string folder, ImageSplit split, string[] endings, string part)
    {
        string[] all = [.. Directory.EnumerateFiles(folder)
            .Where(file => EndsWithAny(file, endings) && Path.GetFileName(file).Contains(part, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
        string[] train = [.. all.Where(file => StartsWithAny(file, TrainNames))];
        string[] test = [.. all.Where(file => StartsWithAny(file, TestNames))];
        if (all.Length == 0)
        {
            throw new FileNotFoundException($"{folder} holds no {part} file that ends in {string.Join(" or ", endings)}", folder);
        }

        return (split, train.Length, test.Length) switch
        {
            (ImageSplit.Train, > 0, > 0) => train,
            (ImageSplit.Test, > 0, > 0) => test,
            (ImageSplit.Test, > 0, 0) => throw new FileNotFoundException(
                $"{folder} holds training files only ({train.Length}, "
                    + $"from {Path.GetFileName(train[0])}); files of the test split start with test",
                folder),
            _ => all,
        };
    }

    private static bool EndsWithAny(string file, string[] ends) =>
        ends.Any(end => file.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static bool StartsWithAny(string file, string[] starts) =>
        starts.Any(start => Path.GetFileName(file).StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
