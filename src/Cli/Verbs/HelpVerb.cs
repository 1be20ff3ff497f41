using System.CommandLine;
using NasPipelines.Cli.Shell;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas help [VERB]</c>: the same as <c>--help</c>.</summary>
internal static class HelpVerb
{
    public const string Name = "help";

    public const string Description = "Show help.";

    public static Command Create(Terminal terminal)
    {
        var verb = new Argument<string?>("VERB")
        {
            Description = "The verb; all are listed where it is left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new Command(Name, Description) { verb }.Does((parsed, _) =>
        {
            var root = parsed.RootCommandResult.Command;
            var name = parsed.GetValue(verb);
            var command = name is null ? root
                : root.Subcommands.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new WrongUseException(
                    $"there is no verb '{name}'{Nearest.Meant(name, root.Subcommands.Select(c => c.Name))} See nas --help.");
            HelpText.Write(terminal.Out, command, terminal.Width);
        });
    }
}
