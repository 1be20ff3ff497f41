using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>One table scored by several processes, each with a journal of its own, some of which are told to stop.</summary>
internal sealed class ShardTests
{
    private static readonly string[] Small = ["--channels", "4", "--cells", "1", "--threads", "1"];
    private static readonly string[] Large = ["--channels", "16", "--cells", "3", "--threads", "1"];

    // With several stages: encodings of one function, costs that no journal keeps, zero-shot and one-shot scores.
    [Test]
    public async Task Score_SevenShardsMergedInAnyOrder_IsTheTableAndProvenanceOfOneProcess()
    {
        using var folder = new TemporaryFolder();
        var (one, many) = (folder.File("one"), folder.File("many"));
        Directory.CreateDirectory(one);
        Directory.CreateDirectory(many);
        SupernetModel.Create(
            SearchSpaces.NasBench201, new() { Channels = 2, CellsPerStage = 1, ImageSize = 16, AffineCells = false },
            ParameterSource.Seeded(), new())
            .Save(folder.File("supernet.onnx"));
        string[] score =
        [
            "score", "nasbench201", "--sample", "40", "--seed", "2", "--proxies", "params,synflow,relu_logdet", "--images", "tiny",
            "--batch-size", "8", "--model", folder.File("supernet.onnx"), "--validation-size", "20", "--validation-batch", "10", .. Small,
        ];
        await Run([.. score, "--output", Path.Combine(one, "t.tsv")]);
        foreach (var shard in (int[])[4, 2, 7, 1, 6, 3, 5])
        {
            var run = await Run([.. score, "--journal", Path.Combine(many, "j.journal"), "--shard", $"{shard}/7", "--json"]);
            Assert.That(run.Json.GetProperty("distinct").GetInt32(), Is.InRange(4, 7));
        }

        string[] journals = [.. Directory.GetFiles(many, "j-*-of-7.journal").Order(StringComparer.Ordinal)];
        Assert.That(journals, Has.Length.EqualTo(7));
        var all = Path.Combine(many, "all.journal");
        var part = await Nas.Run(["merge", .. journals.Skip(2), "--output", all, "--expect", "7", "--json"]);
        var said = await Nas.Run(["merge", journals[3], "--output", folder.File("few"), "--expect", "7"]);
        var whole = await Run(["merge", .. journals.Reverse(), "--output", all, "--expect", "7"]);
        var table = await Run([.. score, "--journal", all, "--resume", "--output", Path.Combine(many, "t.tsv"), "--json"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(part.ExitCode, Is.EqualTo(1));
            Assert.That(
                part.Json.GetProperty("missing").EnumerateArray()
                    .Select(m => (m.GetProperty("shard").GetInt32(), m.GetProperty("scores").GetString())),
                Is.EquivalentTo(new[]
                {
                    (1, "synflow, relu_logdet"), (2, "synflow, relu_logdet"), (1, "OneShot, OneShotLoss"), (2, "OneShot, OneShotLoss"),
                }));
            Assert.That(
                said.Error,
                Does.Contain("missing: shards 1-3,5-7 of 7 of synflow, relu_logdet are not there")
                    .And.EndsWith($"nas: shards to run again: 1-3,5-7{Environment.NewLine}"));
            Assert.That(whole.Error, Is.Empty);
            Assert.That(
                table.Json.GetProperty("resumed").GetInt32(), Is.EqualTo(table.Json.GetProperty("distinct").GetInt32()),
                "nothing was computed again");
            foreach (var name in (string[])["t.tsv", "t.tsv.provenance.json"])
            {
                Assert.That(File.ReadAllBytes(Path.Combine(many, name)), Is.EqualTo(File.ReadAllBytes(Path.Combine(one, name))), name);
            }
        }
    }

    [TestCase("TERM")]
    [TestCase("USR1")]
    [Platform("Linux")]
    [CancelAfter(120_000)]
    public async Task Score_ToldToStopByItsScheduler_AsksToBeRunAgainAndGoesOn(string signal, CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        string[] score =
        [
            "score", "nasbench201", "--sample", "300", "--seed", "4", "--proxies", "l2_norm,synflow", .. Large,
            "--journal", folder.File("j.journal"), "--shard", "auto/2",
        ];
        var second = new Dictionary<string, string> { ["SLURM_ARRAY_TASK_ID"] = "2" };
        using (var process = NasProcess.Start(score, timeout, second))
        {
            await process.Scored(3);
            await process.Signal(signal);
            var stopped = await process.Exit();
            Assert.That(stopped.ExitCode, Is.EqualTo(75), stopped.Error);
            Assert.That(
                stopped.Error,
                Does.EndWith($"nas: stopped by SIG{signal}; {folder.File("j-2-of-2.journal")} keeps what was scored: the same command goes "
                    + $"on (exit code 75).{Environment.NewLine}"));
        }

        var status = await Run(["status", folder.File("j-2-of-2.journal"), "--json"]);
        var shard = status.Json.GetProperty("shards")[0];
        var (done, functions) = (shard.GetProperty("done").GetInt32(), shard.GetProperty("functions").GetInt32());
        Assert.That(done, Is.InRange(3, functions - 1));
        Assert.That(shard.GetProperty("state").GetString(), Is.EqualTo("stopped"));

        using var again = NasProcess.Start([.. score, "--json"], timeout, second);
        var finished = await again.Exit();
        Assert.That(finished.ExitCode, Is.Zero, finished.Error);
        Assert.That(finished.Json.GetProperty("resumed").GetInt32(), Is.EqualTo(done), "all that was committed, and nothing else");
        Assert.That(finished.Json.GetProperty("distinct").GetInt32(), Is.EqualTo(functions));
    }

    // A training of some minutes is at hand: it is dropped, and the training before it is kept.
    [Test]
    [Platform("Linux")]
    [CancelAfter(120_000)]
    public async Task Tabulate_WithoutGrace_DropsTheTrainingAtHand(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        string[] tabulate =
        [
            "tabulate", "--space", "nasbench201", "--images", "tiny", "--sample", "4", "--seeds", "1", "--channels", "2", "--epochs",
            "100000", "--batch-size", "500", "--journal", folder.File("j.journal"), "--shard", "1/2", "--grace", "0.2",
        ];
        using var process = NasProcess.Start(tabulate, timeout);
        while (!File.Exists(folder.File("j-1-of-2.journal-wal")) || new FileInfo(folder.File("j-1-of-2.journal-wal")).Length < 10_000)
        {
            await Task.Delay(50, timeout);
        }

        await process.Signal("TERM");
        var stopped = await process.Exit();

        Assert.That(stopped.ExitCode, Is.EqualTo(75), stopped.Error);
        Assert.That(stopped.Error, Does.Contain("SIGTERM: the architectures at hand have 0.2 s"));
        var status = await Run(["status", folder.File("j-1-of-2.journal"), "--json"]);
        Assert.That(status.Json.GetProperty("done").GetInt32(), Is.Zero);
        Assert.That(status.Json.GetProperty("functions").GetInt32(), Is.EqualTo(4));
    }

    [Test]
    public async Task Tabulate_ShardsMerged_IsTheTableOfOneProcess()
    {
        using var folder = new TemporaryFolder();
        string[] tabulate =
        [
            "tabulate", "--space", "nasbench201", "--images", "tiny", "--sample", "2", "--seeds", "2", "--channels", "2", "--cells", "1",
            "--epochs", "1", "--batch-size", "500",
        ];
        await Run([.. tabulate, "--output", folder.File("one.tsv")]);
        foreach (var shard in (string[])["2/2", "1/2"])
        {
            await Run([.. tabulate, "--journal", folder.File("j.journal"), "--shard", shard]);
        }

        await Run(
            "merge", folder.File("j-1-of-2.journal"), folder.File("j-2-of-2.journal"), "--output", folder.File("all"), "--expect", "2");
        var table = await Run([.. tabulate, "--journal", folder.File("all"), "--output", folder.File("two.tsv")]);

        Assert.That(table.Error, Is.Empty, "nothing was trained again");
        Assert.That(Accuracies("two.tsv"), Is.EqualTo(Accuracies("one.tsv")));

        // Seconds are of the training that was done.
        IEnumerable<string> Accuracies(string name) =>
            File.ReadLines(folder.File(name)).Select(line => string.Join('\t', line.Split('\t').Where((_, i) => i != 5)));
    }

    // A process that is at it, watched by another one.
    [Test]
    [Platform("Linux")]
    [CancelAfter(120_000)]
    public async Task Status_OfARunningShard_IsLiveUntilItIsDone(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        var journal = folder.File("j-1-of-1.journal");
        using var process = NasProcess.Start(
            ["score", "nasbench201", "--sample", "120", "--proxies", "synflow", .. Large, "--journal", folder.File("j.journal"), "--shard",
                "1/1"], timeout);
        await process.Scored(1);
        using var watching = NasProcess.Start(["status", journal, "--watch", "0.2", "--json"], timeout);
        var text = await Nas.Run("status", journal);
        var run = await process.Exit();
        var watched = await watching.Exit();
        var lines = watched.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.ExitCode, watched.ExitCode, text.ExitCode), Is.EqualTo((0, 0, 0)), run.Error + watched.Error + text.Error);
            Assert.That(text.Output, Does.Match(@"1/1 +\d+/\d+ +0 +(running|done) .* synflow").And.Match(@"\d+ of \d+ done, [\d.]+/s, "));
            Assert.That(lines.Select(l => l.GetProperty("done").GetInt32()), Is.Ordered);
            Assert.That(lines[^1].GetProperty("done").GetInt32(), Is.EqualTo(lines[^1].GetProperty("functions").GetInt32()));
            Assert.That(lines[^1].GetProperty("shards")[0].GetProperty("state").GetString(), Is.EqualTo("done"));
        }
    }

    [Test]
    public async Task Shard_WrongUse_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string[] score = ["score", "nasbench201", "--sample", "2", "--proxies", "l2_norm", .. Small];
        string[] kept = ["--journal", folder.File("j")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Nas.Refuse(2, [.. score, .. kept, "--shard", "0/3"]), Does.Contain("'0/3' is no shard"));
            Assert.That(await Nas.Refuse(2, [.. score, .. kept, "--shard", "auto"]), Does.Contain("SLURM_ARRAY_TASK_ID"));
            Assert.That(await Nas.Refuse(2, [.. score, "--shard", "1/3"]), Does.Contain("--shard needs --journal"));
            Assert.That(
                await Nas.Refuse(2, [.. score, .. kept, "--shard", "1/3", "--output", folder.File("o.tsv")]),
                Does.Contain("leave --output out"));
            Assert.That(await Nas.Refuse(2, score), Does.Contain("'--output' is required"));
            Assert.That(await Nas.Refuse(2, [.. score, .. kept, "--shard", "1/3", "--grace", "-1"]), Does.Contain("--grace"));
            Assert.That(
                await Nas.Refuse(2, ["score", "nasbench201", "--sample", "2", "--proxies", "params,flops", .. kept, "--shard", "1/3"]),
                Does.Contain("params, flops take microseconds"));
            Assert.That(
                await Nas.Refuse(2, "tabulate", "--space", "nasbench201", "--images", "tiny", "--sample", "2", "--shard", "1/3"),
                Does.Contain("--journal is missing"));
            Assert.That(await Nas.Refuse(2, "status", folder.File("nowhere")), Does.Contain("nowhere"));
            Assert.That(Directory.GetFileSystemEntries(folder.File(".")), Is.Empty);
        }
    }

    private static async Task<Nas> Run(params string[] args)
    {
        var run = await Nas.Run([.. args, "--quiet"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run;
    }
}
