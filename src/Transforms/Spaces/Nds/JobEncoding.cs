using System.Text.Json;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.Nds;

/// <summary>The description of a network in the published files, whole jobs too; index 0 of each list is the stem.</summary>
internal sealed class JobEncoding(NdsGenes layout) : LiteralEncoding
{
    private static readonly string[] Keys = ["ds", "ws", "bot_muls", "num_gs"];

    public override string Name => "json";

    public override string Description =>
        "{\"ds\": [1, d1, d2, d3], \"ws\": [16, w1, w2, "
        + $"w3]{(layout.HasBottlenecks ? ", \"bot_muls\": [1, …], \"num_gs\": [1, …]" : "")}}}, "
        + "also as \"net\" of a job";

    public override string Notation => "a net of the published files";

    /// <summary>Whether a literal is a net, or a job with one.</summary>
    public static bool IsNet(Literal literal) => literal.Entries.ContainsKey("net") || Keys.Any(literal.Entries.ContainsKey);

    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.Map && IsNet(literal);

    public override int[] Read(Literal literal)
    {
        var net = literal.Entries.GetValueOrDefault("net") ?? literal;
        return net.Kind == LiteralKind.Map
            ? layout.GenesOf(Keys.Take(layout.Kinds).SelectMany(key => Numbers(net, key)))
            : throw new FormatException("\"net\" is no JSON object.");
    }

    public override string Format(ReadOnlySpan<int> genes) => JsonSerializer.Serialize(
        Keys.Zip(layout.ValuesOf(genes).Chunk(NdsGenes.Stages), (key, values) =>
            (key, values: (double[])[key == "ws" ? NdsGenes.StemWidth : 1, .. values]))
            .ToDictionary(pair => pair.key, pair => pair.values));

    private static IEnumerable<double> Numbers(Literal net, string key) =>
        net.Entries.GetValueOrDefault(key) is { Kind: LiteralKind.List, Items.Count: NdsGenes.Stages + 1 } list
        && list.Items.All(value => value.Kind == LiteralKind.Number)
            ? list.Items.Skip(1).Select(value => value.Value)
            : throw new FormatException($"{key} must be a list of {NdsGenes.Stages + 1} numbers, the stem's first.");
}
