using System.Collections;
using System.CommandLine;
using System.Globalization;

namespace NasPipelines.Cli.Shell;

/// <summary>The help of a verb, no wider than the terminal.</summary>
internal static class HelpText
{
    private const int Indent = 2;
    private const int WidestName = 26;

    public static void Write(TextWriter output, Command command, int width)
    {
        Lines(output, command.Description ?? string.Empty, 0, width);
        output.WriteLine();
        output.WriteLine("Usage:");
        Lines(output, Usage(command), Indent, width, Indent + 4);
        Section(output, "Arguments", command.Arguments.Where(a => !a.Hidden).Select(a => (a.Name, Describe(a))), width);
        Section(
            output, "Verbs", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? string.Empty)), width);
        Section(output, "Options", Shown(command).Where(o => !o.Recursive).OrderByDescending(o => o.Required).Select(Row), width);
        Section(
            output, "Options of every verb", Parents(command).SelectMany(Shown).Where(o => o.Recursive).Select(Row), width);
        if (command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine("nas VERB --help tells more about a verb.");
        }
    }

    /// <summary>How an option is written, with a word for its value.</summary>
    public static string Label(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(a => a.StartsWith('-') && a.Length == 2).Append(option.Name));
        return option.ValueType == typeof(bool) || option.ValueType == typeof(void)
            ? names
            : $"{names} {option.HelpName ?? ValueName(option)}";
    }

    private static IEnumerable<Option> Shown(Command command) => command.Options.Where(o => !o.Hidden);

    private static IEnumerable<Command> Parents(Command command)
    {
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return at;
        }
    }

    private static string Usage(Command command) => command is RootCommand
        ? "nas VERB [options]"
        : string.Join(' ', ((string[])["nas", command.Name])
            .Concat(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{Several(a)}]" : Several(a)))
            .Concat(Shown(command).Where(o => o.Required).Select(Label))
            .Append("[options]"));

    private static string Several(Argument argument) => argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}…" : argument.Name;

    private static (string, string) Row(Option option) => (Label(option), Describe(option));

    private static string Describe(Argument argument) => argument.Description ?? string.Empty;

    private static string Describe(Option option)
    {
        var needed = option.Required ? " Required." : string.Empty;
        return $"{option.Description}{needed}{(Default(option) is { Length: > 0 } text ? $" [default: {text}]" : string.Empty)}";
    }

    private static string? Default(Option option) => option.HasDefaultValue && option.ValueType != typeof(bool)
        ? option.GetDefaultValue() switch
        {
            null => null,
            string text => text,
            Enum value => value.ToString().ToLowerInvariant(),
            IEnumerable values => string.Join(',', values.Cast<object>().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        }
        : null;

    private static string ValueName(Option option)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        return type.IsArray ? "A,B,…" : type == typeof(int) || type == typeof(long) ? "N" : type == typeof(double) ? "X" : "NAME";
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string Text)> rows, int width)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}:");
        var column = Indent + Math.Min(WidestName, all.Max(row => row.Name.Length)) + 2;
        foreach (var (name, text) in all)
        {
            if (name.Length > column - Indent - 2)
            {
                Lines(output, name, Indent, width, Indent + 4);
                Lines(output, text, column, width);
            }
            else
            {
                Lines(output, name.PadRight(column - Indent) + text, Indent, width, column);
            }
        }
    }

    private static void Lines(TextWriter output, string text, int indent, int width, int? further = null)
    {
        foreach (var (at, line) in WideText.Lines(text, width - indent, width - (further ?? indent)).Index())
        {
            output.WriteLine((new string(' ', at == 0 ? indent : further ?? indent) + line).TrimEnd());
        }
    }
}
