using System.Text.Json;

namespace NasPipelines.Spaces.Nds;

/// <summary>The description of a network in the published files, whole jobs too; index 0 of each list is the stem.</summary>
internal sealed class JobEncoding(NdsGenes layout) : ArchitectureEncoding
{
    private static readonly string[] Keys = ["ds", "ws", "bot_muls", "num_gs"];

    public override string Name => "json";

    public override string Description =>
        "{\"ds\": [1, d1, d2, d3], \"ws\": [16, w1, w2, "
        + $"w3]{(layout.HasBottlenecks ? ", \"bot_muls\": [1, …], \"num_gs\": [1, …]" : "")}}}, "
        + "also as \"net\" of a job";

    public override bool Recognises(ReadOnlySpan<char> text) => text.StartsWith("{");

    public override int[] Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var net = document.RootElement.TryGetProperty("net", out var inner) ? inner : document.RootElement;
            return net.ValueKind == JsonValueKind.Object
                ? layout.GenesOf(Keys.Take(layout.Kinds).SelectMany(key => Numbers(net, key)))
                : throw new FormatException("\"net\" is no JSON object.");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The network is no JSON object: {fault.Message}", fault);
        }
    }

    public override string Format(ReadOnlySpan<int> genes) => JsonSerializer.Serialize(
        Keys.Zip(layout.ValuesOf(genes).Chunk(NdsGenes.Stages), (key, values) =>
            (key, values: (double[])[key == "ws" ? NdsGenes.StemWidth : 1, .. values]))
            .ToDictionary(pair => pair.key, pair => pair.values));

    private static IEnumerable<double> Numbers(JsonElement net, string key) =>
        net.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == NdsGenes.Stages + 1
        && list.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number)
            ? [.. list.EnumerateArray().Skip(1).Select(value => value.GetDouble())]
            : throw new FormatException($"{key} must be a list of {NdsGenes.Stages + 1} numbers, the stem's first.");
}
