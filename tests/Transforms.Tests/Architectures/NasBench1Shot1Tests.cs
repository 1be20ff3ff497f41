using NasPipelines.Architectures;

namespace NasPipelines.Tests.Architectures;

public sealed class NasBench1Shot1Tests
{
    private static readonly NasBench1Shot1 Space = SearchSpaces.NasBench1Shot1;

    [TestCase(1, NasBench1Shot1Set.Published, 2_487)]
    [TestCase(2, NasBench1Shot1Set.Published, 3_609)]
    [TestCase(3, NasBench1Shot1Set.Published, 24_066)]
    [TestCase(3, NasBench1Shot1Set.PublishedDistinct, 17_940)]
    [TestCase(3, NasBench1Shot1Set.PublishedNineEdges, 14_580)]
    [TestCase(3, NasBench1Shot1Set.Distinct, 55_854)]
    public void EnumerateSet_OfASubSpace_HasAsManyEncodings(int subSpace, NasBench1Shot1Set set, int count)
    {
        var space = NasBench1Shot1.SubSpace(subSpace);
        var all = space.EnumerateSet(set).Select(a => a.Text).ToList();

        Assert.That(all, Has.Count.EqualTo(count));
        Assert.That(all.Distinct().Count(), Is.EqualTo(count));
    }

    [Test]
    public void Enumerate_WholeSpace_IsEveryEncodingOnce()
    {
        var count = 0;
        string? last = null;
        var seen = new HashSet<Int128>();
        foreach (var architecture in Space.Enumerate())
        {
            count++;
            seen.Add(architecture.Genes.Aggregate((Int128)0, (number, gene) => (number * 15) + gene));
        }

        Assert.That(count, Is.EqualTo(1_312_200));
        Assert.That(seen, Has.Count.EqualTo(1_312_200));
        Assert.That(Space.Size, Is.EqualTo((System.Numerics.BigInteger)1_312_200));
        _ = last;
    }

    // By brute force: all hashes of the published set, and of the distinct cells.
    [Test]
    public void EnumerateSet_PublishedByEdges_HasThePublishedNumbersOfHashes()
    {
        var byEdges = Space.EnumerateSet(NasBench1Shot1Set.Published)
            .Select(a => (Hash: NasBench101.Hash(Space.ToNasBench101(a)), Edges: NasBench101.CellOf(Space.ToNasBench101(a)).Pruned().EdgeCount))
            .Distinct().GroupBy(a => a.Edges).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));

        Assert.That(byEdges, Is.EqualTo(new[] { (3, 3), (4, 18), (5, 99), (6, 162), (7, 1_134), (8, 1_944), (9, 14_580) }));
    }

    [Test]
    public void EnumerateSet_Distinct_HasDifferentHashes() =>
        Assert.That(
            Space.EnumerateSet(NasBench1Shot1Set.Distinct).Select(a => NasBench101.Hash(Space.ToNasBench101(a))).Distinct().Count(), Is.EqualTo(55_854));
}
