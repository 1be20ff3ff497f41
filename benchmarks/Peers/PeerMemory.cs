using System.Diagnostics;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>Peak memory of a way, in a process of its own: an allocator keeps what an earlier way took.</summary>
internal static class PeerMemory
{
    public const string Command = "peers-memory";
    private const int MostArchitectures = 4;

    /// <summary>Starts this program again and reads the one line that <see cref="Run"/> prints.</summary>
    public static string OfFreshProcess(PlainGroup group, string way, RunOptions options)
    {
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        string[] arguments =
        [
            Command, group.Name, way,
            "--threads", $"{options.Threads}", "--architectures", $"{options.Architectures}", "--batch", $"{options.Batch}",
        ];
        var start = new ProcessStartInfo(host, [.. program, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{Command} {way} ended with status {process.ExitCode}.");
    }

    /// <summary>Scores some architectures in one way and prints the peak.</summary>
    public static int Run(PlainGroup group, string way, RunOptions options, TextWriter output)
    {
        var batch = Workload.Batch(options.Batch);
        using var ways = new PeerWays(group, batch, options.Threads);
        foreach (var architecture in Workload.Architectures(Math.Min(options.Architectures, MostArchitectures)))
        {
            using var subject = way == PeerWays.Plain ? new PlainSubject(architecture, ParameterSource.Seeded(), batch) : null;
            foreach (var run in ways.Runs(way, architecture, subject))
            {
                run();
            }
        }

        output.WriteLine(Machine.PeakMemory());
        return 0;
    }
}
