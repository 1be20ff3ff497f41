using System.CommandLine;
using System.Text.Json.Serialization;
using NasPipelines.Networks;
using NasPipelines.Spaces;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas describe SPACE ARCH</c>: one architecture, its cost and all its encodings.</summary>
internal static class DescribeVerb
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var space = new Argument<string>("SPACE") { Description = $"The search space: {SpaceNames.Form}." };
        var architecture = new Argument<string>("ARCH") { Description = "The architecture, in any encoding of the space." };
        return new Command("describe", "Describe an architecture.") { space, architecture }.Does((parsed, _) =>
            Describe(terminal, Parse(common.Spaces.Get("SPACE", parsed.GetRequiredValue(space)), parsed.GetRequiredValue(architecture)),
                parsed.GetValue(common.Json)));
    }

    private static Architecture Parse(SearchSpace space, string text)
    {
        try
        {
            return space.Parse(text);
        }
        catch (FormatException e)
        {
            throw new WrongUseException($"ARCH: {e.Message}");
        }
    }

    private static void Describe(Terminal terminal, Architecture architecture, bool json)
    {
        var space = architecture.Space;
        var declared = space.Cost(architecture);
        var active = space.Cost(architecture, new NetworkOptions { DropDeadEdges = true });
        var encodings = space.Encodings.ToDictionary(e => e.Name, e => space.Format(architecture, e.Name));
        var connected = space.IsConnected(architecture);
        if (json)
        {
            var parameters = new Cost(declared.Parameters, active.Parameters);
            JsonOutput.Write(terminal.Out, new Document(
                space.Name, architecture.Text, architecture.Canonical, architecture.Index, parameters, declared.Macs, active.Macs,
                connected, encodings));
            return;
        }

        var table = new Table().AddColumns("property", "value").HideHeaders();
        foreach (var (name, value) in encodings)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        table.AddRow("canonical", Markup.Escape(architecture.Canonical));
        table.AddRow("index in the benchmark", architecture.Index?.ToString() ?? "none");
        table.AddRow("parameters", $"{declared.Parameters:N0} declared, {active.Parameters:N0} active");
        table.AddRow("multiply-accumulates", $"{declared.Macs:N0} declared, {active.Macs:N0} active");
        table.AddRow("connected", connected ? "yes" : "no: its output does not depend on its input");
        TextTable.Write(terminal.Out, table);
    }

    private sealed record Cost(long Declared, long Active);

    private sealed record Document(
        string Space,
        string Architecture,
        string Canonical,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Index,
        Cost Parameters,
        long Macs,
        long ActiveMacs,
        bool Connected,
        IReadOnlyDictionary<string, string> Encodings);
}
