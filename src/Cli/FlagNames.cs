using System.CommandLine;
using System.Text.RegularExpressions;

namespace NasPipelines.Cli;

/// <summary>The library's messages name its options by their properties; who typed a command knows its flags.</summary>
internal static partial class FlagNames
{
    // Flags that are not called as the property they set.
    private static readonly (string Property, string Flag)[] Others =
    [
        ("CellsPerStage", "--cells"),
        ("Compared", "--compare"),
        ("Connection", "--cluster"),
        ("DoublePrecision", "--double"),
        ("MissingScores", "--missing"),
        ("PathsPerStep", "--paths"),
        ("Ratios", "--k"),
        ("SearchSpace", "--space"),
        ("SecondsPerArchitecture", "--seconds"),
        ("ValueColumns", "--columns"),
    ];

    /// <summary>The message with the flags of a command in the place of properties that they set.</summary>
    public static string In(string message, ParseResult parsed)
    {
        List<string> names = [];
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.AddRange(command.Command.Options.Select(o => o.Name).Where(name => name.StartsWith("--", StringComparison.Ordinal)));
        }

        return In(message, names);
    }

    /// <summary>The message with flags in the place of the properties that they set.</summary>
    public static string In(string message, IEnumerable<string> names)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            flags.TryAdd(PropertyOf(name), name);
        }

        foreach (var (property, flag) in Others.Where(o => flags.ContainsValue(o.Flag)))
        {
            flags[property] = flag;
        }

        return Property().Replace(message, found => flags.TryGetValue(found.Groups["name"].Value, out var flag) ? flag : found.Value);
    }

    // --batch-size sets BatchSize.
    private static string PropertyOf(string flag) =>
        string.Concat(flag.TrimStart('-').Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    // Words of several capitals are properties wherever they are, others where they begin a sentence of Validate: "Batches must be in …".
    // Names of options within options stand before: "Network: Channels must be in …".
    [GeneratedRegex(
        @"(?<![\w./\\'-])(?:[A-Z]\w*: )?(?:MLContext\.|[A-Z]\w*Options\.)?"
            + @"(?<name>[A-Z][a-z]+(?:[A-Z][a-z]*)+|[A-Z][A-Za-z]*(?= must\b)|(?<=\b(?:set|leave|and) )[A-Z][a-z]+(?= (?:to|out|is|may)\b))"
            + @"(?![\w./\\'])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Property();
}
