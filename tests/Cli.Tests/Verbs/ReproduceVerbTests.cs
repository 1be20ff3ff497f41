using NasPipelines.Compat.Tables;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class ReproduceVerbTests
{
    private static readonly string Suite = TestData.Data("suite_zero/zc_nasbench301.json.gz");

    [Test]
    public async Task Reproduce_Json_HasTheContractsFields()
    {
        var run = await Nas.Run("reproduce", "suitezero-nasbench301", Suite, "--resamples", "20", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var row = run.Json.GetProperty("rows")[0];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(run.Json.GetProperty("table").GetString(), Is.EqualTo("suitezero-nasbench301"));
        Assert.That(
            row.EnumerateObject().Select(p => p.Name),
            Is.SupersetOf(new[] { "name", "published", "ours", "low", "high", "n", "protocol" }));
        Assert.That(row.GetProperty("ours").GetDouble(), Is.EqualTo(.391).Within(.0005));
        Assert.That(row.GetProperty("protocol").GetString(), Is.EqualTo("suitezero-nasbench301"));
        Assert.That(run.Json.GetProperty("protocols")[0].GetProperty("subset").GetString(), Is.EqualTo("all"));
    }

    [Test]
    public async Task Reproduce_ForPeople_PrintsBothFiguresAndTheProtocol()
    {
        var run = await Nas.Run("reproduce", "suitezero-nasbench301", Suite, "--resamples", "20");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Match(@"minus the pools +suitezero-nasbench301 +KD +0\.428 +0\.428 +\[0\.\d{3}, 0\.\d{3}\] +725"));
        Assert.That(run.Output, Does.Contain("suitezero-nasbench301: nasbench301, all architectures; CIFAR-10, validation accuracy"));
        Assert.That(run.Output, Does.Contain("2 of 2 figures computed"));
    }

    [Test]
    public async Task Reproduce_WithFurtherTables_SaysWhatIsNotThere()
    {
        var run = await Nas.Run(
            "reproduce", "ning2021-nasbench201", TestData.Data("nb201/nb201_accuracy.csv.gz"), "--with",
            TestData.Data("nb201/nb201_zc13_c10.csv.gz"), "--columns", "c10_test_200", "--resamples", "10", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var rows = run.Json.GetProperty("rows");
        using var scope = Assert.EnterMultipleScope();
        Assert.That(rows[0].GetProperty("column").GetString(), Is.EqualTo("jacov"));
        Assert.That(rows[0].GetProperty("missing").GetInt32(), Is.Positive, "the scores are of 9,445 cells");
        Assert.That(rows[2].GetProperty("ours").GetDouble(), Is.EqualTo(.61).Within(.005), "parameters on the 6,466 classes");
        Assert.That(rows[2].GetProperty("n").GetInt32(), Is.EqualTo(6466));
    }

    // Published aggregates rank last what has no score. Of what cannot be computed it is said what is missing.
    [TestCase("vkdnw-table1", "ZiCo", 9_444, .005)]
    [TestCase("aznas-nasbench201", "AZ-NAS", 15_625, .02)]
    [TestCase("vkdnw-table1", "AZ-NAS", 9_445, .02)]
    [TestCase("vkdnw-table1", "VKDNW aggregate", 9_445, .03)]
    public async Task Reproduce_FromOurScores_HasThePublishedFigures(string table, string name, int rows, double tolerance)
    {
        var run = await Nas.Run(
            "reproduce", table, TestData.Data("nb201/nb201_accuracy.csv.gz"), "--space", "nasbench201", "--with",
            Path.Combine(Repository.Root, "models", "scores", "nasbench201", "seed0.parquet"), "--match-equivalent", "--resamples", "10",
            "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var all = run.Json.GetProperty("rows").EnumerateArray().ToLookup(r => r.GetProperty("name").GetString());
        var row = all[name].First();
        Assert.That(row.GetProperty("criterion").GetString(), Is.EqualTo("kendall"));
        Assert.That(row.GetProperty("ours").GetDouble(), Is.EqualTo(row.GetProperty("published").GetDouble()).Within(tolerance));
        Assert.That(row.GetProperty("n").GetInt32(), Is.EqualTo(rows));
        Assert.That(
            all["TE-NAS"].Select(r => r.GetProperty("reason").GetString()), Is.All.EqualTo("not computed: there is no column ntk"));
    }

    [Test]
    public async Task Reproduce_WithoutName_ListsTheTables()
    {
        var run = await Nas.Run("reproduce", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Json.EnumerateArray().Select(t => t.GetProperty("name").GetString()), Is.EqualTo(PublishedTables.All.Select(t => t.Name)));
    }

    [Test]
    public async Task Reproduce_WrongUse_SaysWhatWouldBeRight()
    {
        Assert.That(await Nas.Refuse(2, "reproduce", "vkdnw"), Does.Contain("known: vkdnw-table1"));
        Assert.That(await Nas.Refuse(2, "reproduce", "vkdnw-table1"), Does.Contain("c10_test_200 or cifar10_ori-test_200"));
        Assert.That(
            await Nas.Refuse(
                2, "reproduce", "suitezero-nasbench101", TestData.Data("suite_zero/zc_nasbench101.json"), "--with", "nowhere.csv"),
            Does.Contain("there is no such file"));
    }
}
