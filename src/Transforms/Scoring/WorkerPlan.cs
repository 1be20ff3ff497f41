using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.Scoring;

/// <summary>How many architectures are scored at a time, and with how many threads each.</summary>
/// <param name="Workers">Architectures at a time.</param>
/// <param name="Threads">Threads of each.</param>
/// <param name="PeakBytes">About the most memory that one of them takes; 0 where that is not known.</param>
/// <param name="MemoryBytes">What all of them may take together.</param>
internal sealed record WorkerPlan(int Workers, int Threads, long PeakBytes, long MemoryBytes)
{
    private const int Looked = 100; // at most: each takes milliseconds
    private const double ShareOfMachine = 0.75; // the rest is the process's own, and the system's

    private bool IsTooLarge => PeakBytes > 0 && Workers * PeakBytes > MemoryBytes;

    private bool IsLimited => PeakBytes > 0 && (Workers + 1) * PeakBytes > MemoryBytes;

    /// <summary>What speaks against the plan; null where nothing does.</summary>
    public string? Doubt => IsTooLarge
        ? $"{Told} may not fit into {Gibibytes(MemoryBytes)} of memory: ask for fewer workers, fewer scores at a time or smaller batches"
        : Workers < Environment.ProcessorCount && Threads == 1 && IsLimited
            ? $"{Told} are all that fit into {Gibibytes(MemoryBytes)} of memory; {Environment.ProcessorCount} cores are there"
            : null;

    /// <summary>The plan in words.</summary>
    public string Told => (Workers == 1 ? "1 worker" : $"{Workers} workers")
        + (Threads == 1 ? "" : $" of {Threads} threads") + (PeakBytes == 0 ? "" : $" of about {Gibibytes(PeakBytes)} at most");

    /// <summary>
    /// The plan of a run: as it asks for; else as many workers as there are cores, with a thread each, as far as memory allows. Networks
    /// are small: they use a core each better than all cores together.
    /// </summary>
    public static WorkerPlan Of(Scorer scorer, IReadOnlyList<(string Text, Architecture Architecture)> rows, RunOptions run)
    {
        var step = Math.Max(1, (rows.Count + Looked - 1) / Looked);
        var peak = Enumerable.Range(0, (rows.Count + step - 1) / step)
            .Select(i => scorer.EstimatePeak(rows[i * step].Architecture)).DefaultIfEmpty(0).Max();
        var memory = run.MemoryBytes ?? (long)(ShareOfMachine * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (run.Workers is not null)
        {
            return new(run.EffectiveWorkers, run.EffectiveThreads, peak, memory);
        }

        var threads = Math.Max(1, run.Threads);
        var cores = Math.Max(1, Environment.ProcessorCount / threads);
        return new(peak == 0 ? cores : (int)Math.Clamp(memory / peak, 1, cores), threads, peak, memory);
    }

    /// <summary>The plan of a run whose architectures are scored elsewhere.</summary>
    public static WorkerPlan Elsewhere(RunOptions run) => new(1, Math.Max(1, run.Threads), 0, 0);

    private static string Gibibytes(long bytes) => Invariant($"{bytes / (double)(1 << 30):0.##} GiB");
}
