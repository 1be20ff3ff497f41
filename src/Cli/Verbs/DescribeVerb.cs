using System.CommandLine;
using System.Text.Json.Serialization;
using NasPipelines.Networks;
using NasPipelines.Spaces;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas describe SPACE ARCH</c>: one architecture, its cost and all its encodings.</summary>
internal static class DescribeVerb
{
    public const string Name = "describe";

    public const string Description = "Describe an architecture.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var space = new Argument<string>("SPACE") { Description = $"The search space: {SpaceNames.Form}." };
        space.CompletionSources.Add([.. SearchSpaces.All.Select(s => s.Name)]);
        var architecture = new Argument<string>("ARCH") { Description = "The architecture, in any encoding of the space." };
        var command = new Command(Name, Description) { space, architecture };
        var notation = new NotationOption(command);
        return command.Does((parsed, _) =>
        {
            var (of, text) = (common.Spaces.Get(space.Name, parsed.GetRequiredValue(space)), parsed.GetRequiredValue(architecture));
            Describe(terminal, notation.Read(terminal, parsed, of, text, architecture.Name), parsed.GetValue(common.Json));
        });
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

        (string Name, string Value)[] properties =
        [
            .. encodings.Select(encoding => (encoding.Key, encoding.Value)),
            ("canonical", architecture.Canonical),
            ("index in the benchmark", architecture.Index?.ToString() ?? "none"),
            ("parameters", $"{declared.Parameters:N0} declared, {active.Parameters:N0} active"),
            ("multiply-accumulates", $"{declared.Macs:N0} declared, {active.Macs:N0} active"),
            ("connected", connected ? "yes" : "no: its output does not depend on its input"),
        ];
        var indent = properties.Max(property => property.Name.Length) + 2;
        var width = Math.Max(1, terminal.Width - indent);
        foreach (var (name, value) in properties)
        {
            var lines = WideText.Lines(value, width).SelectMany(line => line.Chunk(width)).Select(line => new string(line));
            terminal.Out.WriteLine(name.PadRight(indent) + string.Join(Environment.NewLine + new string(' ', indent), lines));
        }
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
