using System.Globalization;

namespace NasPipelines.Cli.Tests.Reports;

/// <summary>Tables of public reports, by their folders: what the README of each says must happen.</summary>
public sealed class TableReportTests
{
    private static readonly string[] Columns = ["--space", "nasbench201", "--truth", "truth", "--scores", "nwot,synflow"];

    // What the same 400 rows give, whatever they are written in; computed here, pair by pair.
    private static (double Nwot, double Synflow) Expected()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(TestData.Fixture("reports/03-unnamed-index"), "24-trailing-comma.csv"))
            .Skip(1).Select(line => line.Split(','))];
        return (Tau(Column(1), Column(2)), Tau(Column(1), Column(3)));

        double[] Column(int index) => Array.ConvertAll(rows, row => double.Parse(row[index], CultureInfo.InvariantCulture));
    }

    private static double Tau(double[] x, double[] y)
    {
        long balance = 0, inX = 0, inY = 0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (x[i].CompareTo(x[j]), y[i].CompareTo(y[j]));
                balance += a * b;
                inX += a * a;
                inY += b * b;
            }
        }

        return balance / Math.Sqrt((double)inX * inY);
    }

    [TestCase("03-unnamed-index", "*.csv")]
    [TestCase("06-parquet-writers", "*.parquet", "duck-big-v2.parquet", "duck-const.parquet", "duck-nullable.parquet")] // other numbers
    [TestCase("10-separator-hints", "*.csv", "04-semicolon.csv")]
    [TestCase("11-gzip-members", "*.gz")]
    [TestCase("12-text-forms", "*.*sv")]
    [TestCase("16-number-like-text", "*.csv")]
    public async Task Evaluate_AnotherFormOfTheTable_GivesTheSameTau(string folder, string pattern, params string[] except)
    {
        var (nwot, synflow) = Expected();
        var files = Directory.GetFiles(TestData.Fixture($"reports/{folder}"), pattern).Where(f => !except.Contains(Path.GetFileName(f)));
        foreach (var file in files)
        {
            await Expect(file, nwot, synflow);
        }
    }

    [Test]
    public async Task Evaluate_ParquetWithLists_LeavesThemOutOrSaysWhatTheyAre()
    {
        var (nwot, synflow) = Expected();
        var folder = TestData.Fixture("reports/04-parquet-list");
        foreach (var file in Directory.GetFiles(folder, "*.parquet").Where(f => !f.EndsWith("d2-list1.parquet", StringComparison.Ordinal)))
        {
            await Expect(file, nwot, synflow);
        }

        var error = await Nas.Refuse(1, ["evaluate", Path.Combine(folder, "d2-list1.parquet"), .. Columns]);
        Assert.That(error, Does.Contain("nwot holds lists"));
    }

    [Test]
    public async Task Evaluate_DecimalCommas_AreRefusedAndReadWhereAskedFor()
    {
        var (nwot, synflow) = Expected();
        foreach (var file in Directory.GetFiles(TestData.Fixture("reports/01-decimal-comma"), "*.?sv"))
        {
            var error = await Nas.Refuse(1, ["evaluate", file, .. Columns]);
            Assert.That(error, Does.Contain("decimal comma").And.Contain("line 2, column truth").And.Contain("--decimal"), file);
            if (Path.GetFileName(file) != "58.csv")
            {
                await Expect(file, nwot, synflow, "--decimal", ",");
            }
        }

        await Expect(Path.Combine(TestData.Fixture("reports/10-separator-hints"), "04-semicolon.csv"), nwot, synflow, "--decimal", "comma");
    }

    [Test]
    public async Task Evaluate_RowNumbersBesideArchitectures_AreNoArchitectures()
    {
        var folder = TestData.Fixture("reports/02-reset-index");
        string[] rest = ["--space", "nasbench201", "--truth", "truth", "--scores", "params,flops,nwot", "--json"];
        var plain = await Nas.Run(["evaluate", Path.Combine(folder, "no_index.csv"), .. rest]);
        var index = await Nas.Run(["evaluate", Path.Combine(folder, "reset_index.csv"), .. rest]);

        Assert.That(index.Output, Is.EqualTo(plain.Output));
        Assert.That(plain.Json.GetProperty("scores")[0].GetProperty("kendall").GetDouble(), Is.EqualTo(0.6622).Within(5e-5));
        Assert.That(index.Error, Does.Contain("index").And.Contain("arch").And.Contain("--architecture-column"));
    }

    [Test]
    public async Task Evaluate_Infinities_AreOneRuleInEveryFormat()
    {
        var folder = TestData.Fixture("reports/07-infinity");
        foreach (var file in Directory.GetFiles(folder, "*.csv").Concat(Directory.GetFiles(folder, "*.parquet")))
        {
            var run = await Nas.Run(["evaluate", file, .. Columns]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(
                run.Error, Does.Match(@"warning: .*infinite values are kept.*(nwot|synflow|truth) has \d+ of inf and \d+ of -inf"), file);
        }

        var taus = new List<double>();
        foreach (var name in (string[])["38-overflow.csv", "52-Infinity.csv", "53-inf.csv", "64-polars.csv"])
        {
            taus.Add(await Kendall(Path.Combine(folder, name), 1));
        }

        Assert.That(taus, Is.All.EqualTo(taus[0]), "overflow, Infinity, inf and polars' inf are the same numbers");
    }

    [TestCase("13-na-rep.csv", "NA")]
    [TestCase("14-none.csv", "None")]
    public async Task Evaluate_WordsForMissingValues_AreKnownOrNamed(string name, string word)
    {
        var file = Path.Combine(TestData.Fixture("reports/09-na-token"), name);
        var other = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(other, (await File.ReadAllTextAsync(file)).Replace($",{word},", ",n.d.,", StringComparison.Ordinal));
        try
        {
            var error = await Nas.Refuse(1, ["evaluate", other, .. Columns]);
            Assert.That(error, Does.Contain("'n.d.' is not a number").And.Contain("--missing-values"));
            Assert.That(await Kendall(other, 0, "--missing-values", "n.d."), Is.EqualTo(await Kendall(file, 0)));
        }
        finally
        {
            File.Delete(other);
        }
    }

    [Test]
    public async Task Evaluate_RowsTwice_AreSaidAndDealtWith()
    {
        var (nwot, synflow) = Expected();
        var file = Path.Combine(TestData.Fixture("reports/14-duplicate-rows"), "31-dup-rows.csv");
        var kept = await Nas.Run(["evaluate", file, .. Columns]);

        Assert.That(kept.Error, Does.Contain("3 rows have the architecture of another row").And.Contain("--duplicates"));
        await Expect(file, nwot, synflow, "--duplicates", "first");
        await Expect(file, nwot, synflow, "--duplicates", "mean");
        Assert.That(await Nas.Refuse(1, ["evaluate", file, .. Columns, "--duplicates", "fail"]), Does.Contain("rows 1 and 401"));
    }

    [TestCase("comma.tsv", "line 2, column acc: '93,5' has a decimal comma")]
    [TestCase("inf.tsv", "'1,000'")]
    [TestCase("parquet-hang-min.parquet", "damaged")]
    [TestCase("parquet-page-of-3-values-of-5.parquet", "damaged")]
    [TestCase("parquet-alloc-1563M.parquet", "damaged")]
    [TestCase("parquet-alloc1957M-91-12583-x.parquet", "damaged")]
    [CancelAfter(30_000)]
    public async Task Export_AHostileTable_IsRefusedInALine(string name, string message)
    {
        var output = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.tsv");
        var before = GC.GetTotalAllocatedBytes();
        var error = await Nas.Refuse(1, "export", TestData.Fixture($"attacks/{name}"), "--space", "nasbench201", "--output", output);

        Assert.That(error, Does.Contain(name).And.Contain(message));
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(256L << 20));
        Assert.That(File.Exists(output), Is.False);
    }

    private static async Task Expect(string file, double nwot, double synflow, params string[] more)
    {
        Assert.That(await Kendall(file, 0, more), Is.EqualTo(nwot).Within(1e-12), file);
        Assert.That(await Kendall(file, 1, more), Is.EqualTo(synflow).Within(1e-12), file);
    }

    private static async Task<double> Kendall(string file, int score, params string[] more)
    {
        var run = await Nas.Run(["evaluate", file, .. Columns, "--json", .. more]);
        Assert.That(run.ExitCode, Is.Zero, $"{file}: {run.Error}");
        return run.Json.GetProperty("scores")[score].GetProperty("kendall").GetDouble();
    }
}
