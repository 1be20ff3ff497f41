using System.Text.Json;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Networks;

/// <summary>Activations, layers and depth of the built-in spaces against golden numbers.</summary>
public sealed class StructureTests
{
    [Test]
    public void Complexity_NasBench201_IsTheReference()
    {
        foreach (var record in Records("nb201"))
        {
            var ops = record.GetProperty("ops").GetString()!;
            Check(record.GetProperty("all"), record, SearchSpaces.NasBench201, ops, new NetworkOptions());
        }
    }

    [TestCase("nb301_36_channels_20_cells", 36, 20)]
    [TestCase("nb301_32_channels_8_cells", 32, 8)]
    public void Complexity_NasBench301_IsTheReference(string name, int channels, int cells)
    {
        foreach (var record in Records(name))
        {
            Check(
                record, record, SearchSpaces.NasBench301,
                    $"{record.GetProperty("normal").GetString()} | {record.GetProperty("reduce").GetString()}",
                new NetworkOptions { Channels = channels, CellsPerStage = (cells - 2) / 3 });
        }
    }

    [Test]
    public void Complexity_NasBench101_IsTheReference()
    {
        foreach (var record in Records("nb101"))
        {
            var text = $"{record.GetProperty("vertices").GetInt32()} {record.GetProperty("edge_bits").GetInt64()} "
                + $"{record.GetProperty("ops").GetString()}";
            Check(record, record, SearchSpaces.NasBench101, text, new NetworkOptions());
        }
    }

    private static void Check(JsonElement counts, JsonElement record, SearchSpace space, string text, NetworkOptions options)
    {
        var network = space.BuildNetwork(space.Parse(text), options);
        var complexity = NetworkComplexity.Of(network);
        Assert.That(complexity.Activations, Is.EqualTo(counts.GetProperty("activations").GetInt64()), $"{text} activations");
        Assert.That(complexity.Layers, Is.EqualTo(counts.GetProperty("layers_with_weights").GetInt64()), $"{text} layers");
        Assert.That(complexity.Depth, Is.EqualTo(record.GetProperty("longest_path_layers").GetInt64()), $"{text} depth");
        Assert.That(NetworkCost.Of(network).Macs, Is.EqualTo(counts.GetProperty("macs").GetInt64()), $"{text} macs");
    }

    private static JsonElement[] Records(string space) =>
        [.. JsonDocument.Parse(File.ReadAllText(TestData.Reference("structure.json"))).RootElement.GetProperty(space).EnumerateArray()];
}
