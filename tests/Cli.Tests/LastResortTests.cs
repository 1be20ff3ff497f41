using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

/// <summary>No exception reaches who typed a command as a trace of .NET.</summary>
internal sealed class LastResortTests
{
    [TestCase(Verbosity.Usual)]
    [TestCase(Verbosity.Verbose)]
    public void Report_OfAnyException_IsOneLineAndTheTraceWhereAskedFor(Verbosity verbosity)
    {
        var terminal = new Terminal(new StringWriter(), new StringWriter()) { Verbosity = verbosity };
        var code = LastResort.Report(terminal, new AggregateException(new KeyNotFoundException("no\nkey")));
        string[] lines = terminal.Error.ToString()!.TrimEnd().Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(lines[0], Does.StartWith("nas: ").And.Contain("no key").And.Contain("--verbose"));
            Assert.That(lines, verbosity == Verbosity.Usual ? Has.Length.EqualTo(1) : Has.Length.GreaterThan(1));
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Exception_OfAThread_EndsTheProcessWithALineAndOne(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(NasCommand).Assembly.Location, "score", "nasbench201", "--proxies", "synflow", "--output", folder.File("o.tsv")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(LastResortTests).Assembly.Location;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout);
            string[] lines = (await process.StandardError.ReadToEndAsync(timeout)).TrimEnd().Split('\n');
            await process.WaitForExitAsync(timeout);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(process.ExitCode, Is.EqualTo(1));
                Assert.That(lines.Where(line => !line.StartsWith("scoring", StringComparison.Ordinal)), Has.Exactly(1).Items);
                Assert.That(lines[^1], Does.StartWith("nas: this should not happen").And.Contain("thrown by a thread"));
                Assert.That(await output, Is.Empty);
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
}
