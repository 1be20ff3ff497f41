using System.Runtime.InteropServices;

namespace NasPipelines.Cli.Shell;

/// <summary>
/// The signals that end the command. Ctrl-C (SIGINT) stops the work at once. So does SIGTERM, unless the work can be gone on with
/// (<see cref="EndSoftly"/>): then SIGTERM and SIGUSR1, with which schedulers announce that time is up, let the architecture at hand be
/// finished, and the command asks to be run again (<see cref="ExitCode.Requeue"/>).
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int SignalBase = 128;

    // After the work was told to stop at once: some calls of native libraries listen to nobody.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PatienceAfterGrace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _now;
    private readonly CancellationTokenSource _soon = new();
    private readonly Terminal _terminal;
    private readonly List<IDisposable> _held = [];
    private readonly object _gate = new();
    private TimeSpan? _grace;

    public StopSignals(Terminal terminal, CancellationToken cancellation)
    {
        _terminal = terminal;
        _now = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _held.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, StopNow));
        _held.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopSoon));
    }

    /// <summary>Stops the work at once.</summary>
    public CancellationToken Now => _now.Token;

    /// <summary>Stops the work when what is at hand is done.</summary>
    public CancellationToken Soon => _soon.Token;

    /// <summary>The signal that asked for a soft end, by its name; null where there was none.</summary>
    public string? Requeue { get; private set; }

    /// <summary>From now on, SIGTERM and SIGUSR1 end the work softly.</summary>
    /// <param name="grace">How long what is at hand may take; then it is dropped.</param>
    public void EndSoftly(TimeSpan grace)
    {
        lock (_gate)
        {
            _grace = grace;
            if (User1() is { } signal)
            {
                _held.Add(PosixSignalRegistration.Create(signal, StopSoon));
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _held.ForEach(held => held.Dispose());
            _held.Clear();
        }

        _now.Dispose();
        _soon.Dispose();
    }

    // .NET has no name for it, and takes its number.
    private static PosixSignal? User1() =>
        OperatingSystem.IsLinux() ? (PosixSignal)10 : OperatingSystem.IsMacOS() ? (PosixSignal)30 : null;

    private void StopNow(PosixSignalContext signal) => Stop(signal, () =>
    {
        _now.Cancel();
        After(Patience, () => LastResort.End(SignalBase + (signal.Signal == PosixSignal.SIGINT ? 2 : 15)));
    });

    private void StopSoon(PosixSignalContext signal)
    {
        if (_grace is not { } grace)
        {
            StopNow(signal);
            return;
        }

        Stop(signal, () =>
        {
            if (Requeue is not null)
            {
                // Told twice: there is no time for more.
                _now.Cancel();
                return;
            }

            Requeue = signal.Signal == PosixSignal.SIGTERM ? "SIGTERM" : "SIGUSR1";
            _terminal.Note(FormattableString.Invariant(
                $"{Requeue}: the architectures at hand have {grace.TotalSeconds:0.#} s to be finished."));
            _soon.Cancel();
            After(grace, _now.Cancel);
            After(grace + PatienceAfterGrace, () =>
            {
                _terminal.Say("an architecture at hand could not be stopped and is dropped; what was scored is kept: run this again.");
                LastResort.End(ExitCode.Requeue);
            });
        });
    }

    private void Stop(PosixSignalContext signal, Action stop)
    {
        signal.Cancel = true;
        lock (_gate)
        {
            if (_held.Count > 0)
            {
                stop();
            }
        }
    }

    private void After(TimeSpan time, Action action) =>
        _held.Add(new Timer(
            _ =>
            {
                lock (_gate)
                {
                    if (_held.Count > 0)
                    {
                        action();
                    }
                }
            }, null, time, Timeout.InfiniteTimeSpan));
}
