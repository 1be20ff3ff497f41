using Microsoft.Extensions.Logging;
using NasPipelines.Cluster.Connections;
using NasPipelines.Cluster.Stores;

namespace NasPipelines.Cluster.Grains;

/// <summary>Which runs and silos there are. It keeps nothing: runs and silos tell it again every second or so.</summary>
internal sealed class RunsGrain(IRunStore store, TimeProvider clock, ILogger<RunsGrain> logger) : Grain, IRunsGrain
{
    private const int Most = 50;
    private const double SilosInASecond = 200;
    private const double Shortest = 0.2; // seconds between the greetings of a silo
    private const double Longest = 5;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (RunStatus Status, long Heard, long First)> _runs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (SiloState State, long Heard)> _silos = new(StringComparer.Ordinal);
    private long _count;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(Wake, new GrainTimerCreationOptions(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan)
        {
            Interleave = true,
        });
        return Task.CompletedTask;
    }

    public Task<string[]> Announce(RunStatus run)
    {
        var first = _runs.TryGetValue(run.Run, out var known) ? known.First : ++_count;
        _runs[run.Run] = (run, clock.GetTimestamp(), first);
        while (_runs.Count > Most)
        {
            _runs.Remove(_runs.MinBy(r => r.Value.First).Key);
        }

        return Task.FromResult(LiveSilos().Where(s => s.Workers > 0).Select(s => s.Name).ToArray());
    }

    public Task<Welcome> Greet(SiloState silo)
    {
        _silos[silo.Name] = (silo, clock.GetTimestamp());
        string[] wanting =
        [
            .. _runs.Values
                .Where(r => r.Status.Phase is RunPhase.Running or RunPhase.Refused && clock.GetElapsedTime(r.Heard) < Silence)
                .OrderBy(r => r.First).Select(r => r.Status.Run),
        ];
        return Task.FromResult(new Welcome(wanting, Math.Clamp(_silos.Count / SilosInASecond, Shortest, Longest)));
    }

    public Task<RunStatus[]> Runs() => Task.FromResult(
        _runs.Values.OrderByDescending(r => r.First).Select(r => r.Status).ToArray());

    public Task<SiloState[]> Silos() => Task.FromResult(LiveSilos().ToArray());

    private IEnumerable<SiloState> LiveSilos() =>
        _silos.Values.Where(s => clock.GetElapsedTime(s.Heard) < Silence).Select(s => s.State);

    // A run whose coordinator and client are both lost would stay in the store: it is called, and gives itself up after a while.
    private async Task Wake(CancellationToken cancellation)
    {
        try
        {
            foreach (var run in await store.Runs())
            {
                await GrainFactory.GetGrain<IRunGrain>(run).Status();
            }
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            logger.NotReached(e.Message);
        }
    }
}
