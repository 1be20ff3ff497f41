using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>Silos whose disk is full, or whose network is gone: both need root.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class CutOffSiloTests
{
    // A worker keeps nothing on a disk: its rows are the coordinator's, and the client's journal's.
    [Test]
    public async Task Run_TheDiskOfAWorkerIsFull_IsWhole()
    {
        using var folder = new TemporaryFolder();
        var disk = folder.File("disk");
        Directory.CreateDirectory(disk);
        if (!Command("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk))
        {
            Assert.Ignore("a file system of a size can be mounted by root only");
        }

        try
        {
            await Assert.ThatAsync(
                () => File.WriteAllBytesAsync(Path.Combine(disk, "full"), new byte[1 << 20]), Throws.InstanceOf<IOException>());
            using var silos = new SilosOfFaults($"local:{folder.File("cluster.db")}");
            await silos.Start(
                "a", "127.0.0.1", [], ("TMPDIR", disk), ("HOME", disk), ("XDG_DATA_HOME", disk), ("DOTNET_EnableDiagnostics", "0"));
            await silos.Start("b");
            using var run = await RunOfFaults.Start(silos);
            run.Happens();

            await run.RequireWhole();
            Assert.That(silos.Said("a"), Does.Not.Contain("refused"));
        }
        finally
        {
            Command("umount", "-l", disk);
        }
    }

    [Test]
    public async Task Run_ASiloIsCutOffFromTheOthers_IsWhole()
    {
        var number = Environment.ProcessId % 250;
        var (space, outer, inner) = ($"nas{number}", $"naso{number}", $"nasi{number}");
        if (!Command("ip", "netns", "add", space))
        {
            Assert.Ignore("a network namespace can be made by root only");
        }

        try
        {
            Assert.That(Command("ip", "link", "add", outer, "type", "veth", "peer", "name", inner, "netns", space), Is.True);
            Assert.That(Command("ip", "addr", "add", $"10.77.{number}.1/30", "dev", outer), Is.True);
            Assert.That(Command("ip", "link", "set", outer, "up"), Is.True);
            Assert.That(Command("ip", "-n", space, "addr", "add", $"10.77.{number}.2/30", "dev", inner), Is.True);
            Assert.That(Command("ip", "-n", space, "link", "set", inner, "up"), Is.True);
            Assert.That(Command("ip", "-n", space, "link", "set", "lo", "up"), Is.True);
            using var folder = new TemporaryFolder();
            using var silos = new SilosOfFaults($"local:{folder.File("cluster.db")}");
            await Task.WhenAll(
                silos.Start("a", $"10.77.{number}.1", []),
                silos.Start("b", $"10.77.{number}.1", []),
                silos.Start("c", $"10.77.{number}.2", ["ip", "netns", "exec", space]));
            using var run = await RunOfFaults.Start(silos);

            run.Happens();
            Assert.That(Command("ip", "-n", space, "link", "set", inner, "down"), Is.True);

            await run.RequireWhole();
        }
        finally
        {
            Command("ip", "netns", "del", space);
            Command("ip", "link", "del", outer);
        }
    }

    private static bool Command(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
