using System.Diagnostics;
using Microsoft.ML;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks.Conversion;

/// <summary>
/// A step of <see cref="ConvertProgram"/> in a process of its own, so that its peak of memory is its own; converting has one core.
/// </summary>
internal static class ConvertPart
{
    public const string Command = "convert-part";

    private const int Queries = 1_000_000;

    /// <summary>Starts this program again and reads the line that <see cref="Run"/> prints.</summary>
    public static string OfFreshProcess(string part, string input, string output)
    {
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        using var process =
            Process.Start(new ProcessStartInfo(host, [.. program, Command, part, input, output]) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0
            ? line
            : throw new InvalidOperationException($"{Command} {part} ended with status {process.ExitCode}.");
    }

    public static int Run(string part, string input, string output, TextWriter writer)
    {
        if (part == "convert" && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            using var self = Process.GetCurrentProcess();
            self.ProcessorAffinity = 1;
        }

        switch (part)
        {
            case "convert":
                Convert(input, output, writer);
                break;
            case "load":
                Load(input, writer);
                break;
            default:
                Query(input, writer);
                break;
        }

        return 0;
    }

    private static void Convert(string input, string output, TextWriter writer)
    {
        var megabytes = new FileInfo(input).Length / 1e6;
        var took = Timing.Once(() => new MLContext().Nas().Data.SaveAsParquet(BenchmarkFiles.Get("nasbench101").Read(input).View, output));
        writer.WriteLine(
            $"{megabytes:F0} MB in {took.Wall:F2} s ({megabytes / took.Wall:F0} MB/s), processor {took.Processor:F2} s "
            + $"({megabytes / took.Processor:F0} MB/s), "
            + $"peak {Machine.PeakMemory()}, table {new FileInfo(output).Length / 1e6:F1} MB");
    }

    private static void Load(string input, TextWriter writer)
    {
        BenchmarkTable? table = null;
        var first = Timing.Once(() => table = Table(input));
        var peak = Machine.PeakMemory();
        var second = Timing.Once(() => table = Table(input));
        writer.WriteLine(
            $"{table!.Count} rows, {table.Columns.Length} columns: first {first.Wall * 1e3:F0} ms (processor {first.Processor * 1e3:F0}), "
            + $"again {second.Wall * 1e3:F0} ms (processor {second.Processor * 1e3:F0}), peak after the first {peak}");
    }

    private static void Query(string input, TextWriter writer)
    {
        var table = Table(input);
        var column = table.Columns[0];
        var sum = table.Value(table.Architectures[0], column);
        var took = Timing.Once(() =>
        {
            for (var i = 0; i < Queries; i++)
            {
                sum += table.Value(table.Architectures[(int)(i * 7919L % table.Count)], column);
            }
        });
        writer.WriteLine($"{took.Wall / Queries * 1e6:F3} µs a query (processor {took.Processor / Queries * 1e6:F3} µs), {Queries} "
            + $"queries, sum {sum:G6}");
    }

    private static BenchmarkTable Table(string input) => BenchmarkTables.Read(
        input, input.Contains("101", StringComparison.Ordinal) ? new() { Space = SearchSpaces.NasBench101 } : null);
}
