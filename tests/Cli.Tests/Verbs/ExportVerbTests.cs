using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class ExportVerbTests
{
    [Test]
    public async Task Export_TsvToParquetAndBack_KeepsEveryValue()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("a.tsv"), ["Architecture\tacc", "333333\t0.1", "33333s\tNaN", "3333ss\t1E+300"]);
        await Succeed("export", folder.File("a.tsv"), "--space", "nasbench201", "--output", folder.File("b.tsv"));
        await Succeed("export", folder.File("b.tsv"), "--output", folder.File("c.parquet"));
        await Succeed("export", folder.File("c.parquet"), "--output", folder.File("d.tsv"));
        Assert.That(File.ReadAllText(folder.File("d.tsv")), Is.EqualTo(File.ReadAllText(folder.File("b.tsv"))));
    }

    [Test]
    public async Task Export_Sample_IsRepeatedBySeed()
    {
        using var folder = new TemporaryFolder();
        await Succeed("export", "nasbench201", "--sample", "20", "--seed", "3", "--output", folder.File("a.tsv"));
        await Succeed("export", "nasbench201", "--sample", "20", "--seed", "3", "--output", folder.File("b.tsv"));
        await Succeed("export", "nasbench201", "--sample", "20", "--seed", "4", "--output", folder.File("c.tsv"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllLines(folder.File("a.tsv")), Has.Length.EqualTo(21));
            Assert.That(File.ReadAllBytes(folder.File("b.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("a.tsv"))));
            Assert.That(File.ReadAllBytes(folder.File("c.tsv")), Is.Not.EqualTo(File.ReadAllBytes(folder.File("a.tsv"))));
        }
    }

    [Test]
    public async Task Export_WholeSpace_IsInTheBenchmarksOrder()
    {
        using var folder = new TemporaryFolder();
        var json = await Succeed("export", "NASBench201", "--output", folder.File("all.tsv.gz"), "--json");
        Assert.That(json.Json.GetProperty("columns").EnumerateArray().Select(c => c.GetString()), Is.EqualTo(new[] { "Architecture" }));
        await Succeed("export", folder.File("all.tsv.gz"), "--output", folder.File("all.tsv"));
        Assert.That(File.ReadAllLines(folder.File("all.tsv")), Has.Length.EqualTo(15626));
    }

    [Test]
    public async Task Export_UnknownExtension_IsWrongUse()
    {
        using var folder = new TemporaryFolder();
        Assert.That(
            await Nas.Refuse(2, "export", "nasbench201", "--output", folder.File("a.xlsx")),
            Does.Contain("a.xlsx").And.Contain(".parquet"));
    }

    [Test]
    public async Task Export_NoSuchFolder_IsWrongUse()
    {
        using var folder = new TemporaryFolder();
        Assert.That(
            await Nas.Refuse(2, "export", "nasbench201", "--output", folder.File("none/a.tsv")),
            Does.Contain("none").And.Contain("does not exist"));
    }

    [Test]
    public async Task Export_BadRow_LeavesTheOldFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("a.tsv"), ["Architecture\tacc", "333333\t0.1", "33q333\t0.2"]);
        File.WriteAllText(folder.File("b.tsv"), "old");
        var said = await Nas.Refuse(1, "export", folder.File("a.tsv"), "--space", "nasbench201", "--output", folder.File("b.tsv"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Does.Contain("a.tsv").And.Contain("33q333"));
            Assert.That(File.ReadAllText(folder.File("b.tsv")), Is.EqualTo("old"));
            Assert.That(Directory.GetFiles(folder.File(".")), Has.Length.EqualTo(2));
        }
    }

    private static async Task<Nas> Succeed(params string[] args)
    {
        var run = await Nas.Run(args);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run;
    }
}
