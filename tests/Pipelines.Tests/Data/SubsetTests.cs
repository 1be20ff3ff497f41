using Microsoft.ML;
using NasPipelines.Fixtures;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines.Tests.Data;

public sealed class SubsetTests
{
    private static readonly NasCatalog Catalog = new MLContext(seed: 1).Nas();

    [TestCase("n>=8", new double[] { 8, 9 })]
    [TestCase("n<2", new double[] { 0, 1 })]
    [TestCase("n=3|5", new double[] { 3, 5 })]
    [TestCase("n == 3", new double[] { 3 })]
    [TestCase("n!=0 & n<=2", new double[] { 1, 2 })]
    [TestCase("gap>0", new double[] { 1, 2, 3 })]
    [TestCase("gap!=1", new double[] { 0, 2, 3 })]
    public void Subset_ByConditions_KeepsTheRowsThatFulfilThem(string subset, double[] rows)
    {
        var kept = Catalog.Data.Subset(View(), subset);
        Assert.That(ViewNumbers.Of(kept, "n"), Is.EqualTo(rows));
        Assert.That(kept.GetRowCount(), Is.EqualTo(rows.Length));
    }

    // 6,466 classes by the literature's rule (Ning et al. 2021, section 4.3).
    [Test]
    public void Subset_Unique_KeepsOneOfEachClass()
    {
        var all = Catalog.Data.Enumerate(SearchSpaces.NasBench201);
        Assert.That(Catalog.Data.Subset(all, "unique").GetRowCount(), Is.EqualTo(6466));
    }

    [Test]
    public void Subset_Connected_LeavesOutWhatDoesNotSeeTheInput()
    {
        var space = SearchSpaces.NasBench201;
        var kept = Catalog.Data.Subset(Catalog.Data.Enumerate(space), "connected");
        Assert.That(kept.GetRowCount(), Is.EqualTo(space.Enumerate().LongCount(space.IsConnected)));
    }

    [TestCase("m=1", "'m'", "n, gap")]
    [TestCase("n", "not understood", "unique")]
    [TestCase("n=", "not understood", "unique")]
    [TestCase("n=three", "'three'", "numbers")]
    [TestCase("n<1|2", "only = and !=", "several")]
    [TestCase("Architecture<1", "text", "only = and !=")]
    [TestCase("n>100", "none of 10 rows", "n>100")]
    public void Subset_WrongText_SaysWhatIsWrong(string subset, string what, string right) =>
        Assert.That(
            () => Catalog.Data.Subset(View(), subset), Throws.ArgumentException.With.Message.Contains(what).And.Message.Contains(right));

    private static IDataView View()
    {
        Architecture[] all = [.. SearchSpaces.NasBench201.Enumerate().Take(10)];
        return ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench201, all, "{}", ("n", [.. Enumerable.Range(0, 10).Select(i => (double)i)]),
            ("gap", [.. Enumerable.Range(0, 10).Select(i => i > 3 ? double.NaN : i)]));
    }
}
