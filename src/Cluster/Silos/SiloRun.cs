using System.Collections.Concurrent;
using NasPipelines.Cluster.Grains;
using NasPipelines.Scoring;
using NasPipelines.Stages;

namespace NasPipelines.Cluster.Silos;

/// <summary>A run as a silo's workers see it: its scorer, and the batches that they are at.</summary>
internal sealed class SiloRun : IDisposable
{
    private readonly RemoteScorer _scorer;
    private readonly object _gate = new();
    private int _users;
    private bool _ended;
    private bool _disposed;

    private SiloRun(IRunGrain grain, RunHeader header, RemoteScorer scorer, int workers)
    {
        (Grain, Header, Workers, _scorer) = (grain, header, workers, scorer);
    }

    /// <summary>Its coordinator.</summary>
    public IRunGrain Grain { get; }

    /// <summary>What it is of.</summary>
    public RunHeader Header { get; }

    /// <summary>How many of the silo's workers may be at it, by the memory that its networks take.</summary>
    public int Workers { get; }

    /// <summary>Whether nothing more is scored for it here.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    /// <summary>The batches that workers are at, by worker.</summary>
    public ConcurrentDictionary<string, ActiveBatch> Batches { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes the scorer of a run.</summary>
    /// <returns>null where there is no such run any more.</returns>
    /// <exception cref="InvalidDataException">This silo would compute other scores, or cannot make the scorer.</exception>
    public static async Task<SiloRun?> Load(IRunGrain grain, ScoringSiloOptions options)
    {
        if (await grain.Header().ConfigureAwait(false) is not { } header)
        {
            return null;
        }

        if (header.Version != options.Version)
        {
            throw new InvalidDataException($"this silo is of version {options.Version}, the run of {header.Version}");
        }

        using var saved = new MemoryStream();
        while (await grain.Saved((int)saved.Length).ConfigureAwait(false) is { Length: > 0 } part)
        {
            await saved.WriteAsync(part).ConfigureAwait(false);
        }

        var sample = await grain.Sample().ConfigureAwait(false);
        if (sample.Length == 0)
        {
            return null;
        }

        var scorer = RemoteScorer.Load(saved.ToArray(), options.SearchSpaces);
        try
        {
            return scorer.DifferenceFrom(header.Identities) is { } difference
                ? throw new InvalidDataException($"other scores would be computed here ({difference})")
                : new(grain, header, scorer, scorer.WorkersFor(
                    sample, new() { Workers = options.Workers, Threads = header.Threads, MemoryBytes = options.MemoryBytes }));
        }
        catch
        {
            scorer.Dispose();
            throw;
        }
    }

    /// <summary>Scores an architecture; null where the run has ended.</summary>
    public ScoreRow? Score(string architecture, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return null;
            }

            _users++;
        }

        try
        {
            return _scorer.Score(architecture, new(Header.Threads, cancellation));
        }
        finally
        {
            Release(-1);
        }
    }

    /// <summary>Nothing more is scored; the scorer is freed when it is not in use.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
        }

        Release(0);
    }

    private void Release(int change)
    {
        bool free;
        lock (_gate)
        {
            _users += change;
            free = _ended && _users == 0 && !_disposed;
            _disposed |= free;
        }

        if (free)
        {
            _scorer.Dispose();
        }
    }
}
