using NasPipelines.Cluster.Connections;

namespace NasPipelines.Cluster.Grains;

/// <content>What is done every second, and told of the run.</content>
internal sealed partial class RunGrain
{
    private RunStatus Describe() => new()
    {
        Run = Run,
        Phase = _phase,
        Scores = string.Join(", ", _header?.Scores ?? []),
        Client = _header?.Client ?? "",
        Count = _header?.Count ?? 0,
        Done = _coordinator?.Done ?? 0,
        Failed = _tally.Failed,
        Lost = _coordinator?.Lost ?? 0,
        Workers = _coordinator?.Lent ?? 0,
        PerSecond = _tally.PerSecond,
        Refusals = [.. _refusals.Select(r => $"{r.Key}: {r.Value}")],
        Reasons = _tally.Reasons,
        Silo = settings.Silo,
    };

    private async Task Announce()
    {
        if (_phase != RunPhase.Unknown)
        {
            _silos = await GrainFactory.GetGrain<IRunsGrain>(0).Announce(Describe());
        }
    }

    private async Task OnTick(CancellationToken cancellation)
    {
        if (_ticking)
        {
            return;
        }

        _ticking = true;
        try
        {
            if (_coordinator is not null && _phase == RunPhase.Running)
            {
                _coordinator.Sweep(Now);
                _tally.Tell(Now, _coordinator.Done);
            }

            if (_phase is RunPhase.Running or RunPhase.Refused)
            {
                // One that is asked again may have found what it lacked.
                _phase = _silos.Length > 0 && _silos.All(_refusals.ContainsKey) ? RunPhase.Refused : RunPhase.Running;
            }

            if (_phase != RunPhase.Unknown && Now - _clientHeard > settings.ClientPatience)
            {
                logger.RunChanged(Run, "given up: nothing was heard of its client");
                await Forget();
                return;
            }

            await Store();
            await Announce();
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            logger.NotReached(e.Message);
        }
        finally
        {
            _ticking = false;
        }
    }

    private async Task Store()
    {
        if (_unsaved.Count == 0 || _phase is RunPhase.Cancelled)
        {
            return;
        }

        var rows = _unsaved.ToArray();
        try
        {
            await store.SaveRows(Run, rows);
            _unsaved.RemoveRange(0, Math.Min(rows.Length, _unsaved.Count));
        }
        catch (TimeoutException e)
        {
            logger.NotStored(Run, e.Message);
        }
    }
}
