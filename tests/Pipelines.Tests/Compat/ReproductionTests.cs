using Microsoft.ML;
using NasPipelines.Compat.Tables;
using NasPipelines.Fixtures;

namespace NasPipelines.Tests.Compat;

internal sealed class ReproductionTests
{
    private static readonly NasCatalog Catalog = new MLContext(seed: 1).Nas();

    // Scores of CIFAR-10 that NASLib computed on the published cells; those of the other data sets are open.
    [Test]
    public void Reproduce_VkdnwTable1_FindsItsFreeScores()
    {
        var accuracies = Catalog.Data.LoadBenchmark(TestData.Data("nb201/nb201_accuracy.csv.gz"));
        var scores = Catalog.Data.LoadBenchmark(
            TestData.Data("nb201/nb201_zc13_c10.csv.gz"), options: new() { ValueColumns = ["nwot"] });
        var data = Catalog.Data.Join(accuracies, scores).View;
        var result = PublishedTables.Get("vkdnw-table1").Reproduce(Catalog, data, new() { Resamples = 10 });
        using var scope = Assert.EnterMultipleScope();
        foreach (var figure in result.Figures.Where(f => f.Figure.Score is "FLOPs" or "number of layers"))
        {
            var what = $"{figure.Figure.Score}, {figure.Figure.Protocol.Name}, {figure.Figure.Criterion.Name}";
            var within = figure.Figure.Criterion.Name == "ndcgVkdnw" ? .015 : .003;
            Assert.That(figure.Value, Is.EqualTo(figure.Figure.Value).Within(within), what);
            Assert.That((figure.Count, figure.Missing), Is.EqualTo((9445, 0)), what);
        }

        var nwot = result.Figures.First(f => f.Figure.Score == "NASWOT");
        Assert.That((nwot.Column, nwot.Differs), Is.EqualTo(("nwot", true)));
        Assert.That(nwot.Reason, Does.Contain("five runs"));
        var aggregate = result.Figures.First(f => f.Figure.Score == "AZ-NAS");
        Assert.That(aggregate.Value, Is.NaN);
        Assert.That(aggregate.Reason, Does.StartWith("not computed: there is no column az_expressivity"));
        Assert.That(aggregate.Differs, Is.False);
    }

    // A column called like a preset was combined among other rows, by whoever made the table.
    [Test]
    public void Reproduce_AnAggregate_IsOfItsPartsOnly()
    {
        var space = Spaces.SearchSpaces.NasBench201;
        var cells = space.Sample(300, 1);
        double[] Drawn(int seed) => [.. cells.Select((_, i) => new Random((1000 * seed) + i).NextDouble())];
        (string, double[])[] parts =
            [("az_expressivity", Drawn(1)), ("az_progressivity", Drawn(2)), ("az_trainability", Drawn(3)), ("c10_test_200", Drawn(4))];
        double Tau(params (string, double[])[] columns) => PublishedTables.Get("aznas-nasbench201")
            .Reproduce(Catalog, Stages.ArchitectureColumn.ViewOf(space, cells, "{}", columns), new() { Resamples = 10 }).Figures[0].Value;

        Assert.That(Tau([.. parts, ("az-nas", Drawn(4))]), Is.EqualTo(Tau(parts)).And.LessThan(.9));
        Assert.That(Tau([parts[0], parts[3], ("az-nas", Drawn(4))]), Is.NaN);
    }

    // On Suite-Zero's 725 networks no published score ranks as well as the number of poolings does.
    [Test]
    public void Reproduce_SuiteZeroNasBench301_PoolsRankBest()
    {
        var data = Catalog.Data.LoadBenchmark(TestData.Data("suite_zero/zc_nasbench301.json.gz"));
        var result = PublishedTables.Get("suitezero-nasbench301").Reproduce(Catalog, data, new() { Resamples = 20 });
        Assert.That(result.Figures.Select(f => Math.Round(f.Value, 3)), Is.EqualTo(new[] { .391, .428 }));
        Assert.That(result.Figures.Select(f => f.Count), Is.All.EqualTo(725));
        string[] scores =
            ["synflow", "grasp", "fisher", "grad_norm", "l2_norm", "plain", "nwot", "epe_nas", "jacov", "snip", "flops", "params"];
        var judged = Catalog.Evaluate(data, "val_accuracy", scores);
        Assert.That(judged.Max(m => m.Kendall), Is.EqualTo(judged["nwot"].Kendall));
    }

    [TestCase("suitezero-nasbench101", "zc_nasbench101.json", 6)]
    [TestCase("suitezero-nasbench201", "zc_nasbench201.json.gz", 8)]
    public void Reproduce_SuiteZero_ComputesEveryFigure(string name, string file, int figures)
    {
        var data = Catalog.Data.LoadBenchmark(TestData.Data($"suite_zero/{file}"));
        var result = PublishedTables.Get(name).Reproduce(Catalog, data, new() { Resamples = 20 });
        using var scope = Assert.EnterMultipleScope();
        Assert.That(result.Figures, Has.Length.EqualTo(figures));
        Assert.That(result.Figures.Select(f => f.Value), Has.None.NaN);
        Assert.That(result.Figures.Where(f => f.Differs).Select(f => f.Reason), Is.All.Contains("published on"));
        Assert.That(result.Figures.Where(f => !f.Differs).Select(f => f.Reason), Is.All.Null);
        Assert.That($"{result}", Does.StartWith($"{name}: {figures} of {figures} figures computed"));
    }

    [Test]
    public void Reproduce_ArchitecturesOfAnotherSpace_AreRefused() =>
        Assert.That(
            () => PublishedTables.Get("suitezero-nasbench101").Reproduce(
                Catalog, Catalog.Data.LoadBenchmark(TestData.Data("suite_zero/zc_nasbench301.json.gz"))),
            Throws.ArgumentException.With.Message.Contains("nasbench101"));

    [Test]
    public void All_Tables_HaveNamesAndFiguresOfTheirOwn()
    {
        Assert.That(PublishedTables.All.Select(table => table.Name), Is.Unique);
        foreach (var table in PublishedTables.All)
        {
            Assert.That(table.Figures, Is.Not.Empty, table.Name);
            Assert.That(
                table.Figures.Select(f => (f.Score, f.Criterion.Name, f.Protocol.Name)), Is.Unique, table.Name);
            Assert.That(table.Figures.Select(f => f.Protocol.Space).Distinct(), Has.Exactly(1).Items, table.Name);
        }
    }

    [Test]
    public void Get_UnknownName_ListsThoseThatExist() =>
        Assert.That(() => PublishedTables.Get("vkdnw"), Throws.ArgumentException.With.Message.Contains("vkdnw-table1"));
}
