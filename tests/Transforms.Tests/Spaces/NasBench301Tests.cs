using System.Numerics;
using System.Text.Json;
using CsCheck;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Spaces;

public sealed class NasBench301Tests
{
    private static readonly SearchSpace Space = SearchSpaces.NasBench301;
    private static readonly string[] Prefixes = ["", "NetworkSelectorDatasetInfo:darts:", "NetworkSelectorDatasetInfo_COLON_darts_COLON_"];

    // DARTS' own second-order cells (Liu et al. 2019, figures 4 and 5).
    private const string Darts =
        "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 1), "
        + "('skip_connect', 0), "
        + "('skip_connect', 0), ('dil_conv_3x3', 2)], normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), "
        + "('skip_connect', 2), "
        + "('max_pool_3x3', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), "
        + "('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])";

    [Test]
    public void Size_IsTheProductOfWiringsAndOperations()
    {
        // (1 · 3 · 6 · 10 wirings with 7^8 operations) for each of two cells: 1.08e18.
        Assert.That(Space.Size, Is.EqualTo(BigInteger.Parse("1076746950455072400")));
    }

    [Test]
    public void Parse_GenotypesOfFixture_AreTheCellsOfTheResultFiles()
    {
        var lines = File.ReadAllLines(TestData.Fixture("nb301/genotypes.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.That(lines, Has.Count.EqualTo(30));
        foreach (var line in lines)
        {
            using var result = JsonDocument.Parse(File.ReadAllText(TestData.Fixture($"nb301/{line[0]}")));
            var configuration = result.RootElement.GetProperty("optimized_hyperparamater_config").GetRawText();

            Assert.That(Space.Parse(line[1]).Text, Is.EqualTo(Space.Parse(configuration).Text), line[0]);
        }
    }

    [Test]
    public void Format_EveryEncoding_IsTheWrittenForm()
    {
        var darts = Space.Parse(Darts);

        Assert.That(
            Space.Format(darts, "tokens"), Is.EqualTo("30 31 30 31 20 31 20 52 | 00 01 01 22 00 22 01 22"));
        Assert.That(
            Space.Format(darts, "naslib"),
            Does.StartWith("(((0, 3), (1, 3), (0, 3), (1, 3), (0, 2), (1, 3), (0, 2), (2, 5)), ((0, 0), "));
        Assert.That(
            Space.Format(darts, "aw_nas"),
            Is.EqualTo("[[[0, 1, 0, 1, 0, 1, 0, 2], [0, 0, 0, 0, 6, 0, 6, 2]], [[0, 1, 1, 2, 0, 2, 1, 2], [4, 4, 4, 6, 4, 6, 4, 6]]]"));
        using var configuration = JsonDocument.Parse(Space.Format(darts, "configspace"));
        Assert.That(configuration.RootElement.EnumerateObject().Count(), Is.EqualTo(16 + 6));
        Assert.That(
            configuration.RootElement.GetProperty("NetworkSelectorDatasetInfo:darts:edge_normal_11").GetString(),
            Is.EqualTo("dil_conv_3x3"));
        Assert.That(
            configuration.RootElement.GetProperty("NetworkSelectorDatasetInfo:darts:inputs_node_reduce_5").GetString(), Is.EqualTo("1_2"));
    }

    [Test]
    public void Parse_OtherWritings_AreTheSameArchitecture()
    {
        var darts = Space.Parse(Darts);
        var configuration = Space.Format(darts, "configspace").Trim('{', '}').Replace("\"", "", StringComparison.Ordinal).Split(',');
        foreach (var prefix in Prefixes)
        {
            var lines = configuration.Select(
                pair => prefix + pair["NetworkSelectorDatasetInfo:darts:".Length..].Replace(":", " = ", StringComparison.Ordinal));
            Assert.That(Space.Parse(string.Join('\n', lines)).Text, Is.EqualTo(darts.Text));
            Assert.That(Space.Parse(string.Join("; ", lines.Append("edge_normal_13=#na#"))).Text, Is.EqualTo(darts.Text));
        }

        var triples = string.Join(
            ", ", darts.Genes.Take(16).Chunk(2).Select((e, i) => $"('{Space.Operations[e[0]]}', {e[1]}, {2 + (i / 2)})"));
        var reduce = darts.Text[(darts.Text.IndexOf("reduce=", StringComparison.Ordinal) + 7)..darts.Text.IndexOf(
            ", reduce_concat", StringComparison.Ordinal)];
        Assert.That(
            Space.Parse(
                $"CNNGenotype(normal_0=[{triples}], reduce_1={reduce}, normal_0_concat=[2, 3, 4, 5], reduce_1_concat=[2, 3, 4, 5])").Text,
            Is.EqualTo(darts.Text));
        var tuples = Space.Format(darts, "aw_nas").Replace('[', '(').Replace(']', ')').Replace("))", "),)", StringComparison.Ordinal);
        Assert.That(Space.Parse(tuples).Text, Is.EqualTo(darts.Text));
        Assert.That(
            Space.Parse("31 30 30 31 31 20 20 52 | 00 01 22 01 00 22 22 01").Text, Is.EqualTo(darts.Text), "inputs in either order");
    }

    [TestCase("30 31 30 31 20 31 20 52 | 00 01 01 22 00 22 01 22 |", "expected two cells joined by '|', found 3")]
    [TestCase("30 31 30 31 20 31 20 | 00 01 01 22 00 22 01 22", "the normal cell needs 8 tokens, found 7")]
    [TestCase("30 31 30 31 20 31 20 52 | 00 71 01 22 00 22 01 22", "reduce cell, node 2: '71' is an edge without operation (7 none)")]
    [TestCase("30 31 30 31 20 31 20 52 | 00 81 01 22 00 22 01 22", "reduce cell, node 2: operation 8 is not in [0, 6]")]
    [TestCase("30 31 30 31 20 31 20 52 | 00 01 01 22 00 22 01 2x", "reduce cell, node 5: '2x' is not two digits")]
    [TestCase("30 31 30 30 20 31 20 52 | 00 01 01 22 00 22 01 22", "normal cell, node 3: both inputs are node 0; they must differ")]
    [TestCase("30 32 30 31 20 31 20 52 | 00 01 01 22 00 22 01 22", "normal cell, node 2: input 2 is not in [0, 1]")]
    [TestCase("Genotype(normal=[('sep_conv_3x3', 0)], reduce=[])", "The normal cell needs 8 pairs ('operation', node), two per node")]
    [TestCase("Genotype(normal_concat=range(2, 5))", "normal_concat: expected range(2, 6), all four nodes, found range(2, 5)")]
    [TestCase("Genotype(normal=[('sep_conv_3x3', 0)], reduce=[)", "brackets do not match")]
    [TestCase("[[[0, 1, 0, 1, 0, 1, 0, 2], [0, 0, 0, 0, 7, 0, 6, 2]], [[0, 1, 1, 2, 0, 2, 1, 2], [4, 4, 4, 6, 4, 6, 4, 6]]]",
        "normal cell, node 4: operation 7 is not in [0, 6]")]
    [TestCase("[[[0, 1], [0, 0]], [[0, 1], [4, 4]]]", "the lists have other lengths")]
    [TestCase("[[1, 2], null]", "is not [[inputs, operations] of normal")]
    [TestCase("(((0, 3), (1, 3)), ((0, 1), (1, 2)), (), (), (), ())", "is not (((input, operation)")]
    [TestCase("edge_normal_0=max_pool_3x3", "edge_normal_1 must name an operation")]
    [TestCase("edge_normal_0=max_pool_3x3;edge_normal_1=max_pool_3x3", "inputs_node_normal_3 is missing")]
    [TestCase("{\"edge_normal_0\": ", "The configuration is no JSON object")]
    [TestCase("edge_normal_0=max_pool_3x3;edge_normal_0=max_pool_3x3", "edge_normal_0 is given twice")]
    public void Parse_Malformed_SaysWhatWhereAndWhatIsRight(string text, string message) =>
        Assert.That(() => Space.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [Test]
    public void Parse_ConfigurationAtOddsWithItsInputs_NamesTheKey()
    {
        var text = Space.Format(Space.Parse(Darts), "configspace");

        Assert.That(
            () => Space.Parse(text.Replace("inputs_node_normal_5\":\"0_2", "inputs_node_normal_5\":\"0_4", StringComparison.Ordinal)),
            Throws.TypeOf<FormatException>().With.Message.Contains("takes nodes 0 and 4, so edge_normal_11 must be left out"));
        Assert.That(
            () => Space.Parse(text.Replace("inputs_node_normal_5\":\"0_2", "inputs_node_normal_5\":\"2_0", StringComparison.Ordinal)),
            Throws.TypeOf<FormatException>().With.Message.Contains("inputs_node_normal_5: '2_0' is not two different nodes below 5"));
        Assert.That(
            () => Space.Parse(text.Replace("dil_conv_3x3", "dil_conv_7x7", StringComparison.Ordinal)),
            Throws.TypeOf<FormatException>().With.Message.Contains(
                "normal cell, node 5: unknown operation 'dil_conv_7x7'; known: max_pool_3x3"));
    }

    // 16 edges with 6 other operations; nodes 2, 3, 4, 5 have 0, 1, 2, 3 other inputs for each of their two edges.
    [Test]
    public void Neighbours_OfAny_Are120WithOneEdgeChanged() => Gen.Int[0, 1000].Sample(
        seed =>
        {
            var architecture = Space.Sample(1, seed)[0];
            var neighbours = Space.Neighbours(architecture).ToList();

            Assert.That(neighbours.Select(n => n.Text).Distinct().Count(), Is.EqualTo((16 * 6) + (2 * 2 * (0 + 1 + 2 + 3))));
            Assert.That(neighbours.Select(n => Edges(n).Except(Edges(architecture)).Count()), Is.All.EqualTo(1));
        },
        iter: 20);

    [Test]
    public void Sample_ManyArchitectures_AreUniform()
    {
        var sample = Space.Sample(9000, 3);
        var operations = sample.SelectMany(a => a.Genes.Where((_, i) => i % 2 == 0)).GroupBy(o => o).Select(
            g => g.Count() / (9000.0 * 16 / 7));
        var wirings = sample.GroupBy(a => (a.Genes[13], a.Genes[15])).ToDictionary(g => g.Key, g => g.Count() / 900.0);

        Assert.That(operations, Has.Exactly(7).InRange(0.97, 1.03));
        Assert.That(wirings, Has.Count.EqualTo(10));
        Assert.That(wirings.Values, Is.All.InRange(0.85, 1.15));
    }

    private static IEnumerable<(int, int, int)> Edges(Architecture architecture) =>
        architecture.Genes.Chunk(2).Select((edge, i) => (i / 2, edge[0], edge[1]));
}
