using Microsoft.Extensions.Logging;
using NasPipelines.Cluster.Connections;
using NasPipelines.Cluster.Runs;
using NasPipelines.Cluster.Stores;
using Orleans.Concurrency;

namespace NasPipelines.Cluster.Grains;

/// <summary>
/// A thin shell of a <see cref="RunCoordinator{TRow}"/>. Its turns are short; rows are stored behind them. Where its silo is lost, the next
/// call makes it anew on another one, from the store; what was not stored yet is scored again.
/// </summary>
[Reentrant]
internal sealed partial class RunGrain(IRunStore store, RunSettings settings, TimeProvider clock, ILogger<RunGrain> logger)
    : Grain, IRunGrain
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly long _started = clock.GetTimestamp();
    private readonly List<RunRow> _unsaved = [];
    private readonly RunTally _tally = new();
    private readonly SortedDictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private readonly long _epoch = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private RunPhase _phase;
    private RunHeader? _header;
    private byte[] _saved = [];
    private string[] _architectures = [];
    private RunCoordinator<byte[]>? _coordinator;
    private TimeSpan _clientHeard;
    private IGrainTimer? _timer;
    private string[] _silos = [];
    private bool _ticking;

    private string Run => this.GetPrimaryKeyString();

    private TimeSpan Now => clock.GetElapsedTime(_started);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await store.Load(Run) is { } stored)
        {
            (_header, _saved, _architectures) = (stored.Header, stored.Saved, stored.Architectures);
            Begin();
            Accept([.. stored.Rows]);
            _unsaved.Clear();
            logger.RunChanged(Run, $"goes on at {settings.Silo} with {stored.Rows.Count} of {_header.Count} rows");
        }
    }

    public Task Prepare(RunHeader header, int savedBytes)
    {
        if (_header is null)
        {
            (_header, _saved, _architectures) = (header, new byte[savedBytes], new string[header.Count]);
            _phase = RunPhase.Preparing;
            Watch();
        }

        return Task.CompletedTask;
    }

    public Task AddSaved(int offset, byte[] bytes) => WhilePreparing(() => bytes.CopyTo(_saved, offset));

    public Task Add(int first, string[] architectures) => WhilePreparing(() => architectures.CopyTo(_architectures, first));

    public async Task<RunStatus> Start()
    {
        if (_phase == RunPhase.Preparing && Array.IndexOf(_architectures, null!) < 0)
        {
            await store.Save(Run, _header!, _saved, _architectures);
            if (_phase == RunPhase.Preparing)
            {
                Begin();
                logger.RunChanged(Run, $"begins at {settings.Silo}: {_header!.Count} architectures for {_header.Client}");
            }
        }

        await Announce();
        return Describe();
    }

    public Task<RunRows> Rows(long epoch, int after, int most)
    {
        _clientHeard = Now;
        var first = epoch == _epoch ? after : 0;
        var rows = _coordinator?.Rows(first, most) ?? [];
        return Task.FromResult(new RunRows(_epoch, first, [.. rows.Select(row => new RunRow(row.Place, row.Row))], Describe()));
    }

    public async Task Forget()
    {
        if (_phase == RunPhase.Running)
        {
            _phase = RunPhase.Cancelled;
        }

        await Announce();
        await store.Remove(Run);
        _unsaved.Clear();
        DeactivateOnIdle();
    }

    public Task<RunStatus> Status() => Task.FromResult(Describe());

    public async Task Cancel()
    {
        if (_phase is RunPhase.Running or RunPhase.Preparing or RunPhase.Refused)
        {
            _phase = RunPhase.Cancelled;
            logger.RunChanged(Run, "cancelled");
        }

        await Announce();
        await store.Remove(Run);
    }

    private Task WhilePreparing(Action add)
    {
        _clientHeard = Now;
        if (_phase == RunPhase.Preparing)
        {
            add();
        }

        return Task.CompletedTask;
    }

    private void Begin()
    {
        var columns = _header!.Scores.Length;

        // Leases of before a restart must stay unknown: their numbers are from the clock.
        _coordinator = new(
            _header.Count, settings.Rules, reason => RowBytes.Failure(columns, reason), OnAccepted, _epoch << 16);
        _phase = _coordinator.IsDone ? RunPhase.Done : RunPhase.Running;
        Watch();
    }

    // A late call makes a grain of a run that is over: that one has nothing to watch.
    private void Watch()
    {
        _clientHeard = Now;
        _timer ??= this.RegisterGrainTimer(OnTick, new GrainTimerCreationOptions(Tick, Tick) { Interleave = true });
    }

    private void OnAccepted(int place, byte[] row)
    {
        _tally.Add(row, _header!.Scores.Length);
        _unsaved.Add(new(place, row));
        if (_coordinator!.IsDone && _phase is RunPhase.Running or RunPhase.Refused)
        {
            _phase = RunPhase.Done;
            logger.RunChanged(Run, "all rows are there");
        }
    }
}
