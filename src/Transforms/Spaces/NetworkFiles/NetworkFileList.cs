namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>Which files paths stand for.</summary>
internal static class NetworkFileList
{
    private static readonly string[] Endings = [".onnx", ".onnx.gz"];

    /// <summary>Whether a name is one of an ONNX file.</summary>
    public static bool IsNetwork(string path) => Endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>The files of paths in their order, those of a folder in the order of their names.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path);
                continue;
            }

            var found = Directory.EnumerateFiles(path).Where(IsNetwork).Order(StringComparer.Ordinal).ToList();
            files.AddRange(found.Count > 0
                ? found
                : throw new FileNotFoundException($"{path} holds no files of the ending {string.Join(" or ", Endings)}", path));
        }

        return files.Count > 0 ? files : throw new FileNotFoundException("no file is named");
    }
}
