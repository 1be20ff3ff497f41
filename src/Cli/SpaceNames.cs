using NasPipelines.Spaces;

namespace NasPipelines.Cli;

/// <summary>Search spaces as they are named on the command line: a listed one by its name, or a file that describes one.</summary>
internal static class SpaceNames
{
    /// <summary>What may be given, for messages.</summary>
    public static string Known => $"{string.Join(", ", SearchSpaces.All.Select(s => s.Name))}, or a .json file that describes one";

    /// <summary>Whether a text is the name of a file that describes a space.</summary>
    public static bool IsFile(string text) => text.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The space; null where there is none of this name.</summary>
    /// <exception cref="WrongUseException">It is a file that is not there.</exception>
    public static SearchSpace? Find(string text) => !IsFile(text)
        ? SearchSpaces.All.FirstOrDefault(s => s.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
        : File.Exists(text) ? SearchSpaceFile.Load(text)
        : throw new WrongUseException($"'{text}': there is no such file to describe a search space.");

    /// <summary>The space.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static SearchSpace Get(string text) => IsFile(text) ? Find(text)! : SearchSpaces.Get(text);
}
