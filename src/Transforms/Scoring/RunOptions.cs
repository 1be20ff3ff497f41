using NasPipelines.Options;

namespace NasPipelines.Scoring;

/// <summary>
/// How long work is run: the last argument of everything that takes a while. Results do not depend on it, but for rounding: a worker with
/// more threads adds numbers in another order.
/// </summary>
public sealed class RunOptions
{
    /// <summary>Pieces of work (architectures, trainings, resamples) done at a time.</summary>
    /// <value>
    /// null: one for each core where pieces are independent (architectures, resamples, simulated searches), as far as memory allows; one
    /// where a piece has use for several threads (the training of a supernet). 0 means one for each core.
    /// </value>
    public int? Workers { get; init; }

    /// <summary>Threads of each worker.</summary>
    /// <value>
    /// 0: all cores, divided among the workers that were asked for; one where architectures are scored by as many workers as there are
    /// cores.
    /// </value>
    public int Threads { get; init; }

    /// <summary>
    /// What architectures that are scored at a time may take together, in bytes, by an estimate of their peaks; where one takes more, it is
    /// scored alone.
    /// </summary>
    /// <value>null: three quarters of what the process may have.</value>
    public long? MemoryBytes { get; init; }

    /// <summary>Told after each piece of work.</summary>
    /// <value>null.</value>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Stops the work between pieces, or sooner; what is done stays done.</summary>
    /// <value>None.</value>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Stops scoring and tabulation softly: no further architecture is begun, and those at hand are finished and kept. The work then ends
    /// as with <see cref="CancellationToken"/>, unless nothing was left to begin. Other work does not listen to it.
    /// </summary>
    /// <value>None.</value>
    public CancellationToken StopToken { get; init; }

    /// <summary>The same, with progress told elsewhere: that of work which is a part of other work.</summary>
    /// <param name="progress">Told after each piece; null tells nobody.</param>
    public RunOptions Telling(IProgress<RunProgress>? progress) => With(Threads, progress);

    /// <summary>The same with other threads for each worker.</summary>
    internal RunOptions WithThreads(int threads) => With(threads, Progress);

    /// <summary>Ends the work where no further piece may be begun.</summary>
    /// <exception cref="OperationCanceledException">One of the tokens was cancelled.</exception>
    internal void ThrowIfStopped()
    {
        CancellationToken.ThrowIfCancellationRequested();
        StopToken.ThrowIfCancellationRequested();
    }

    /// <summary>The workers after resolving null, as one, and 0.</summary>
    internal int EffectiveWorkers => Workers switch
    {
        null => 1,
        0 => Environment.ProcessorCount,
        { } several => several,
    };

    /// <summary>The threads of each worker after resolving 0.</summary>
    public int EffectiveThreads => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount / EffectiveWorkers);

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    public void Validate() => new OptionFaults().Range(Workers ?? 0, 0, 1024, nameof(Workers)).Range(Threads, 0, 1024)
        .Require(MemoryBytes is null or > 0, $"{nameof(MemoryBytes)} must be positive.").Throw();

    private RunOptions With(int threads, IProgress<RunProgress>? progress) => new()
    {
        Workers = Workers,
        Threads = threads,
        MemoryBytes = MemoryBytes,
        Progress = progress,
        CancellationToken = CancellationToken,
        StopToken = StopToken,
    };
}
