using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NasPipelines.Cluster.Connections;
using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Silos;

/// <summary>
/// The workers of a silo, beside Orleans' scheduler: a thread each, so that scoring holds up neither grains nor the probes by which silos
/// know that others are alive. What they tell their silo's beat, it tells the coordinators.
/// </summary>
internal sealed class SiloWork : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Forgiveness = TimeSpan.FromMinutes(5);

    private readonly IGrainFactory _grains;
    private readonly ScoringSiloOptions _options;
    private readonly string _name;
    private readonly ILogger<SiloWork> _logger;
    private readonly ConcurrentDictionary<string, SiloRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _heard = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<SiloWorker> _workers = [];
    private Task _watch = Task.CompletedTask;
    private Task _beat = Task.CompletedTask;

    public SiloWork(IGrainFactory grains, ScoringSiloOptions options, RunSettings settings, ILogger<SiloWork> logger)
    {
        (_grains, _options, _name, _logger) = (grains, options, settings.Silo, logger);
        Count = options.Workers ?? Environment.ProcessorCount;
    }

    /// <summary>How many workers there are.</summary>
    public int Count { get; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Count; i++)
        {
            _workers.Add(new SiloWorker(_name, i, RunFor, _logger, _stop.Token));
        }

        _watch = Repeat(Watch);
        _beat = Repeat(Beat);
        return Task.CompletedTask;
    }

    /// <summary>Lets workers finish the architectures at hand; what is left of their batches goes back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll([.. _workers.Select(w => w.Ended), _watch, _beat]).WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var run in _runs.Values)
        {
            run.Dispose();
        }
    }

    public void Dispose() => _stop.Dispose();

    // The runs in turn, so that none waits for the end of another.
    private SiloRun? RunFor(int worker, int turn)
    {
        var runs = _runs.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value)
            .Where(r => worker < r.Workers && !r.IsEnded).ToList();
        return runs.Count == 0 ? null : runs[turn % runs.Count];
    }

    private async Task<TimeSpan> Watch()
    {
        var busy = _workers.Count(w => w.IsBusy);
        var welcome = await _grains.GetGrain<IRunsGrain>(0).Greet(
            new(_name, Environment.MachineName, _options.Version, Count, busy)).ConfigureAwait(false);
        var wanted = welcome.Runs;
        foreach (var run in wanted)
        {
            _heard[run] = DateTime.UtcNow;
        }

        // A run whose coordinator is made anew is not told of for a while.
        foreach (var gone in _runs.Keys.Where(run => DateTime.UtcNow - _heard[run] > Silence).ToList())
        {
            End(gone);
        }

        foreach (var run in Count == 0 ? [] : wanted.Where(run => !_runs.ContainsKey(run) && !IsRefused(run)))
        {
            await Load(run).ConfigureAwait(false);
        }

        return TimeSpan.FromSeconds(welcome.Seconds);
    }

    private async Task Load(string run)
    {
        var grain = _grains.GetGrain<IRunGrain>(run);
        try
        {
            if (await SiloRun.Load(grain, _options).ConfigureAwait(false) is { } loaded)
            {
                _runs[run] = loaded;
            }
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IOException or NotSupportedException)
        {
            _refused[run] = DateTime.UtcNow;
            _logger.Refused(run, e.Message);
            await grain.Refuse(_name, e.Message).ConfigureAwait(false);
        }
    }

    private bool IsRefused(string run) => _refused.TryGetValue(run, out var since) && DateTime.UtcNow - since < Forgiveness;

    private void End(string run)
    {
        _heard.Remove(run);
        if (_runs.TryRemove(run, out var ended))
        {
            ended.Dispose();
        }
    }

    private async Task<TimeSpan> Beat()
    {
        await Task.WhenAll(_runs.Values.Select(Beat)).ConfigureAwait(false);
        return _options.Rules.Beat;
    }

    private async Task Beat(SiloRun run)
    {
        var batches = run.Batches.Values.ToList();
        if (batches.Count == 0)
        {
            return;
        }

        var reports = batches.ConvertAll(batch => batch.Report(0));
        var lost = await run.Grain.Beat(_name, [.. reports]).ConfigureAwait(false);
        for (var i = 0; i < batches.Count; i++)
        {
            batches[i].Told(reports[i]);
            batches[i].IsLost |= lost.Contains(batches[i].Order.Lease);
        }
    }

    private async Task Repeat(Func<Task<TimeSpan>> work)
    {
        while (!_stop.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                pause = await work().ConfigureAwait(false);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException or ObjectDisposedException or InvalidOperationException)
            {
                _logger.NotReached(e.Message);
            }

            await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
