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
        using var process = NasProcess.Start(WholeSpace(folder), timeout);
        await process.Begun();
        await process.Signal("INT");
        var run = await process.Exit();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.EndWith($"nas: stopped; nothing was written.{Environment.NewLine}"));
            Assert.That(run.Output, Is.Empty);
            Assert.That(Directory.GetFileSystemEntries(folder.File(".")), Is.Empty);
        }
    }

    private static string[] WholeSpace(TemporaryFolder folder) =>
        ["score", "nasbench201", "--proxies", "synflow", "--threads", "1", "--output", folder.File("scored.tsv"), "--json"];
}
