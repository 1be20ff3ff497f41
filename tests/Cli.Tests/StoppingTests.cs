using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

/// <summary>Ctrl-C in the middle of the work: exit code 1, one line, nothing written.</summary>
internal sealed class StoppingTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Score_Cancelled_StopsAndWritesNothing(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout);
        var error = new StoppingWriter(stop, "scoring");
        var code = await NasCommand.RunAsync(WholeSpace(folder), new Terminal(TextWriter.Null, error), stop.Token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(timeout.IsCancellationRequested, Is.False);
            Assert.That(code, Is.EqualTo(1));
            Assert.That(error.ToString(), Does.EndWith($"nas: stopped; nothing was written.{Environment.NewLine}"));
            Assert.That(Directory.GetFileSystemEntries(folder.File(".")), Is.Empty);
        }
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(120_000)]
    public async Task Score_Interrupted_StopsAndWritesNothing(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        var nas = typeof(NasCommand).Assembly.Location;

        // Where the tests run in the background of a shell, a child would ignore SIGINT as they do.
        var start = new ProcessStartInfo(
            "env",
            ["--default-signal=INT", "dotnet", nas, .. WholeSpace(folder)]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        try
        {
            string? line;
            while ((line = await process.StandardError.ReadLineAsync(timeout)) is not null
                && !line.Contains("architectures/s", StringComparison.Ordinal))
            {
            }

            using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            {
                await kill.WaitForExitAsync(timeout);
            }

            var rest = await process.StandardError.ReadToEndAsync(timeout);
            await process.WaitForExitAsync(timeout);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(process.ExitCode, Is.EqualTo(1));
                Assert.That(rest, Does.EndWith($"nas: stopped; nothing was written.{Environment.NewLine}"));
                Assert.That(await process.StandardOutput.ReadToEndAsync(timeout), Is.Empty);
                Assert.That(Directory.GetFileSystemEntries(folder.File(".")), Is.Empty);
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string[] WholeSpace(TemporaryFolder folder) =>
        ["score", "nasbench201", "--proxies", "synflow", "--threads", "1", "--output", folder.File("scored.tsv"), "--json"];
}
