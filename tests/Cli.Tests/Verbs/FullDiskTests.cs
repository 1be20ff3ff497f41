using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>A shard whose journal lies on a real disk that is full: a small file system in memory, which needs root.</summary>
[Platform("Linux")]
internal sealed class FullDiskTests
{
    private static readonly string[] Score =
        ["score", "nasbench201", "--sample", "500", "--seed", "6", "--proxies", "l2_norm,synflow,synflow_bn,log_synflow", "--channels",
            "4", "--cells", "1", "--threads", "1", "--quiet"];

    [Test]
    [CancelAfter(120_000)]
    public async Task Score_ShardOnAFullDisk_KeepsWhatItHasAndGoesOnWhenThereIsSpace(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        var disk = folder.File("disk");
        Directory.CreateDirectory(disk);
        if (!Command("mount", "-t", "tmpfs", "-o", "size=300k", "none", disk))
        {
            Assert.Ignore("a file system of a size can be mounted by root only");
        }

        try
        {
            await Run([.. Score, "--output", folder.File("one.tsv")], 0, timeout);
            await Run([.. Score, "--journal", folder.File("j.journal"), "--shard", "1/2"], 0, timeout);
            string[] second = [.. Score, "--journal", Path.Combine(disk, "j.journal"), "--shard", "2/2"];

            var full = await Run(second, 1, timeout);
            Assert.That(full.Error, Does.StartWith("nas: The journal").And.Contain("the disk is full. What it has is kept"));
            Assert.That(full.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), full.Error);

            Assert.That(Command("mount", "-o", "remount,size=8m", disk), Is.True);
            var status = await Nas.Run("status", Path.Combine(disk, "j-2-of-2.journal"), "--json");
            var (done, functions) = (status.Json.GetProperty("shards")[0].GetProperty("done").GetInt32(),
                status.Json.GetProperty("shards")[0].GetProperty("functions").GetInt32());
            Assert.That(done, Is.InRange(1, functions - 1));
            var resumed = await Run([.. second, "--json"], 0, timeout);
            Assert.That(resumed.Json.GetProperty("resumed").GetInt32(), Is.EqualTo(done), "nothing that was kept is scored twice");

            await Run(
                ["merge", folder.File("j-1-of-2.journal"), Path.Combine(disk, "j-2-of-2.journal"), "--output", folder.File("all"),
                    "--expect", "2"], 0, timeout);
            await Run([.. Score, "--journal", folder.File("all"), "--resume", "--output", folder.File("two.tsv")], 0, timeout);
            Assert.That(File.ReadAllBytes(folder.File("two.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("one.tsv"))));
        }
        finally
        {
            Assert.That(Command("umount", disk), Is.True);
        }
    }

    private static async Task<Nas> Run(string[] args, int code, CancellationToken timeout)
    {
        using var process = NasProcess.Start(args, timeout);
        var run = await process.Exit();
        Assert.That(run.ExitCode, Is.EqualTo(code), run.Error);
        return run;
    }

    private static bool Command(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
