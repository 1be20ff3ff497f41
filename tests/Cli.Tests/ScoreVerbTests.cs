using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

public sealed class ScoreVerbTests
{
    [TestCase("scored.tsv")]
    [TestCase("scored.parquet")]
    public async Task Score_SampledSpace_IsEvaluatedFromItsFile(string name)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File(name);
        var scored = await NasRun.Of("score", "nasbench201", "--sample", "4", "--seed", "1", "--proxies", "synflow,params", "--output", file, "--threads", "1", "--json");

        Assert.That(scored.Code, Is.Zero, scored.Errors);
        Assert.That(scored.Json.GetProperty("scored").GetInt32(), Is.EqualTo(4));
        Assert.That(scored.Json.GetProperty("failed").GetInt32(), Is.Zero);
        Assert.That(scored.Json.GetProperty("proxies")[0].GetProperty("name").GetString(), Is.EqualTo("synflow"));
        Assert.That(File.Exists(file + ".provenance.json"));

        var judged = await NasRun.Of("evaluate", file, "--truth", "params", "--scores", "synflow,flops", "--json");
        Assert.That(judged.Code, Is.Zero, judged.Errors);
        Assert.That(judged.Json.GetProperty("scores")[1].GetProperty("kendall").GetDouble(), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public async Task Score_TwiceWithOneSeed_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, workers) in new[] { ("a.tsv", "1"), ("b.tsv", "2") })
        {
            var run = await NasRun.Of(
                "score", "nasbench201", "--sample", "6", "--seed", "3", "--proxies", "synflow", "--output", folder.File(name), "--threads", "1", "--workers", workers);
            Assert.That(run.Code, Is.Zero, run.Errors);
        }

        Assert.That(await File.ReadAllBytesAsync(folder.File("b.tsv")), Is.EqualTo(await File.ReadAllBytesAsync(folder.File("a.tsv"))));
    }

    [Test]
    public async Task Export_TableToParquetAndBack_KeepsRowsAndColumns()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("t.csv"), "arch,truth\n333333,3\nssssss,1\n");
        var there = await NasRun.Of("export", folder.File("t.csv"), "--space", "nasbench201", "--output", folder.File("t.parquet"));
        var back = await NasRun.Of("export", folder.File("t.parquet"), "--output", folder.File("back.tsv"));

        Assert.That((there.Code, back.Code), Is.EqualTo((0, 0)), there.Errors + back.Errors);
        Assert.That((await File.ReadAllLinesAsync(folder.File("back.tsv")))[0], Is.EqualTo("Architecture\ttruth"));
        Assert.That(await File.ReadAllLinesAsync(folder.File("back.tsv")), Has.Length.EqualTo(3));
    }
}
