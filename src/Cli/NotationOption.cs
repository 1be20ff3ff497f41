using System.CommandLine;
using NasPipelines.Spaces;

namespace NasPipelines.Cli;

/// <summary><c>--encoding</c> of the verbs that take one architecture as a text.</summary>
internal sealed class NotationOption
{
    private const string Name = "--encoding";

    private readonly Option<string?> _encoding;

    /// <param name="command">The verb; where it has an option of that name for its table, that one is meant.</param>
    public NotationOption(Command command)
    {
        _encoding = command.Options.OfType<Option<string?>>().FirstOrDefault(option => option.Name == Name) ?? new(Name)
        {
            Description = "How the architecture is written: the name of an encoding (nas spaces lists them); by its looks where left out.",
        };
        if (!command.Options.Contains(_encoding))
        {
            command.Options.Add(_encoding);
        }
    }

    /// <summary>The architecture of a text; a text that may mean something else as well is said, unless the encoding is named.</summary>
    /// <param name="terminal">Where a warning goes.</param>
    /// <param name="parsed">The command.</param>
    /// <param name="space">The search space.</param>
    /// <param name="text">The architecture.</param>
    /// <param name="argument">What of the command holds the text, for errors.</param>
    public Architecture Read(Terminal terminal, ParseResult parsed, SearchSpace space, string text, string argument)
    {
        var encoding = parsed.GetValue(_encoding);
        if (encoding is not null && !space.Encodings.Any(known => known.Name.Equals(encoding, StringComparison.OrdinalIgnoreCase)))
        {
            var names = string.Join(", ", space.Encodings.Select(known => known.Name));
            throw new WrongUseException($"{Name} '{encoding}' is no encoding of {space.Name}; it has {names}.");
        }

        try
        {
            var architecture = space.Parse(text, encoding);
            if (encoding is null && space.Ambiguity(text) is { } ambiguity)
            {
                terminal.Warn($"{argument}: {ambiguity} ({Name} NAME).");
            }

            return architecture;
        }
        catch (FormatException fault)
        {
            throw new WrongUseException($"{argument}: {fault.Message}");
        }
    }
}
