using System.Diagnostics;
using NasPipelines.Scoring;

namespace NasPipelines.Evaluation;

/// <summary>Pieces of long work: done at a time as asked for, told to whoever listens, stopped between two.</summary>
/// <param name="run">How to work; null takes a worker for each core.</param>
/// <param name="total">Pieces in all.</param>
internal sealed class RunPieces(RunOptions? run, int total)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _done;

    /// <summary>
    /// For a loop in parallel. Work that needs one thread per piece and little memory takes every core unless told otherwise.
    /// </summary>
    public ParallelOptions Parallel { get; } = OptionsOf(run);

    /// <summary>The same for work whose pieces nobody waits for.</summary>
    public static ParallelOptions OptionsOf(RunOptions? run) => new()
    {
        MaxDegreeOfParallelism = run is { Workers: > 0 } ? run.Workers.Value : Environment.ProcessorCount,
        CancellationToken = run?.CancellationToken ?? default,
    };

    /// <summary>Does a piece unless the work is to stop.</summary>
    public T Do<T>(string what, Func<T> piece)
    {
        ThrowIfCancelled();
        var result = piece();
        Done(what);
        return result;
    }

    /// <summary>Stops the work where it is to stop.</summary>
    public void ThrowIfCancelled() => Parallel.CancellationToken.ThrowIfCancellationRequested();

    /// <summary>Tells that pieces are done; may be called from several threads.</summary>
    public void Done(string? what = null, int pieces = 1)
    {
        var done = Interlocked.Add(ref _done, pieces);
        if (run?.Progress is { } progress)
        {
            var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            var rate = seconds > 0 ? done / seconds : 0;
            progress.Report(new(done, total, rate, rate > 0 ? TimeSpan.FromSeconds((total - done) / rate) : null, what));
        }
    }
}
