using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace NasPipelines.Cli;

/// <summary>What is wrong with a command line before any verb looks at it, and what was probably meant.</summary>
internal static partial class UsageFault
{
    /// <summary>The fault in a line, or null.</summary>
    public static string? Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (UnknownOption(parsed, command) is { } option)
        {
            return $"there is no option '{option}' of {Name(parsed)}{Nearest.Meant(option, OptionNames(parsed))} "
                + "See nas --help.";
        }

        if (command is RootCommand && parsed.UnmatchedTokens is [var verb, ..])
        {
            return $"there is no verb '{verb}'{Nearest.Meant(verb, command.Subcommands.Select(c => c.Name))} See nas --help.";
        }

        if (parsed.Errors.Count == 0)
        {
            return null;
        }

        return command is RootCommand && parsed.Errors is [var error] && error.SymbolResult is CommandResult
            ? "name a verb. See nas --help."
            : $"{string.Join(" ", parsed.Errors.Select(e => InWords(e.Message)).Distinct())} See nas --help.";
    }

    private static string Name(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "nas" : $"nas {parsed.CommandResult.Command.Name}";

    // Text that begins as an option is none where nothing could take it; as the value of another option it is one only where it is nearly
    // the name of one.
    private static string? UnknownOption(ParseResult parsed, Command command)
    {
        var names = OptionNames(parsed).ToList();
        var literal = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet();
        return parsed.UnmatchedTokens
            .Concat(command.Arguments.SelectMany(argument => Texts(parsed.GetResult(argument)?.Tokens)))
            .FirstOrDefault(text => IsOption(text) && !literal.Contains(text))
            ?? Commands(parsed).SelectMany(c => c.Command.Options).SelectMany(o => Texts(parsed.GetResult(o)?.Tokens))
                .FirstOrDefault(text => text.StartsWith("--", StringComparison.Ordinal) && Nearest.To(text, names) is not null);
    }

    private static IEnumerable<string> Texts(IEnumerable<Token>? tokens) => (tokens ?? []).Select(token => token.Value);

    private static bool IsOption(string text) => OptionText().IsMatch(text);

    private static IEnumerable<string> OptionNames(ParseResult parsed) =>
        Commands(parsed).SelectMany(c => c.Command.Options.Where(o => !o.Hidden && (o.Recursive || c == parsed.CommandResult))
            .Select(o => o.Name));

    private static IEnumerable<CommandResult> Commands(ParseResult parsed)
    {
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
        {
            yield return command;
        }
    }

    // The parser names types of .NET.
    private static string InWords(string message) => TypeOfValue().Replace(
        message, found => $"{found.Groups["option"].Value}: '{found.Groups["value"].Value}' is no "
            + (found.Groups["type"].Value.Contains("Int", StringComparison.Ordinal) ? "whole number." : "number."));

    [GeneratedRegex(@"^-{1,2}[A-Za-z][\w-]*=?", RegexOptions.CultureInvariant)]
    private static partial Regex OptionText();

    [GeneratedRegex(
        @"Cannot parse argument '(?<value>.*)' for (?:option|command) '(?<option>[^']*)' as expected type '(?<type>[^']*(?:'[^']*)*)'\.?"
            + @"(?: Did you mean.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex TypeOfValue();
}
