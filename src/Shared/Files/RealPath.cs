namespace NasPipelines.Files;

/// <summary>Where a path leads.</summary>
internal static class RealPath
{
    /// <summary>The full path of a file, links followed; it need not exist.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }
}
