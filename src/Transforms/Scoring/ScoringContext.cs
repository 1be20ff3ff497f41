namespace NasPipelines.Scoring;

/// <summary>How one architecture is scored: nothing in it may change a score, but for rounding.</summary>
/// <param name="threads">Threads to use.</param>
/// <param name="cancellationToken">Stops the work.</param>
public readonly struct ScoringContext(int threads, CancellationToken cancellationToken = default)
{
    private readonly int _threads = threads;

    /// <summary>Threads to use, at least 1.</summary>
    public int Threads => Math.Max(1, _threads);

    /// <summary>Stops the work.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
