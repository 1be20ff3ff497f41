using System.Globalization;
using System.Runtime.InteropServices;

namespace NasPipelines.Latency;

/// <summary>The machine that this process runs on, as a text: a latency is of a machine.</summary>
internal static class MachineDescription
{
    private const string Processors = "/proc/cpuinfo";

    /// <summary>Name, processor, cores and system.</summary>
    public static string Text { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.ProcessArchitecture}");

    private static string Processor()
    {
        var line = File.Exists(Processors)
            ? File.ReadLines(Processors).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? "unknown processor";
    }
}
