using CsCheck;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Tests.Spaces;

public sealed class NasBench101Tests
{
    // The cell of the benchmark's own example, in the four forms.
    private const string Matrix =
        "[[0, 1, 1, 1, 0, 1, 0], [0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1, "
        + "0, 0], [0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 1], "
        + "[0, 0, 0, 0, 0, 0, 0]], ['input', 'conv1x1-bn-relu', 'conv3x3-bn-relu', "
        + "'conv3x3-bn-relu', 'conv3x3-bn-relu', 'maxpool3x3', 'output']";

    private const string Record =
        "0111010000000100000010000100000000100000010000000 "
            + "input,conv1x1-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,maxpool3x3,output";

    private static readonly NasBench101Space Space = (NasBench101Space)SearchSpaces.NasBench101;

    [Test]
    public void Parse_EveryPublishedForm_IsTheSameCell()
    {
        var architecture = Space.Parse(Matrix);

        Assert.That(Space.Format(architecture, "matrix"), Is.EqualTo(Matrix));
        Assert.That(Space.Format(architecture, "record"), Is.EqualTo(Record));
        Assert.That(Space.Parse(Record).Text, Is.EqualTo(architecture.Text));
        Assert.That(Space.Parse(Space.Format(architecture, "tuple")).Text, Is.EqualTo(architecture.Text));
        Assert.That(Space.Parse(architecture.Text.Replace("/", ", ")).Text, Is.EqualTo(architecture.Text));
    }

    // Bit x + y(y-1)/2 for x to y, by hand: 0-1 bit 0, 1-2 bit 2, 0-2 bit 1.
    [Test]
    public void Format_OfACellByHand_IsItsBits() =>
        Assert.That(Space.Parse("011001000 input,maxpool3x3,output").Text, Is.EqualTo("3/7/2"));

    // Two vertices and one edge: the smallest cell, of which the table of all architectures has this one row.
    [Test]
    public void Parse_CellWithoutInterior_RoundTrips()
    {
        Assert.That(Space.Parse("2,1,").Text, Is.EqualTo("2/1/"));
        Assert.That(Space.Format(Space.Parse("2/1/"), "record"), Is.EqualTo("0100 input,output"));
    }

    [TestCase("8/1/000000", "8 vertices, expected 2 to 7")]
    [TestCase("3/7/", "0 operations, expected 1")]
    [TestCase("3/7/3", "vertex 1 has the unknown operation '3'; known: 0, 1, 2")]
    [TestCase("3/8/0", "The edges of 3 vertices are a number in [0, 7] (found 8)")]
    [TestCase("3/1/0", "no path from its input to its output")]
    [TestCase("7/2097151/00000", "at most 9 edges on paths from its input to its output (found 21)")]
    [TestCase("3/x/0", "is not an architecture of nasbench101 in any of its encodings")]
    [TestCase("99999999999/7/0", "expected vertices/edges/operations such as")]
    [TestCase("0110 input,maxpool3x3,output", "3 operations need 9 zeros and ones before them, 3 rows of 3; found 4")]
    [TestCase("011001100 input,maxpool3x3,output", "the edge from vertex 2 to 0 does not go upwards")]
    [TestCase("011001000 input,conv5x5,output",
        "vertex 1 has the unknown operation 'conv5x5'; known: conv3x3-bn-relu, conv1x1-bn-relu, maxpool3x3")]
    [TestCase("011001000 input,maxpool3x3", "expected input, up to 5 operations and output")]
    [TestCase("0110a1000 input,maxpool3x3,output", "'a' in the adjacency matrix")]
    public void Parse_Malformed_SaysWhatWhereAndWhatIsRight(string text, string message) =>
        Assert.That(() => Space.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    // The benchmark checks its limits after pruning: 10 edges, of which the one into vertex 1, which feeds nothing, does not count.
    [Test]
    public void Parse_TenEdgesOfWhichNineCount_IsAccepted()
    {
        var edges = Bits((0, 1), (0, 2), (0, 3), (2, 3), (0, 4), (3, 4), (0, 5), (4, 5), (5, 6), (2, 6));

        Assert.That(NasBench101Space.CellOf(Space.Parse($"7/{edges}/00000")).Pruned().EdgeCount, Is.EqualTo(9));
    }

    [Test]
    public void Hash_RelabelledOrWithDeadVertices_IsTheSame() => Gen.Int[1, 1_000_000].Sample(seed =>
    {
        var architecture = Space.Sample(1, seed)[0];
        var cell = NasBench101Space.CellOf(architecture);
        var relabelled = Relabelled(cell, new Random(seed));

        Assert.That(NasBench101Space.Hash(Space.FromCell(relabelled)), Is.EqualTo(NasBench101Space.Hash(architecture)));
        Assert.That(
            Space.FromCell(relabelled) == architecture,
            Is.EqualTo(NasBench101Space.Functional(relabelled).Smallest == NasBench101Space.Functional(cell).Smallest));
        if (cell.Vertices < 7)
        {
            var loose = Space.FromCell(WithLooseEnd(cell));
            Assert.That(NasBench101Space.Hash(loose), Is.EqualTo(NasBench101Space.Hash(architecture)));
            Assert.That(loose, Is.EqualTo(architecture));
        }
    }, iter: 100);

    // Three vertices share 128 channels as 43, 43 and 42: whether the convolution or a pooling has 42 changes the number of parameters.
    [Test]
    public void Equals_IsomorphicCellsWithAnUnevenOutput_DifferAsTheirParametersDo()
    {
        var edges = Bits((0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 4));
        var (first, last, middle) = (Space.Parse($"5/{edges}/022"), Space.Parse($"5/{edges}/220"), Space.Parse($"5/{edges}/202"));

        Assert.That(NasBench101Space.Hash(first), Is.EqualTo(NasBench101Space.Hash(last)));
        Assert.That(Space.Cost(first).Parameters, Is.Not.EqualTo(Space.Cost(last).Parameters));
        Assert.That(new[] { first, middle, last }.Distinct().Count(), Is.EqualTo(3));
    }

    // Two vertices share the channels evenly.
    [Test]
    public void Equals_IsomorphicCellsWithAnEvenOutput_AreOne()
    {
        var edges = Bits((0, 1), (0, 2), (1, 3), (2, 3));
        var (first, second) = (Space.Parse($"4/{edges}/02"), Space.Parse($"4/{edges}/20"));

        Assert.That(first, Is.EqualTo(second));
        Assert.That(first.GetHashCode(), Is.EqualTo(second.GetHashCode()));
        Assert.That(Space.Cost(first), Is.EqualTo(Space.Cost(second)));
        Assert.That(
            Space.CanonicalForm(first, ArchitectureEquivalence.None),
            Is.Not.EqualTo(Space.CanonicalForm(second, ArchitectureEquivalence.None)));
    }

    [Test]
    public void CanonicalForm_Literature_IsTheBenchmarksHash() =>
        Assert.That(
            Space.CanonicalForm(Space.Parse("7,1205349,02001"), ArchitectureEquivalence.Literature),
            Is.EqualTo("00005c142e6f48ac74fdcf73e3439874"));

    [Test]
    public void Neighbours_OfAny_AreEveryValidSingleChange() => Gen.Int[1, 1_000_000].Sample(seed =>
    {
        var architecture = Space.Sample(1, seed)[0];
        var neighbours = Space.Neighbours(architecture).ToList();
        var expected = Enumerable.Range(0, 21).Select(bit => architecture.Genes.SetItem(1, architecture.Genes[1] ^ (1 << bit)))
            .Concat(
                from vertex in Enumerable.Range(2, 5)
                from operation in Enumerable.Range(0, 3)
                select architecture.Genes.SetItem(vertex, operation))
            .Where(genes => !genes.SequenceEqual(architecture.Genes) && IsPoint([.. genes]))
            .Select(genes => string.Join(' ', genes));

        Assert.That(neighbours.Select(n => string.Join(' ', n.Genes)), Is.EquivalentTo(expected));
    }, iter: 30);

    // Goodness of fit over the groups of equal numbers of vertices and edges that are large enough for it: ten, whose 99.9th percentile is
    // 28.
    [Test]
    public void Sample_ManyClasses_HasTheSharesOfTheWholeSpace()
    {
        const int Count = 4000;
        var expected = Space.Enumerate().GroupBy(SizeOf).ToDictionary(g => g.Key, g => g.Count() * (double)Count / 423_624);
        var sample = Space.Sample(Count, 11);
        var found = sample.GroupBy(SizeOf).ToDictionary(g => g.Key, g => g.Count());

        Assert.That(
            sample.Select(a => new NasBench101Relabelling(NasBench101Space.CellOf(a)).Smallest).Distinct().Count(), Is.EqualTo(Count));
        var large = expected.Where(e => e.Value >= 5).ToList();
        Assert.That(large, Has.Count.GreaterThan(5));
        Assert.That(
            large.Sum(e => Math.Pow(found.GetValueOrDefault(e.Key) - e.Value, 2) / e.Value), Is.LessThan(30), $"{large.Count} groups");

        static (int, int) SizeOf(Architecture a) => (a.Genes[0], NasBench101Space.CellOf(a).EdgeCount);
    }

    [Test]
    public void Sample_SameSeed_IsTheSame()
    {
        var first = Space.Sample(50, 1).Select(a => a.Text).ToList();

        Assert.That(Space.Sample(50, 1).Select(a => a.Text), Is.EqualTo(first));
        Assert.That(Space.Sample(50, 2).Select(a => a.Text), Is.Not.EqualTo(first));
    }

    private static int Bits(params (int From, int To)[] edges) => edges.Sum(e => 1 << (e.From + (e.To * (e.To - 1) / 2)));

    private static bool IsPoint(int[] genes)
    {
        try
        {
            _ = new Architecture(Space, genes);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The cell in a random order of its vertices that its edges allow.</summary>
    private static NasBench101Cell Relabelled(NasBench101Cell cell, Random random)
    {
        var number = new Dictionary<int, int> { [0] = 0 };
        while (number.Count < cell.Vertices)
        {
            var free = Enumerable.Range(1, cell.Output)
                .Where(v => !number.ContainsKey(v) && (v < cell.Output || number.Count == cell.Output)
                    && Enumerable.Range(0, v).All(p => (cell.Parents(v) >> p & 1) == 0 || number.ContainsKey(p))).ToList();
            number[free[random.Next(free.Count)]] = number.Count;
        }

        int edges = 0, operations = 0;
        for (var to = 1; to < cell.Vertices; to++)
        {
            edges |= Bits([.. Enumerable.Range(0, to).Where(p => (cell.Parents(to) >> p & 1) != 0).Select(p => (number[p], number[to]))]);
            operations |= to < cell.Output ? cell.Operation(to) << NasBench101Cell.OperationShift(number[to]) : 0;
        }

        return new(cell.Vertices, edges, operations);
    }

    /// <summary>The cell with a further vertex before its output that reads the input and feeds nothing.</summary>
    private static NasBench101Cell WithLooseEnd(NasBench101Cell cell)
    {
        var output = cell.Parents(cell.Output);
        var inner = cell.Edges & ((1 << NasBench101Cell.FirstEdge(cell.Output)) - 1);
        return new(
            cell.Vertices + 1,
            inner | (1 << NasBench101Cell.FirstEdge(cell.Output)) | (output << NasBench101Cell.FirstEdge(cell.Vertices)),
            cell.Operations);
    }
}
