using System.Diagnostics;
using NasPipelines.Scoring;

namespace NasPipelines;

/// <summary>The pieces of some long work: tells its progress and looks whether it is to stop.</summary>
internal sealed class RunSteps(RunOptions? run, int total)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _done;

    public void ThrowIfCancelled() => run?.CancellationToken.ThrowIfCancellationRequested();

    /// <summary>Does a piece unless the work is to stop.</summary>
    public T Do<T>(string what, Func<T> piece)
    {
        ThrowIfCancelled();
        var result = piece();
        Done(what);
        return result;
    }

    /// <summary>Tells that pieces are done; may be called from several threads.</summary>
    public void Done(string? what = null, int pieces = 1)
    {
        var done = Interlocked.Add(ref _done, pieces);
        var elapsed = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var rate = elapsed > 0 ? done / elapsed : 0;
        run?.Progress?.Report(new(done, total, rate, rate > 0 ? TimeSpan.FromSeconds((total - done) / rate) : null, what));
    }
}
