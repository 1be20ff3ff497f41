namespace NasPipelines.Files;

/// <summary>Where a path leads.</summary>
internal static class RealPath
{
    private const int Most = 40; // as Linux

    /// <summary>The full path, links to files and folders followed; as far as it does not exist, as it is.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var whole = Path.GetFullPath(path);
        var place = Path.GetPathRoot(whole)!;
        var parts = new Stack<string>(Parts(whole[place.Length..]));
        for (var links = 0; parts.TryPop(out var part);)
        {
            var next = Path.Combine(place, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                place = next;
                continue;
            }

            if (++links > Most)
            {
                throw new IOException($"{path} is a link that leads in a circle");
            }

            var to = Path.GetFullPath(target, place);
            place = Path.GetPathRoot(to)!;
            foreach (var piece in Parts(to[place.Length..]))
            {
                parts.Push(piece);
            }
        }

        return place;
    }

    /// <summary>Whether two real paths are one; Windows and macOS ignore case.</summary>
    public static bool AreSame(string first, string second) => string.Equals(
        first, second, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Parts(string path) => Enumerable.Reverse(
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries));
}
