using NasPipelines.Spaces;
using NasPipelines.Spaces.NasBench101;
using NasPipelines.Spaces.NasBench1Shot1;

namespace NasPipelines.Tests.Spaces;

public sealed class NasBench1Shot1Tests
{
    private static readonly NasBench1Shot1Space Space = (NasBench1Shot1Space)SearchSpaces.NasBench1Shot1;

    [TestCase(1, "published", 2_487)]
    [TestCase(2, "published", 3_609)]
    [TestCase(3, "published", 24_066)]
    [TestCase(3, "published-distinct", 17_940)]
    [TestCase(3, "published-nine-edges", 14_580)]
    [TestCase(3, "distinct", 55_854)]
    public void EnumerateSet_OfASubSpace_HasAsManyEncodings(int subSpace, string set, int count)
    {
        SearchSpace[] subSpaces = [SearchSpaces.NasBench1Shot1Sub1, SearchSpaces.NasBench1Shot1Sub2, SearchSpaces.NasBench1Shot1];
        var space = subSpaces[subSpace - 1];
        var all = space.EnumerateSet(set).Select(a => a.Text).ToList();

        Assert.That(all, Has.Count.EqualTo(count));
        Assert.That(all.Distinct().Count(), Is.EqualTo(count));
    }

    [Test]
    public void Enumerate_WholeSpace_IsEveryEncodingOnceOfTheDistinctClasses()
    {
        var classes = Space.EnumerateSet("distinct").Select(ClassOf).ToHashSet();
        var encodings = new HashSet<long>();
        var strangers = 0;
        foreach (var architecture in Space.Enumerate())
        {
            var number = 0L;
            foreach (var gene in architecture.Genes)
            {
                number = (number * 15) + gene;
            }

            encodings.Add(number);
            strangers += encodings.Count % 97 == 0 && !classes.Contains(ClassOf(architecture)) ? 1 : 0;
        }

        Assert.That(classes, Has.Count.EqualTo(55_854));
        Assert.That(strangers, Is.Zero);
        Assert.That(encodings, Has.Count.EqualTo(1_312_200));
        Assert.That(Space.Size, Is.EqualTo((System.Numerics.BigInteger)1_312_200));

        static NasBench101Cell ClassOf(Architecture a) =>
            new NasBench101Relabelling(NasBench101Space.CellOf(Space.ToNasBench101(a)).Pruned()).Smallest;
    }

    [Test]
    public void EnumerateSet_PublishedByEdges_HasThePublishedNumbersOfHashes()
    {
        var byEdges = Space.EnumerateSet("published")
            .Select(a => (
                Hash: NasBench101Space.Hash(Space.ToNasBench101(a)),
                Edges: NasBench101Space.CellOf(Space.ToNasBench101(a)).Pruned().EdgeCount))
            .Distinct().GroupBy(a => a.Edges).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));

        Assert.That(byEdges, Is.EqualTo(new[] { (3, 3), (4, 18), (5, 99), (6, 162), (7, 1_134), (8, 1_944), (9, 14_580) }));
    }

    // An independent reading of the text: node 4 has parents 0 and 2, node 5 has 1 and 4, the output 3 and 5.
    [Test]
    public void Parse_Parents_IsTheCellWithThoseEdges()
    {
        var architecture = Space.Parse("0-0-1-02-14-35:01201");

        Assert.That(
            Space.Format(architecture, "record"),
            Is.EqualTo("0110100000101000001000000001000001000000010000000 "
                + "input,conv3x3-bn-relu,conv1x1-bn-relu,maxpool3x3,conv3x3-bn-relu,conv1x1-bn-relu,output"));
        Assert.That(Space.Parse(Space.Format(architecture, "bits")).Text, Is.EqualTo(architecture.Text));
        Assert.That(Space.ToNasBench101(architecture).Text, Is.EqualTo(Space.Format(architecture, "bits")));
    }

    [TestCase("0-0-1-02-14:01201", "expected the parents of 6 vertices and 5 operations, found 5 and 5")]
    [TestCase("0-0-1-02-14-36:01201", "vertex 6 has the parents '36'; possible: 01, 02")]
    [TestCase("0-0-1-02-14-35:01301", "vertex 3 has the unknown operation '3'")]
    [TestCase("3/7/0", "3 vertices, nasbench1shot1-3 has 7")]
    [TestCase("7/1205349/02001", "parents, nasbench1shot1-3 gives it")]
    public void Parse_Malformed_SaysWhatWhereAndWhatIsRight(string text, string message) =>
        Assert.That(() => Space.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    // One of two parents replaced, or an operation: 10 + (0 + 1 + 2 + 4 + 6 + 8).
    [Test]
    public void Neighbours_OfAny_Are31()
    {
        foreach (var architecture in Space.Sample(20, 1))
        {
            Assert.That(Space.Neighbours(architecture).Select(n => n.Text).Distinct().Count(), Is.EqualTo(31));
        }
    }

    [Test]
    public void Equals_LooseEnds_DoNotCount()
    {
        var architecture = Space.Parse("0-0-1-01-01-12:00120");
        var otherLooseEnd = Space.Parse("0-0-1-02-13-12:00222");

        Assert.That(otherLooseEnd, Is.EqualTo(architecture));
        Assert.That(Space.Representative(otherLooseEnd).Text, Is.EqualTo(Space.Representative(architecture).Text));
    }

    [Test]
    public void EnumerateSet_UnknownName_ListsTheKnownOnes() => Assert.That(
        () => Space.EnumerateSet("colourful"),
        Throws.ArgumentException.With.Message.Contains("'colourful'").And.Message.Contains("published-nine-edges"));
}
