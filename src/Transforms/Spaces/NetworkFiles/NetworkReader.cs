namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>Reads ONNX files as the architectures of a space of their own.</summary>
public static class NetworkReader
{
    /// <summary>Reads files.</summary>
    /// <param name="paths">Files (<c>.onnx</c>, <c>.onnx.gz</c>) and folders.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file, or no ONNX file in a folder.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or has what is not known; the message names all of it.</exception>
    public static LoadedNetworks Load(IEnumerable<string> paths, NetworkFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new();
        options.Validate();
        var (files, warnings) = (new List<NetworkFile>(), new List<string>());
        foreach (var path in NetworkFileList.Of(paths))
        {
            try
            {
                var file = NetworkFile.Open(path, options);
                files.Add(file);
                warnings.AddRange(file.Notes.Select(note => $"{NetworkFile.NameOf(path)}: {note}"));
            }
            catch (InvalidDataException e) when (options.SkipsUnreadable)
            {
                warnings.Add($"left out: {e.Message}");
            }
        }

        return files.Count > 0
            ? new(new NetworkFileSpace(files, options), warnings)
            : throw new InvalidDataException($"none of the files can be read: {string.Join("; ", warnings)}");
    }
}
