using System.CommandLine;
using System.Globalization;

namespace NasPipelines.Cli.Shell;

/// <summary>What could come next in a command line; the scripts of <c>nas completion</c> ask for it.</summary>
internal static class Completions
{
    private const string Directive = "[suggest";

    /// <summary>The line and the place in it that a script asks about: <c>nas "[suggest:PLACE]" "LINE"</c>.</summary>
    /// <returns>Null where none asks.</returns>
    public static (string Line, int Position)? Asked(string[] args)
    {
        if (args is not [['[', .., ']'] directive, var line, ..] || !directive.StartsWith(Directive, StringComparison.Ordinal))
        {
            return null;
        }

        var position = int.TryParse(directive[Directive.Length..].Trim(':', ']'), CultureInfo.InvariantCulture, out var at)
            ? Math.Clamp(at, 0, line.Length)
            : line.Length;
        return (line, position);
    }

    /// <summary>Writes each in a line.</summary>
    public static void Write(TextWriter output, RootCommand root, string line, int position)
    {
        var typed = line[..position];
        var verb = typed.IndexOf(' ', StringComparison.Ordinal);
        if (verb < 0)
        {
            return;
        }

        var rest = typed[(verb + 1)..];
        var word = rest[(rest.LastIndexOf(' ') + 1)..];
        foreach (var label in Labels(root, rest, word).Distinct())
        {
            output.WriteLine(label);
        }
    }

    private static IEnumerable<string> Labels(RootCommand root, string rest, string word)
    {
        // Of a list, the last name is completed.
        var before = word.StartsWith('-') ? string.Empty : word[..(word.LastIndexOf(',') + 1)];
        var asked = rest[..(rest.Length - word.Length)] + word[before.Length..];
        var begun = word[before.Length..];
        string[] labels =
        [
            .. root.Parse(asked).GetCompletions(asked.Length).Select(c => c.Label).Where(label =>
                !label.StartsWith('/') && label != "-?" && label.StartsWith(begun, StringComparison.OrdinalIgnoreCase)),
        ];
        var options = word.StartsWith('-') || labels.All(label => label.StartsWith('-'));
        return labels.Where(label => options || !label.StartsWith('-')).Select(label => before + label);
    }
}
