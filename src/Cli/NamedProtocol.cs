using System.CommandLine;
using System.CommandLine.Parsing;
using NasPipelines.Evaluation;

namespace NasPipelines.Cli;

/// <summary><c>--protocol NAME</c>: truth, rows and policies under one name.</summary>
internal sealed class NamedProtocol
{
    private readonly Option<string?> _protocol = new("--protocol")
    {
        HelpName = "NAME",
        Description = "A published protocol, which names the truth, the rows and what becomes of missing scores: "
            + $"{string.Join(", ", EvaluationProtocols.All.Select(p => p.Name))}.",
    };

    private readonly Option[] _fixed;

    /// <param name="command">Takes the option.</param>
    /// <param name="decided">The options that a protocol decides, and that are not given beside it.</param>
    public NamedProtocol(Command command, params Option[] decided)
    {
        _fixed = decided;
        _protocol.CompletionSources.Add([.. EvaluationProtocols.All.Select(p => p.Name)]);
        command.Options.Add(_protocol);
    }

    /// <summary>The protocol, or null.</summary>
    /// <exception cref="WrongUseException">There is none of that name, or another option contradicts it.</exception>
    public EvaluationProtocol? Of(ParseResult parsed)
    {
        if (parsed.GetValue(_protocol) is not { } name)
        {
            return null;
        }

        var protocol = Nearest.Named(_protocol.Name, "protocol", EvaluationProtocols.All, p => p.Name, name);
        return Array.Find(_fixed, option => parsed.GetResult(option) is { Implicit: false }) is { } given
            ? throw new WrongUseException($"{given.Name} contradicts --protocol {protocol.Name}, which decides it; leave one out.")
            : protocol;
    }

    /// <summary>A protocol as a part of a JSON document.</summary>
    public static object? Document(EvaluationProtocol? protocol) => protocol is null ? null : new
    {
        protocol.Name,
        protocol.Space,
        Subset = protocol.Subset ?? "all",
        protocol.Dataset,
        protocol.Split,
        Epochs = protocol.Epochs > 0 ? protocol.Epochs : (int?)null,
        EvaluationProtocol.Ties,
        MissingScores = protocol.MissingScores.ToString().ToLowerInvariant(),
    };
}
