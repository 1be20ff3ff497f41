namespace NasPipelines.Files;

/// <summary>Where a path leads.</summary>
internal static class RealPath
{
    private const int Most = 40; // as Linux

    /// <summary>The full path of a file, links followed; it need not exist.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var file = new FileInfo(path);
        for (var links = 0; file.LinkTarget is { } target; links++)
        {
            file = links < Most
                ? new(Path.Combine(Path.GetDirectoryName(file.FullName)!, target))
                : throw new IOException($"{path} is a link that leads in a circle");
        }

        return file.FullName;
    }
}
