namespace NasPipelines.Scoring;

/// <summary>Disposes a scorer once nobody is at work with it any more.</summary>
/// <param name="scorer">The scorer, owned from now on.</param>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class ScorerLifetime(Scorer scorer) : IDisposable
{
    private readonly object _gate = new();
    private int _running;
    private bool _disposed;

    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(ScoreMemo));

    /// <summary>Work with the scorer, which lives until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Use Begin()
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            _running++;
        }

        return new(this);
    }

    /// <summary>Frees the scorer; where it is at work on another thread, as soon as it is done.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (_running > 0)
            {
                return;
            }
        }

        scorer.Dispose();
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_running > 0 || !_disposed)
            {
                return;
            }
        }

        scorer.Dispose();
    }

    /// <summary>A piece of work.</summary>
    public readonly ref struct Use(ScorerLifetime lifetime)
    {
        public void Dispose() => lifetime.End();
    }
}
