using System.Diagnostics;
using System.Globalization;
using NasPipelines.Scoring.Journals;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Cluster;

/// <summary>The template of deploy/slurm under a real Slurm.</summary>
[Platform("Linux")]
internal sealed class SlurmTemplateTests
{
    private const ulong User1 = 1 << 9;

    private static readonly string[] Score =
    [
        "nasbench201", "--sample", "240", "--seed", "5", "--proxies", "synflow,l2_norm,params", "--channels", "8", "--cells", "2",
        "--threads", "1",
    ];

    // A task is held where it is until Slurm has found that its time is nearly up, and told it so.
    [Test]
    [CancelAfter(300_000)]
    public async Task Template_ATaskWhoseTimeIsUp_IsPutBackAndTheTableIsThatOfOneProcess(CancellationToken timeout)
    {
        using var cluster = await SlurmCluster.Start(timeout);
        using var folder = new TemporaryFolder();
        var (one, many, journals) = (folder.File("one"), folder.File("many"), folder.File("journals"));
        Directory.CreateDirectory(one);
        Directory.CreateDirectory(many);
        var alone = await Nas.Run(["score", .. Score, "--output", Path.Combine(one, "t.tsv"), "--quiet"]);
        Assert.That(alone.ExitCode, Is.Zero, alone.Error);

        var submitted = await cluster.Run("bash", [Template(), .. Score], new Dictionary<string, string>
        {
            ["SHARDS"] = "3",
            ["JOURNALS"] = journals,
            ["OUTPUT"] = Path.Combine(many, "t.tsv"),
            ["NAS"] = Command(folder.File("nas")),
            ["SBATCH_OUTPUT"] = folder.File("log-%j"),
        });
        var array = submitted.Split(':')[0];
        using var held = await Hold(cluster, Path.Combine(journals, "shard-2-of-3.journal"));
        await cluster.Run("scontrol", ["update", $"JobId={array}_2", "TimeLimit=2"]);
        await cluster.Until(() => Task.FromResult((Pending(held.Id) & User1) != 0));
        await Signal(held.Id, "CONT", timeout);
        await cluster.Until(async () => await State(cluster, $"{array}_2") is ("PENDING", 1));
        await cluster.Run("scontrol", ["update", $"JobId={array}_2", "TimeLimit=60"]);
        await cluster.Until(async () => await cluster.Run("squeue", ["--noheader"]) is "");

        var logs = string.Join('\n', Directory.GetFiles(folder.File("."), "log-*").Select(File.ReadAllText));
        Assert.That(File.Exists(Path.Combine(many, "t.tsv")), logs);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(logs, Does.Contain("stopped by SIGUSR1").And.Contain("shard 2 goes on in the next attempt"));
            Assert.That(logs.Split("goes on in the next attempt"), Has.Length.EqualTo(2), "no other task was put back");
            foreach (var name in (string[])["t.tsv", "t.tsv.provenance.json"])
            {
                Assert.That(File.ReadAllBytes(Path.Combine(many, name)), Is.EqualTo(File.ReadAllBytes(Path.Combine(one, name))), name);
            }
        }
    }

    // The process of a shard, stopped in the middle of its work.
    private static async Task<Process> Hold(SlurmCluster cluster, string journal)
    {
        await cluster.Until(() => Task.FromResult(File.Exists(journal) && JournalStatus.Read(journal) is { Shards: [{ Done: > 0 }] }));
        var id = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .First(name => CommandLine(name!) is ["dotnet", ..] words && words.Contains("2/3")
                && words.Contains(Path.Combine(Path.GetDirectoryName(journal)!, "shard.journal")));
        var process = Process.GetProcessById(int.Parse(id!, CultureInfo.InvariantCulture));
        await Signal(process.Id, "STOP", default);
        Assert.That(JournalStatus.Read(journal).Shards[0].State, Is.EqualTo("running"), "it was done before it could be held");
        return process;
    }

    private static string[] CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return []; // it has ended
        }
    }

    // Signals that were sent to a process that does not run, as bits.
    private static ulong Pending(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("ShdPnd:", StringComparison.Ordinal))
        .Select(line => ulong.Parse(line["ShdPnd:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Single();

    private static async Task<(string State, int Restarts)> State(SlurmCluster cluster, string job)
    {
        var words = (await cluster.Run("scontrol", ["show", "job", job])).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return (Value("JobState"), int.Parse(Value("Restarts"), CultureInfo.InvariantCulture));

        string Value(string name) => words.First(w => w.StartsWith($"{name}=", StringComparison.Ordinal)).Split('=')[1];
    }

    private static async Task Signal(int process, string name, CancellationToken timeout)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process}"]);
        await kill.WaitForExitAsync(timeout);
    }

    private static string Command(string path)
    {
        File.WriteAllText(path, $"#!/bin/sh\nexec dotnet '{typeof(NasCommand).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }

    private static string Template() => Path.Combine(Repository.Root, "deploy", "slurm", "score.sbatch");
}
