using System.CommandLine;
using NasPipelines.Architectures;
using NasPipelines.Networks;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas describe SPACE ARCH</c>: one architecture, its cost and all its encodings.</summary>
internal static class DescribeVerb
{
    public static Command Create(Terminal terminal)
    {
        var space = new Argument<string>("SPACE") { Description = "The search space." };
        var architecture = new Argument<string>("ARCH") { Description = "The architecture, in any encoding of the space." };
        var json = CommonOptions.Json();
        var command = new Command("describe", "Describe an architecture.") { space, architecture, json };
        command.SetAction(parsed => Describe(terminal, SearchSpaces.Get(parsed.GetValue(space)!), parsed.GetValue(architecture)!, parsed.GetValue(json)));
        return command;
    }

    private static void Describe(Terminal terminal, SearchSpace space, string text, bool json)
    {
        Architecture architecture;
        try
        {
            architecture = space.Parse(text);
        }
        catch (FormatException e)
        {
            throw new WrongUseException(e.Message);
        }

        var declared = NetworkCost.Of(space.BuildNetwork(architecture));
        var active = NetworkCost.Of(space.BuildNetwork(architecture, new NetworkOptions { DropDeadEdges = true }));
        var encodings = space.Encodings.ToDictionary(e => e.Name, e => space.Format(architecture, e.Name));
        var document = new
        {
            Space = space.Name,
            Architecture = architecture.Text,
            architecture.Canonical,
            architecture.Index,
            Parameters = new { Declared = declared.Parameters, Active = active.Parameters },
            declared.Macs,
            Connected = space.IsConnected(architecture),
            Encodings = encodings,
        };
        if (json)
        {
            JsonOutput.Write(terminal.Out, document);
            return;
        }

        var table = new Table().AddColumns("property", "value").HideHeaders();
        foreach (var (name, value) in encodings)
        {
            table.AddRow(name, Markup.Escape(value));
        }

        table.AddRow("canonical", Markup.Escape(architecture.Canonical));
        table.AddRow("parameters", $"{declared.Parameters:N0} declared, {active.Parameters:N0} active");
        table.AddRow("multiply-accumulates", $"{declared.Macs:N0} declared, {active.Macs:N0} active");
        table.AddRow("connected", document.Connected ? "yes" : "no: its output does not depend on its input");
        TextTable.Write(terminal.Out, table);
    }
}
