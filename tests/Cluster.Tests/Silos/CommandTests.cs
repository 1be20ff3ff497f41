using NasPipelines.Cli;
using NasPipelines.Cli.Tests;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Cluster.Tests.Silos;

/// <summary>The verbs: one process, shards, and a cluster write the same files.</summary>
[Parallelizable]
public sealed class CommandTests
{
    [Test]
    [CancelAfter(180_000)]
    public async Task Score_InOneProcessBySevenShardsAndOnThreeSilos_WritesTheSameBytes(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        foreach (var way in (string[])["one", "shards", "silos", "own"])
        {
            Directory.CreateDirectory(folder.File(way));
        }

        SupernetModel.Create(
            SearchSpaces.NasBench201, new() { Channels = 2, CellsPerStage = 1, ImageSize = 16, AffineCells = false },
            ParameterSource.Seeded(), new())
            .Save(folder.File("supernet.onnx"));
        await File.WriteAllTextAsync(folder.File("token"), "a token of this test", timeout);
        string[] score =
        [
            "score", "nasbench201", "--sample", "40", "--seed", "2", "--proxies", "params,synflow,relu_logdet", "--images", "tiny",
            "--batch-size", "8", "--model", folder.File("supernet.onnx"), "--validation-size", "20", "--validation-batch", "10",
            "--channels", "4", "--cells", "1", "--threads", "1",
        ];
        string[] cluster = ["--cluster", $"local:{folder.File("cluster.db")}", "--token-file", folder.File("token")];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout);
        var said = new StringWriter();
        var silos = NasCommand.RunAsync(
            ["silo", "--local", "3", .. cluster], new Terminal(TextWriter.Synchronized(said), TextWriter.Null), end.Token);

        await Run([.. score, "--output", folder.File("one/t.tsv")]);
        for (var shard = 7; shard >= 1; shard--)
        {
            await Run([.. score, "--journal", folder.File("shards/j.journal"), "--shard", $"{shard}/7"]);
        }

        await Run(["merge", .. Directory.GetFiles(folder.File("shards")), "--output", folder.File("shards/all"), "--expect", "7"]);
        await Run([.. score, "--journal", folder.File("shards/all"), "--resume", "--output", folder.File("shards/t.tsv")]);
        await Run([.. score, .. cluster, "--journal", folder.File("silos/j"), "--output", folder.File("silos/t.tsv")]);
        await end.CancelAsync();
        await silos;
        await Run([.. score, "--cluster", "silos:2", "--journal", folder.File("own/j"), "--output", folder.File("own/t.tsv")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said.ToString().Split("clients at 127.0.0.1:"), Has.Length.EqualTo(4), said.ToString());
            foreach (var way in (string[])["shards", "silos", "own"])
            {
                foreach (var name in (string[])["t.tsv", "t.tsv.provenance.json"])
                {
                    Assert.That(File.ReadAllBytes(folder.File($"{way}/{name}")), Is.EqualTo(File.ReadAllBytes(folder.File($"one/{name}"))),
                        $"{way}, {name}");
                }
            }
        }
    }

    [TestCase("score", "nasbench201", "--proxies", "params", "--output", "t.tsv", "--token-file", "x", "--token-file goes with")]
    [TestCase(
        "score", "nasbench201", "--proxies", "params", "--output", "t.tsv", "--cluster", "local", "--workers", "2", "are the silos'")]
    [TestCase("score", "nasbench201", "--output", "t.tsv", "--cluster", "local", "--latency", "latencies are measured")]
    [TestCase("silo", "--cluster", "nowhere", "--cluster must be local (one machine), local:FILE")]
    [TestCase("silo", "--cluster", "10.0.0.1:30000", "a silo needs local, redis://")]
    [TestCase("silo", "--bind", "0.0.0.0", "is no address that others could reach")]
    [TestCase("silo", "--bind", "10.0.0.1", "needs a token")]
    [TestCase("silo", "--local", "2", "--name", "a", "several silos cannot have one name")]
    [TestCase("silo", "--lease-seconds", "0.5", "--lease-seconds must be in [1, 86400]")]
    public async Task Command_WrongUse_IsRefused(params string[] args)
    {
        var error = await Nas.Refuse(2, args[..^1]);

        Assert.That(error, Does.Contain(args[^1]));
    }

    private static async Task Run(string[] args)
    {
        var run = await Nas.Run(args);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }
}
