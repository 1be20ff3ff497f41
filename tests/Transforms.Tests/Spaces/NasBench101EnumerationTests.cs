using System.Collections.Concurrent;
using NasPipelines.Spaces;
using NasPipelines.Spaces.NasBench101;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Spaces;

public sealed class NasBench101EnumerationTests
{
    private static readonly NasBench101Space Space = (NasBench101Space)SearchSpaces.NasBench101;

    // The published table has every architecture as the benchmark trained it, in the order in which its generator met them.
    [Test]
    public void Enumerate_WholeSpace_IsThePublishedTableRowByRow()
    {
        var published = GzipCsv.Lines(TestData.Data("nb101/nb101_test_acc.csv.gz")).Select(l => l[..l.LastIndexOf(',')].Replace(',', '/'));
        var count = 0;
        foreach (var (architecture, row) in Space.Enumerate().Zip(published))
        {
            count++;
            if (architecture.Text != row)
            {
                Assert.Fail($"row {count}: {row} is enumerated as {architecture.Text}");
            }
        }

        Assert.That(count, Is.EqualTo(423_624));
        Assert.That(Space.Enumerate().Count(), Is.EqualTo(423_624));
        Assert.That(Space.Size, Is.EqualTo((System.Numerics.BigInteger)423_624));
    }

    // One in sixteen; all of them take half a minute.
    [TestCase(16, 26_477)]
    [TestCase(1, 423_624, Explicit = true)]
    public void Hash_OfArchitectures_IsDifferentForEach(int every, int architectures)
    {
        var prefixes = new ConcurrentBag<UInt128>();
        Parallel.ForEach(
            Space.Enumerate().Where((_, row) => row % every == 0).Chunk(1000),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            chunk => Array.ForEach(
                chunk, a => prefixes.Add(UInt128.Parse(NasBench101Space.Hash(a), System.Globalization.NumberStyles.HexNumber))));

        Assert.That(prefixes.Distinct().Count(), Is.EqualTo(architectures));
    }

    [Test]
    public void HashAndCost_Of20001Published_AreTheBenchmarks()
    {
        foreach (var row in GzipCsv.Read(TestData.Data("nb101/nb101_val_20k.csv.gz")))
        {
            var architecture = Space.Parse($"{row["vertices"]},{row["edge_bits"]},{row["ops"]}");
            if (NasBench101Space.Hash(architecture) != row["hash"] || Space.Cost(architecture).Parameters.ToString() != row["params"])
            {
                Assert.Fail($"{architecture}: {NasBench101Space.Hash(architecture)} with {Space.Cost(architecture).Parameters}, "
                    + $"published {row["hash"]} with {row["params"]}");
            }
        }
    }
}
