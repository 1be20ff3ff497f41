using CsCheck;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Spaces;

public sealed class NasBench301EquivalenceTests
{
    private const int Skip = 2;
    private static readonly SearchSpace Space = SearchSpaces.NasBench301;
    private static readonly string Reduce = "00 01 00 01 00 01 00 01";

    // Node 3 as node 2 and the reverse; a sum that is passed on; equal nodes used for one another.
    [TestCase("30 31 50 61 20 31 20 32", "50 61 30 31 20 31 20 33")]
    [TestCase("20 21 20 22 30 31 30 31", "20 21 20 22 30 31 30 31")]
    [TestCase("20 21 20 21 22 30 31 54", "20 21 20 21 23 30 31 54")]
    [TestCase("00 01 00 01 02 03 30 31", "00 01 30 31 00 01 04 02")]
    [TestCase("30 21 22 21 20 31 30 31", "30 21 22 21 31 20 31 30")]
    public void Equals_SameFunction_IsOneValue(string one, string other) => Assert.That(Cell(one), Is.EqualTo(Cell(other)));

    // One convolution used twice is not two; a convolution of another input; another operation; in a reduction cell a skip of an input has
    // weights.
    [TestCase("30 21 22 21 30 31 30 31", "30 21 30 21 30 31 30 31")]
    [TestCase("30 31 50 61 20 31 20 32", "30 31 50 61 20 31 20 33")]
    [TestCase("00 01 00 01 02 03 30 31", "10 01 00 01 02 03 30 31")]
    public void Equals_OtherFunction_Differs(string one, string other) => Assert.That(Cell(one), Is.Not.EqualTo(Cell(other)));

    [Test]
    public void Equals_SkipsOfInputs_AreWeightsInAReductionCellOnly()
    {
        const string OfFirstSum = "20 21 20 21 30 42 31 52";
        const string OfEqualSum = "20 21 20 21 30 42 31 53";

        Assert.That(Space.Parse($"{OfFirstSum} | {Reduce}"), Is.EqualTo(Space.Parse($"{OfEqualSum} | {Reduce}")));
        Assert.That(Space.Parse($"{Reduce} | {OfFirstSum}"), Is.Not.EqualTo(Space.Parse($"{Reduce} | {OfEqualSum}")));
    }

    [Test]
    public void CanonicalForm_Literature_CopiesSkipsAndSortsNodes()
    {
        var form = Space.CanonicalForm(Space.Parse($"20 31 52 21 30 31 30 31 | {Reduce}"), ArchitectureEquivalence.Literature);

        Assert.That(form.Split('&')[0], Is.EqualTo(
            "((1)@sep_conv_3x30)@dil_conv_3x31" + "(0)@sep_conv_3x3(1)@sep_conv_3x3"
                + "(0)@sep_conv_3x3(1)@sep_conv_3x3" + "(1)@sep_conv_3x30"));
    }

    [Test]
    public void Canonical_OfARewrittenCell_IsThatOfTheCell() => Gen.Int[0, 100_000].Sample(
        seed =>
        {
            var random = new Random(seed);
            var cell = FewOperations(random);
            var rewritten = Rewrite(cell, random);

            Assert.That(Of(rewritten).Canonical, Is.EqualTo(Of(cell).Canonical));
        },
        iter: 200);

    // The nodes' values for fixed functions in place of operations are equal where cells are, though not only there.
    [Test]
    public void Canonical_OfManySmallCells_IsSharedByEqualFunctionsOnly()
    {
        var random = new Random(4);
        var classes = Enumerable.Range(0, 1500).Select(_ => FewOperations(random, mostInputs: 3))
            .GroupBy(cell => Of(cell).Canonical).ToList();

        Assert.That(classes.Count(c => c.Count() > 1), Is.GreaterThan(50), "classes of several cells were drawn");
        foreach (var members in classes)
        {
            var values = members.Select(cell => (Signature(cell), Convolutions(cell))).Distinct().ToList();
            Assert.That(values, Has.Count.EqualTo(1), members.Key);
        }
    }

    private static Architecture Cell(string normal) => Space.Parse($"{normal} | {Reduce}");

    private static Architecture Of(int[] cell) => Space.Parse($"{string.Join(' ', cell.Chunk(2).Select(e => $"{e[0]}{e[1]}"))} | {Reduce}");

    private static int Convolutions(int[] cell) => cell.Chunk(2).Count(e => e[0] > Skip);

    /// <summary>A cell of skips, maximum pooling and one kind of convolution, so that equal functions are frequent.</summary>
    private static int[] FewOperations(Random random, int mostInputs = 5)
    {
        var genes = new List<int>();
        for (var node = 2; node < 6; node++)
        {
            var inputs = Math.Min(node, mostInputs);
            var first = random.Next(inputs);
            var second = random.Next(inputs - 1);
            genes.AddRange([Draw(), first, Draw(), second < first ? second : second + 1]);
        }

        return [.. genes];

        int Draw() => new[] { Skip, Skip, Skip, 0, 0, 0, 0, 3 }[random.Next(8)];
    }

    /// <summary>Swaps two nodes in succession where the second does not read the first, and edges of a node.</summary>
    private static int[] Rewrite(int[] cell, Random random)
    {
        var edges = cell.Chunk(2).Select(e => (Operation: e[0], From: e[1])).ToArray();
        for (var step = 0; step < 10; step++)
        {
            var node = 2 + random.Next(3);
            var (a, b) = (2 * (node - 2), 2 * (node - 1));
            if (edges[b].From != node && edges[b + 1].From != node)
            {
                (edges[a], edges[a + 1], edges[b], edges[b + 1]) = (edges[b + 1], edges[b], edges[a], edges[a + 1]);
                for (var i = b + 2; i < edges.Length; i++)
                {
                    edges[i].From = edges[i].From == node ? node + 1 : edges[i].From == node + 1 ? node : edges[i].From;
                }
            }
        }

        return [.. edges.SelectMany(e => new[] { e.Operation, e.From })];
    }

    private static string Signature(int[] cell)
    {
        var nodes = new List<double> { 0.3, 0.7 };
        for (var gene = 0; gene < cell.Length; gene += 4)
        {
            nodes.Add(Apply(cell[gene], nodes[cell[gene + 1]]) + Apply(cell[gene + 2], nodes[cell[gene + 3]]));
        }

        return string.Join(' ', nodes.Skip(2).Order().Select(v => v.ToString("F9")));

        static double Apply(int operation, double x) => operation == Skip ? x : Math.Sin((x * (operation + 2)) + operation);
    }
}
