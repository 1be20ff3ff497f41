using NasPipelines.Cluster.Connections;

namespace NasPipelines.Cluster.Grains;

/// <content>What workers ask and tell.</content>
internal sealed partial class RunGrain
{
    private const int SavedPart = 4 << 20;
    private const int SampleSize = 32;
    private static readonly WorkOrder Nothing = new(RunPhase.Unknown, 0, [], []);

    public Task<RunHeader?> Header() => Task.FromResult(_phase == RunPhase.Running ? _header : null);

    public Task<byte[]> Saved(int offset) =>
        Task.FromResult(_saved[Math.Min(offset, _saved.Length)..Math.Min(offset + SavedPart, _saved.Length)]);

    public Task<string[]> Sample() => Task.FromResult(
        Enumerable.Range(0, Math.Min(SampleSize, _architectures.Length))
            .Select(i => _architectures[(long)i * _architectures.Length / Math.Min(SampleSize, _architectures.Length)]).ToArray());

    public async Task Refuse(string silo, string reason)
    {
        _refusals[silo] = reason;
        logger.Refused(Run, $"{silo}: {reason}");
        await Announce();
    }

    public Task<WorkOrder> Next(string silo, WorkerReport report, bool wants)
    {
        if (_coordinator is null)
        {
            return Task.FromResult(Nothing with { Phase = _phase });
        }

        Accept(report.Rows);
        if (report.Lease != 0)
        {
            _coordinator.Finish(report.Lease, report.Scored, report.Seconds, Now);
        }

        if (!wants || _phase != RunPhase.Running || _refusals.ContainsKey(silo))
        {
            return Task.FromResult(Nothing with { Phase = _phase });
        }

        var batch = _coordinator.Take(silo, report.Worker, Now);
        return Task.FromResult(batch is null
            ? Nothing with { Phase = _phase }
            : new WorkOrder(_phase, batch.Lease, batch.Places, Array.ConvertAll(batch.Places, place => _architectures[place])));
    }

    public Task<long[]> Beat(string silo, WorkerReport[] reports)
    {
        List<long> lost = [];
        foreach (var report in reports)
        {
            Accept(report.Rows);
            if (_phase != RunPhase.Running || _coordinator?.Renew(report.Lease, Now) != true)
            {
                lost.Add(report.Lease);
            }
        }

        return Task.FromResult(lost.ToArray());
    }

    private void Accept(RunRow[] rows) => Array.ForEach(rows, row => _coordinator?.Accept(row.Place, row.Bytes));
}
