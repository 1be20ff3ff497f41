using System.Text.Json;
using NasPipelines.Fixtures;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Features;

/// <summary>Graph features against golden numbers of the published code, and against paths that are listed one by one.</summary>
public sealed class GraphFeatureTests
{
    [TestCase("nb201", 20, 191)]
    [TestCase("nb101", 10, 47)]
    [TestCase("nb301", 10, 1540)]
    public void Features_OfPublishedSpaces_AreTheReference(string name, int cells, int count)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(TestData.Reference("graf_features.json")));
        var (space, textOf) = Published(name);
        var records = reference.RootElement.GetProperty(name).GetProperty("cells").EnumerateArray().ToList();

        Assert.That(records, Has.Count.EqualTo(cells));
        foreach (var record in records)
        {
            var expected = record.GetProperty("features").EnumerateObject().ToList();
            Assert.That(space.Features!.Names, Is.EqualTo(expected.Select(f => f.Name)));
            Assert.That(expected, Has.Count.EqualTo(count));
            Assert.That(FeaturesOf(space.Parse(textOf(record))), Is.EqualTo(expected.Select(f => f.Value.GetDouble())), textOf(record));
        }
    }

    [TestCaseSource(typeof(ListedPaths), nameof(ListedPaths.Spaces))]
    public void Features_OfSampledCells_AreThoseOfListedPaths(SearchSpace space, Func<Architecture, Dictionary<string, double>> expected)
    {
        foreach (var architecture in space.Sample(12, seed: 5))
        {
            var features = space.Features!.Names.Zip(FeaturesOf(architecture)).ToDictionary(f => f.First, f => f.Second);

            Assert.That(features, Is.EquivalentTo(expected(architecture)), architecture.Text);
        }
    }

    [Test]
    public void Features_OfIsomorphicAndUnprunedCells_AreEqual()
    {
        var space = SearchSpaces.NasBench101;
        foreach (var architecture in space.Sample(40, seed: 2))
        {
            var dead = new Architecture(space, WithALooseVertex(architecture));
            var smallest = space.Representative(architecture);

            Assert.That(FeaturesOf(dead), Is.EqualTo(FeaturesOf(architecture)), architecture.Text);
            Assert.That(FeaturesOf(smallest), Is.EqualTo(FeaturesOf(architecture)), architecture.Text);
        }
    }

    [Test]
    public void Features_OfOneShotCells_AreThoseOfTheSameCellOfNasBench101()
    {
        foreach (var architecture in SearchSpaces.NasBench1Shot1.Sample(20, seed: 3))
        {
            var bits = SearchSpaces.NasBench1Shot1.Encodings.First(e => e.Name == SearchSpaces.NasBench101.Encodings[0].Name).Name;
            var same = SearchSpaces.NasBench101.Parse(SearchSpaces.NasBench1Shot1.Format(architecture, bits));

            Assert.That(FeaturesOf(architecture), Is.EqualTo(FeaturesOf(same)), architecture.Text);
        }
    }

    [Test]
    public void Spaces_OfNoCells_HaveNone() => Assert.That(
        SearchSpaces.All.Where(space => space.Features is null).Select(space => space.Name),
        Is.EquivalentTo(new[] { "nds-resnet", "nds-resnext-a", "nats-sss", "transnas101-macro" }));

    private static double[] FeaturesOf(Architecture architecture) => architecture.Space.Features!.Of(architecture.Genes.AsSpan());

    // A further vertex that nothing reads, before the output; where there are seven already, the cell as it is.
    private static int[] WithALooseVertex(Architecture architecture)
    {
        int[] genes = [.. architecture.Genes];
        if (genes[0] == 7)
        {
            return genes;
        }

        var output = genes[0] - 1;
        var (first, parents) = (output * (output - 1) / 2, genes[1] >> output * (output - 1) / 2);
        genes[1] = (genes[1] & (1 << first) - 1) | 1 << first | parents << (output + 1) * output / 2;
        genes[0]++;
        return genes;
    }

    private static (SearchSpace Space, Func<JsonElement, string> TextOf) Published(string name) => name switch
    {
        "nb201" => (SearchSpaces.NasBench201, record => record.GetProperty("ops").GetString()!),
        "nb101" => (SearchSpaces.NasBench101, record =>
            $"{record.GetProperty("vertices")} {record.GetProperty("edge_bits")} {record.GetProperty("ops").GetString()}"),
        _ => (SearchSpaces.NasBench301, record =>
            $"{record.GetProperty("normal").GetString()} | {record.GetProperty("reduce").GetString()}"),
    };
}
