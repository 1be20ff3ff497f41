using System.Diagnostics;
using System.Globalization;
using NasPipelines.Scoring.Journals;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Cluster;

/// <summary>The template of deploy/slurm under a real Slurm.</summary>
[Platform("Linux")]
[Category("Slurm")] // a minute or two, most of it Slurm's: it looks at limits every half minute
internal sealed class SlurmTemplateTests
{
    private const ulong User1 = 1 << 9;

    private static readonly string[] Score =
    [
        // Seconds of work for a shard: it is held and told to stop in the middle of it, however late the signal is seen to.
        "nasbench201", "--sample", "900", "--seed", "5", "--proxies", "synflow,l2_norm,params", "--channels", "8", "--cells", "2",
        "--threads", "1",
    ];

    private readonly TemporaryFolder _one = new();

    [OneTimeTearDown]
    public void DeleteFolder() => _one.Dispose();

    // A task is held where it is until Slurm has found that its time is nearly up, and told it so.
    [Test]
    [CancelAfter(300_000)]
    public async Task Template_ATaskWhoseTimeIsUp_IsPutBackAndTheTableIsThatOfOneProcess(CancellationToken timeout)
    {
        using var cluster = await SlurmCluster.Start(timeout);
        using var folder = new TemporaryFolder();
        var variables = await Prepare(folder, shards: 3);

        var array = (await cluster.Run("bash", [Template(), .. Score], variables)).Split(':')[0];
        using var held = await Hold(cluster, folder.File("journals/shard-2-of-3.journal"), "2/3");
        await cluster.Run("scontrol", ["update", $"JobId={array}_2", "TimeLimit=2"]);
        await cluster.Until(() => Task.FromResult((Pending(held.Id) & User1) != 0));
        await Signal(held.Id, "CONT", timeout);
        await cluster.Until(async () =>
        {
            var (state, restarts) = await State(cluster, $"{array}_2");
            Assert.That(restarts == 1 || state is "RUNNING" or "COMPLETING", $"{state}, not put back: {Logs(folder)}");
            return restarts == 1 && state is "PENDING" or "RUNNING";
        });
        await cluster.Run("scontrol", ["update", $"JobId={array}_2", "TimeLimit=60"]);
        await Ended(cluster);

        Assert.That(Logs(folder), Does.Contain("stopped by SIGUSR1").And.Contain("shard 2 goes on in the next attempt"));
        Assert.That(Logs(folder).Split("goes on in the next attempt"), Has.Length.EqualTo(2), "no other task was put back");
        RequireSameTables(folder);
    }

    // What a lost node or a limit that nobody was told of leaves: the merge says what is missing, and only that is run again.
    [Test]
    [CancelAfter(300_000)]
    public async Task Template_ATaskThatIsKilled_IsMissingUntilItIsRunAgain(CancellationToken timeout)
    {
        using var cluster = await SlurmCluster.Start(timeout);
        using var folder = new TemporaryFolder();
        var variables = await Prepare(folder, shards: 2);

        var array = (await cluster.Run("bash", [Template(), .. Score], variables)).Split(':')[0];
        using var held = await Hold(cluster, folder.File("journals/shard-2-of-2.journal"), "2/2");
        await cluster.Run("scancel", ["--signal=KILL", "--full", $"{array}_2"]);
        await Ended(cluster);
        Assert.That(Logs(folder), Does.Contain("nas: missing: shard 2/2 lacks synflow, l2_norm of"));
        Assert.That(Logs(folder), Does.Not.Contain("shard 1/2 lacks").And.Not.Contain("next attempt"));
        Assert.That(File.Exists(folder.File("many/t.tsv")), Is.False);

        await cluster.Run("sbatch", ["--array=2", Template(), .. Score], variables);
        await Ended(cluster);
        await cluster.Run("sbatch", [Template(), .. Score], variables);
        await Ended(cluster);

        RequireSameTables(folder);
    }

    // The table of one process, made once, and what the template is told.
    private async Task<Dictionary<string, string>> Prepare(TemporaryFolder folder, int shards)
    {
        Directory.CreateDirectory(folder.File("many"));
        if (!File.Exists(_one.File("t.tsv")))
        {
            var alone = await Nas.Run(["score", .. Score, "--output", _one.File("t.tsv"), "--quiet"]);
            Assert.That(alone.ExitCode, Is.Zero, alone.Error);
        }

        return new()
        {
            ["SHARDS"] = $"{shards}",
            ["JOURNALS"] = folder.File("journals"),
            ["OUTPUT"] = folder.File("many/t.tsv"),
            ["NAS"] = Command(folder.File("nas")),
            ["SBATCH_OUTPUT"] = folder.File("log-%j"),
        };
    }

    private static Task Ended(SlurmCluster cluster) => cluster.Until(async () => await cluster.Run("squeue", ["--noheader"]) is "");

    private static string Logs(TemporaryFolder folder) =>
        string.Join('\n', Directory.GetFiles(folder.File("."), "log-*").Select(File.ReadAllText));

    private void RequireSameTables(TemporaryFolder folder)
    {
        Assert.That(File.Exists(folder.File("many/t.tsv")), Logs(folder));
        using (Assert.EnterMultipleScope())
        {
            foreach (var name in (string[])["t.tsv", "t.tsv.provenance.json"])
            {
                Assert.That(
                    File.ReadAllBytes(folder.File($"many/{name}")), Is.EqualTo(File.ReadAllBytes(_one.File(name))), name);
            }
        }
    }

    // The process of a shard, stopped in the middle of its work.
    private static async Task<Process> Hold(SlurmCluster cluster, string journal, string shard)
    {
        await cluster.Until(() => Task.FromResult(File.Exists(journal) && JournalStatus.Read(journal) is { Shards: [{ Done: > 0 }] }));
        var id = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .First(name => CommandLine(name!) is ["dotnet", ..] words && words.Contains(shard)
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
