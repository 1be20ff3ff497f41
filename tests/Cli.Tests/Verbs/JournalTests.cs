using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>Runs that are killed and continued, shards that are merged, journals that are verified.</summary>
internal sealed class JournalTests
{
    private static readonly string[] Proxies = ["--proxies", "synflow,l2_norm,flops", "--threads", "1", "--channels", "16", "--cells", "2"];

    [Test]
    [CancelAfter(180_000)]
    public async Task Score_KilledAndResumed_WritesTheBytesOfAnUndisturbedRun(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        string[] score = ["score", "nasbench201", "--sample", "400", "--seed", "4", .. Proxies];
        var undisturbed = await Nas.Run([.. score, "--output", folder.File("whole.tsv")]);
        Assert.That(undisturbed.ExitCode, Is.Zero, undisturbed.Error);
        string[] resume = [.. score, "--journal", folder.File("journal"), "--resume", "--output", folder.File("pieces.tsv")];
        foreach (var architectures in (int[])[1, 60, 120])
        {
            await KillAfter(architectures, resume, timeout);
            Assert.That(File.Exists(folder.File("pieces.tsv")), Is.False);
        }

        var resumed = await Nas.Run([.. resume, "--json"]);

        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
        Assert.That(resumed.Json.GetProperty("resumed").GetInt32(), Is.InRange(60, resumed.Json.GetProperty("distinct").GetInt32() - 1));
        Assert.That(File.ReadAllBytes(folder.File("pieces.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("whole.tsv"))));
    }

    [Test]
    public async Task Merge_TwoShards_HasTheScoresOfBoth()
    {
        using var folder = new TemporaryFolder();
        foreach (var seed in (string[])["1", "2"])
        {
            var shard = await Nas.Run(
                ["score", "nasbench201", "--sample", "4", "--seed", seed, .. Proxies, "--journal", folder.File($"j{seed}"), "--output",
                    folder.File($"s{seed}.tsv")]);
            Assert.That(shard.ExitCode, Is.Zero, shard.Error);
        }

        var merged = await Nas.Run("merge", folder.File("j1"), folder.File("j2"), "--output", folder.File("all"), "--json");
        var verified = await Nas.Run("verify", folder.File("all"), "--sample", "3", "--json");

        Assert.That(
            merged.Json.GetProperty("added").GetInt32(), Is.EqualTo(merged.Json.GetProperty("scores").GetInt32()).And.InRange(9, 16));
        Assert.That(verified.ExitCode, Is.Zero, verified.Error + verified.Output);
        Assert.That(verified.Json.GetProperty("recomputed").GetInt32(), Is.EqualTo(3));
        Assert.That(verified.Json.GetProperty("differences").GetArrayLength(), Is.Zero);
    }

    // What one publishes is a table: others go on from it, and check a sample of it.
    [Test]
    public async Task Merge_ToATable_GivesWhatRunsGoOnFromAndWhatIsVerified()
    {
        using var folder = new TemporaryFolder();
        string[] score =
        [
            "score", "nasbench201", "--sample", "4", "--seed", "1", "--images", "tiny", "--proxies", "synflow,snip,flops", .. Proxies[2..],
        ];
        var first = await Nas.Run([.. score, "--journal", folder.File("first.journal"), "--output", folder.File("first.tsv")]);
        Assert.That(first.ExitCode, Is.Zero, first.Error);

        var table = await Nas.Run("merge", folder.File("first.journal"), "--output", folder.File("scores.parquet"), "--json");
        var verified = await Nas.Run("verify", folder.File("scores.parquet"), "--images", "tiny", "--json");
        var unseen = await Nas.Run("verify", folder.File("scores.parquet"));
        var journal = await Nas.Run("merge", folder.File("scores.parquet"), "--output", folder.File("second.journal"));
        var second = await Nas.Run(
            [.. score, "--journal", folder.File("second.journal"), "--resume", "--output", folder.File("second.tsv"), "--json"]);

        Assert.That((table.ExitCode, journal.ExitCode), Is.EqualTo((0, 0)), table.Error + journal.Error);
        Assert.That(File.Exists(folder.File("scores.parquet.provenance.json")));
        Assert.That(verified.ExitCode, Is.Zero, verified.Error + verified.Output);
        Assert.That(
            verified.Json.GetProperty("recomputed").GetInt32(), Is.EqualTo(table.Json.GetProperty("scores").GetInt32()).And.Positive);
        Assert.That(unseen.ExitCode, Is.EqualTo(1));
        Assert.That(unseen.Output, Does.Contain("not recomputed: snip:").And.Contain("images"));
        Assert.That(second.ExitCode, Is.Zero, second.Error);
        Assert.That(second.Json.GetProperty("resumed").GetInt32(), Is.EqualTo(second.Json.GetProperty("distinct").GetInt32()));
        Assert.That(File.ReadAllBytes(folder.File("second.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("first.tsv"))));
    }

    // Neither workers nor threads are part of what a score depends on.
    [Test]
    public async Task Score_OtherWorkersOnOneJournal_ScoresNothingAgainAndWritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        string[] score =
        [
            "score", "nasbench201", "--sample", "6", "--seed", "3", "--proxies", "synflow,params", "--channels", "4", "--cells", "1",
            "--journal", folder.File("journal"), "--json",
        ];
        var first = await Nas.Run([.. score, "--workers", "1", "--output", folder.File("first.tsv")]);
        var second = await Nas.Run([.. score, "--workers", "2", "--threads", "1", "--resume", "--output", folder.File("second.tsv")]);
        var verified = await Nas.Run("verify", folder.File("journal"), "--workers", "2", "--tolerance", "1e-6", "--json");

        Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Error + second.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Json.GetProperty("resumed").GetInt32(), Is.EqualTo(first.Json.GetProperty("distinct").GetInt32()));
            Assert.That(File.ReadAllBytes(folder.File("second.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("first.tsv"))));
            Assert.That(verified.ExitCode, Is.Zero, verified.Error + verified.Output);
            Assert.That(verified.Json.GetProperty("recomputed").GetInt32(), Is.EqualTo(verified.Json.GetProperty("scores").GetInt32()));
        }
    }

    [Test]
    public async Task Score_ResumedWithOtherWorkersAndThreads_ScoresNothingAgain()
    {
        using var folder = new TemporaryFolder();
        string[] score =
        [
            "score", "nasbench201", "--sample", "6", "--proxies", "synflow,l2_norm,flops", "--channels", "4", "--cells", "1",
            "--journal", folder.File("journal"), "--resume", "--json",
        ];

        var first = await Nas.Run([.. score, "--workers", "1", "--threads", "2", "--output", folder.File("one.tsv")]);
        var second = await Nas.Run([.. score, "--workers", "2", "--threads", "1", "--output", folder.File("two.tsv")]);

        Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Error + second.Error);
        Assert.That(first.Json.GetProperty("resumed").GetInt32(), Is.Zero);
        Assert.That(second.Json.GetProperty("resumed").GetInt32(), Is.EqualTo(second.Json.GetProperty("distinct").GetInt32()));
        Assert.That(File.ReadAllBytes(folder.File("two.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("one.tsv"))));
    }

    [Test]
    public async Task Journal_WrongUse_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("exists"), "x");
        string[] score = ["score", "nasbench201", "--sample", "2", .. Proxies, "--output", folder.File("s.tsv")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Nas.Refuse(2, [.. score, "--resume"]), Does.Contain("--journal"));
            Assert.That(await Nas.Refuse(2, [.. score, "--retry-failed"]), Does.Contain("--journal"));
            Assert.That(await Nas.Refuse(2, [.. score, "--journal", folder.File("exists")]), Does.Contain("--resume"));
            Assert.That(await Nas.Refuse(1, [.. score, "--journal", folder.File("exists"), "--resume"]), Does.Contain("not a journal"));
            Assert.That(await Nas.Refuse(2, "verify", folder.File("nowhere")), Does.Contain("nowhere"));
            Assert.That(await Nas.Refuse(2, "merge", folder.File("nowhere"), "--output", folder.File("m")), Does.Contain("nowhere"));
            Assert.That(File.Exists(folder.File("m")), Is.False);
        }
    }

    // Flipped bits, in a journal that only a run may write: read by verify and merge, and by score, which computes it again and says so.
    [Test]
    public async Task Score_FromAJournalWithAFlippedBit_ComputesItAgainAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        string[] score =
            ["score", "nasbench201", "--sample", "6", "--seed", "3", "--proxies", "l2_norm", "--channels", "4", "--cells", "1"];
        string[] first = [.. score, "--journal", folder.File("j"), "--output", folder.File("a.tsv")];
        Assert.That((await Nas.Run(first)).ExitCode, Is.Zero);
        var value = File.ReadAllLines(folder.File("a.tsv"))[1].Split('\t').Select(f => double.TryParse(f, out var v) ? v : 0).Max();
        var bytes = File.ReadAllBytes(folder.File("j"));
        var place = bytes.AsSpan().IndexOf(Enumerable.Reverse(BitConverter.GetBytes(value)).ToArray());
        Assert.That(place, Is.Positive);
        bytes[place + 5] ^= 4;
        File.WriteAllBytes(folder.File("j"), bytes);

        var verified = await Nas.Run("verify", folder.File("j"));
        var merged = await Nas.Run("merge", folder.File("j"), "--output", folder.File("m"));
        Assert.That(File.ReadAllBytes(folder.File("j")), Is.EqualTo(bytes), "only read");
        var resumed = await Nas.Run([.. score, "--journal", folder.File("j"), "--resume", "--output", folder.File("b.tsv")]);
        var again = await Nas.Run("verify", folder.File("j"));

        Assert.That((verified.ExitCode, verified.Output), Is.EqualTo((1, verified.Output)));
        Assert.That(verified.Output, Does.Contain("1 scores of the journal do not have the checksum"));
        Assert.That(merged.Error, Does.Contain($"1 scores of {folder.File("j")} do not have the checksum"));
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
        Assert.That(resumed.Error, Does.Contain("warning: The journal").And.Contain("l2_norm").And.Contain("computed again"));
        Assert.That(File.ReadAllBytes(folder.File("b.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("a.tsv"))));
        Assert.That(again.ExitCode, Is.Zero, again.Output + again.Error);
    }

    // As relative names, which SQLite would take for no file, or for another one.
    [TestCase(":memory:")]
    [TestCase("file:x.journal")]
    public async Task Score_ToAJournalOfAnOddName_MakesAFileOfThatName(string name)
    {
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 2; round++)
        {
            using var process = Process.Start(new ProcessStartInfo(
                "dotnet",
                [typeof(NasCommand).Assembly.Location, "score", "nasbench201", "--sample", "2", "--proxies", "l2_norm", "--channels", "4",
                    "--cells", "1", "--journal", name, "--output", "s.tsv"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = folder.File("."),
            })!;
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.EqualTo(2 * round), error);
            Assert.That(round == 0 || error.Contains("give --resume", StringComparison.Ordinal), error);
        }

        Assert.That(File.Exists(folder.File(name)));
        Assert.That(File.Exists(folder.File("x.journal")), Is.False);
    }

    private static async Task KillAfter(int architectures, string[] args, CancellationToken timeout)
    {
        using var process = NasProcess.Start(args, timeout);
        await process.Scored(architectures);
        await process.Signal("KILL");
        _ = await process.Exit();
    }
}
