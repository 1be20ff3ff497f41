using System.Text.RegularExpressions;

namespace NasPipelines.Cli;

/// <summary>Options of the library that no flag of a verb sets, in words: a member's name says nothing to who typed a command.</summary>
internal static partial class MemberNames
{
    private static readonly Lazy<HashSet<string>> Options = new(() =>
    [
        .. new[] { typeof(NasCatalog).Assembly, typeof(Trainers.Embedded.TinyBench).Assembly, typeof(Spaces.SearchSpace).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties())
            .Select(property => property.Name),
    ]);

    /// <summary>The message with words in the place of members' names: "the architecture column" for ArchitectureColumn.</summary>
    public static string InWords(string message) => Member().Replace(
        message,
        found => Options.Value.Contains(found.Groups["name"].Value)
            ? $"the {Inner().Replace(found.Groups["name"].Value, " $0").ToLowerInvariant()}"
            : found.Value);

    [GeneratedRegex(
        @"(?<![\w./\\'-])(?:[A-Z]\w*Options\.)?(?<name>[A-Z][a-z]+(?:[A-Z][a-z]+)+)(?![\w./\\'])", RegexOptions.CultureInvariant)]
    private static partial Regex Member();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Inner();
}
