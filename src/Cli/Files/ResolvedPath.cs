namespace NasPipelines.Cli.Files;

/// <summary>The place that a path leads to.</summary>
internal static class ResolvedPath
{
    private const int MostLinks = 40;

    /// <summary>The full path without links, as far as it exists.</summary>
    public static string Of(string path)
    {
        var whole = Path.GetFullPath(path);
        var place = Path.GetPathRoot(whole)!;
        var parts = new Stack<string>(Parts(whole[place.Length..]));
        for (var links = 0; parts.TryPop(out var part);)
        {
            var next = Path.Combine(place, part);
            if (links < MostLinks && new FileInfo(next).LinkTarget is { } target)
            {
                links++;
                var to = Path.GetFullPath(target, place);
                place = Path.GetPathRoot(to)!;
                foreach (var piece in Parts(to[place.Length..]))
                {
                    parts.Push(piece);
                }
            }
            else
            {
                place = next;
            }
        }

        return place;
    }

    /// <summary>Whether two paths without links are one; Windows and macOS ignore case.</summary>
    public static bool Same(string first, string second) => string.Equals(
        first, second, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Parts(string path) => path
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();
}
