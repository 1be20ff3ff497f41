namespace NasPipelines.Cli;

/// <summary>Standard output in the place of a file.</summary>
internal static class StandardOutput
{
    private const string Name = "-";

    private static readonly string[] Devices = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

    /// <summary>Whether a file's name stands for it: <c>-</c>, also with the ending of a format as in <c>-.csv</c>.</summary>
    public static bool Is(string path) => path == Name || path.StartsWith("-.", StringComparison.Ordinal) || Devices.Contains(path);

    /// <summary>The ending that the name gives; null where it gives none.</summary>
    public static string? Ending(string path) => path.StartsWith("-.", StringComparison.Ordinal) ? path[1..] : null;
}
