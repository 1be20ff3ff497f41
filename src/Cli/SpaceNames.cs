using NasPipelines.Spaces;

namespace NasPipelines.Cli;

/// <summary>Search spaces as they are given on the command line: by name, or by a file that describes one, which is read once.</summary>
internal sealed class SpaceNames
{
    /// <summary>What can be given, for descriptions of options.</summary>
    public const string Form = "a name of nas spaces, or a file that describes a space (.json, .yaml)";

    private readonly Dictionary<string, SearchSpace> _described = new(StringComparer.Ordinal);

    /// <summary>The names of the listed spaces.</summary>
    public static string Known => string.Join(", ", SearchSpaces.All.Select(s => s.Name));

    /// <summary>The space of a name or file; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is no description; the message says why.</exception>
    public SearchSpace? Find(string text) =>
        SearchSpaces.All.FirstOrDefault(s => s.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? (IsDescription(text) && File.Exists(text) ? Described(Path.GetFullPath(text)) : null);

    /// <summary>The space that an option or argument names.</summary>
    /// <param name="option">The option or argument, for errors.</param>
    /// <param name="text">What was given.</param>
    /// <exception cref="WrongUseException">There is no such space.</exception>
    public SearchSpace Get(string option, string text) => Find(text) ?? throw new WrongUseException(
        IsDescription(text)
            ? $"{option} '{text}': there is no such file."
            : $"{option}: there is no search space '{text}'; known: {Known}, or a file that describes one (.json, .yaml).");

    private static bool IsDescription(string text) => Path.GetExtension(text).ToLowerInvariant() is ".json" or ".yaml" or ".yml";

    private SearchSpace Described(string path)
    {
        if (!_described.TryGetValue(path, out var space))
        {
            _described.Add(path, space = SearchSpaces.FromFile(path));
        }

        return space;
    }
}
