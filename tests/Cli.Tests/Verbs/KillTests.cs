using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>Runs that are killed at the very system calls that write: afterwards there is the old state or the new, nothing else.</summary>
[Platform("Linux")]
internal sealed class KillTests
{
    private const string Calls = "pwrite64,rename,renameat,renameat2,unlink,unlinkat,link,linkat,ftruncate,fsync,fdatasync";

    private static readonly string[] Score =
        ["score", "nasbench201", "--sample", "3", "--proxies", "l2_norm", "--channels", "4", "--cells", "1", "--threads", "1"];

    // A journal is born, scores are kept in it, and a table and its provenance replace others.
    [TestCase(5)]
    [TestCase(int.MaxValue, Explicit = true, Reason = "a process for each of some fifty system calls")]
    public async Task Score_KilledAtACallThatWrites_LeavesTheOldOrTheNew(int most)
    {
        RequireTrace();
        using var folder = new TemporaryFolder();
        string[] before = [.. Score, "--seed", "1", "--output", folder.File("before/t.tsv")];
        string[] after = [.. Score, "--seed", "2", "--output", folder.File("after/t.tsv")];
        Directory.CreateDirectory(folder.File("before"));
        Directory.CreateDirectory(folder.File("after"));
        foreach (var run in new[] { await Nas.Run(before), await Nas.Run(after) })
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
        }

        var (old, fresh) = (Pair(folder.File("before")), Pair(folder.File("after")));
        var log = folder.File("log");
        var calls = Writes(Traced(folder.File("whole"), folder.File("before"), "-e", $"trace={Calls}", "-o", log), log);
        Assert.That(calls, Is.GreaterThan(10));
        var states = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var call in Enumerable.Range(0, Math.Min(most, calls)).Select(i => 1 + (int)((long)i * calls / Math.Min(most, calls))))
        {
            var work = folder.File($"killed{call}");
            Traced(work, folder.File("before"), "-e", $"trace={Calls}", "-e", $"inject={Calls}:signal=KILL:when={call}", "-o", log);

            // The table is one of the two, and what lies beside it is read as its own.
            var table = File.ReadAllText(Path.Combine(work, "t.tsv"));
            Assert.That(table, Is.EqualTo(old.Table).Or.EqualTo(fresh.Table), $"call {call}");
            var read = await Nas.Run("export", Path.Combine(work, "t.tsv"), "--output", Path.Combine(work, "read.tsv"));
            var complains = read.Error.Contains("provenance", StringComparison.Ordinal);
            Assert.That((read.ExitCode, complains), Is.EqualTo((0, false)), $"call {call}: {read.Error}");
            var state = table == old.Table ? "old" : "new";
            states[state] = states.GetValueOrDefault(state) + 1;
            File.Delete(Path.Combine(work, "read.tsv"));
            File.Delete(Path.Combine(work, "read.tsv.provenance.json"));

            // The journal goes on, whenever in its life it was killed, and nothing is left of the dead. (A process of its own: what is
            // younger than a process may be that of another one that lives.)
            using var next = NasProcess.Start(
                [.. Score, "--seed", "2", "--journal", Path.Combine(work, "j"), "--resume", "--output", Path.Combine(work, "t.tsv")],
                CancellationToken.None);
            var resumed = await next.Exit();
            Assert.That(resumed.ExitCode, Is.Zero, $"call {call}: {resumed.Error}");
            Assert.That(Pair(work), Is.EqualTo(fresh), $"call {call}");
            Assert.That(
                Directory.GetFiles(work).Select(Path.GetFileName), Is.EquivalentTo(new[] { "j", "t.tsv", "t.tsv.provenance.json" }),
                $"call {call}");
        }

        TestContext.Out.WriteLine($"{calls} calls that write; left: {string.Join(", ", states.Select(s => $"{s.Value} × {s.Key}"))}");
    }

    // Killed at any moment; what was merged is whole, and the journal that was being born is taken as new.
    [Test]
    public async Task Merge_KilledAndRepeated_HasEveryScore()
    {
        using var folder = new TemporaryFolder();
        foreach (var seed in (string[])["1", "2"])
        {
            var shard = await Nas.Run(
                [.. Score, "--seed", seed, "--journal", folder.File($"j{seed}"), "--output", folder.File($"{seed}.tsv")]);
            Assert.That(shard.ExitCode, Is.Zero, shard.Error);
        }

        string[] merge = ["merge", folder.File("j1"), folder.File("j2"), "--output", folder.File("all")];
        var random = new Random(1);
        for (var round = 0; round < 4; round++)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(NasCommand).Assembly.Location, .. merge])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            process.WaitForExit(100 + random.Next(600));
            process.Kill();
            await process.WaitForExitAsync();
        }

        var done = await Nas.Run([.. merge, "--json"]);
        var verified = await Nas.Run("verify", folder.File("all"), "--sample", "100", "--json");

        Assert.That((done.ExitCode, verified.ExitCode), Is.EqualTo((0, 0)), done.Error + verified.Error + verified.Output);
        var scores = done.Json.GetProperty("scores").GetInt32();
        Assert.That(verified.Json.GetProperty("recomputed").GetInt32(), Is.EqualTo(scores).And.InRange(4, 6));
        Assert.That(verified.Json.GetProperty("damaged").GetInt32(), Is.Zero);
    }

    private static int Traced(string work, string before, params string[] options)
    {
        Directory.CreateDirectory(work);
        foreach (var file in Directory.GetFiles(before))
        {
            File.Copy(file, Path.Combine(work, Path.GetFileName(file)));
        }

        string[] nas =
        [
            "dotnet", typeof(NasCommand).Assembly.Location, .. Score, "--seed", "2", "--journal", Path.Combine(work, "j"), "--resume",
            "--output", Path.Combine(work, "t.tsv"),
        ];
        using var process = Process.Start(new ProcessStartInfo("strace", ["-f", "-qq", .. options, .. nas])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
        })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static int Writes(int exitCode, string log)
    {
        Assert.That(exitCode, Is.Zero);
        return File.ReadLines(log).Count(line => Calls.Split(',').Any(c => line.Contains($" {c}(", StringComparison.Ordinal)));
    }

    private static (string Table, string Provenance) Pair(string folder) =>
        (File.ReadAllText(Path.Combine(folder, "t.tsv")), File.ReadAllText(Path.Combine(folder, "t.tsv.provenance.json")));

    private static void RequireTrace()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("strace", ["-f", "-qq", "-o", "/dev/null", "true"]));
            process!.WaitForExit();
            Assume.That(process.ExitCode, Is.Zero, "strace may not trace here");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("strace, which kills a process at a system call, is not installed");
        }
    }
}
