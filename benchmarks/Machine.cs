using System.Globalization;

namespace NasPipelines.Benchmarks;

/// <summary>
/// What else a timing depends on: the machine, how busy it is, and the memory of this process. Linux only; others say "unknown".
/// </summary>
internal static class Machine
{
    private const string Load = "/proc/loadavg";
    private const string Status = "/proc/self/status";

    public static string State() =>
        $"{Environment.ProcessorCount} core(s), load {LoadAverage()} (1, 5, 15 min), peak resident memory {PeakMemory()}";

    /// <summary>Largest resident memory since the process started.</summary>
    public static string PeakMemory()
    {
        if (!File.Exists(Status))
        {
            return "unknown";
        }

        var line = File.ReadLines(Status).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kibibytes = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        return $"{kibibytes / 1024.0:F0} MiB";
    }

    private static string LoadAverage() =>
        File.Exists(Load) ? string.Join(' ', File.ReadAllText(Load).Split(' ')[..3]) : "unknown";
}
