using System.Diagnostics;
using NasPipelines.Cluster.Runs;
using NasPipelines.Numerics;

namespace NasPipelines.Benchmarks.Cluster;

/// <summary>
/// A run on simulated workers: the coordinator is the real one, and what happens to it happens at simulated times. Scores take drawn
/// times; workers die without a word at random and come back.
/// </summary>
internal sealed class ClusterSimulation
{
    private const double Latency = 0.005; // seconds of a message, there and back
    private const double Poll = 1; // seconds after which a worker without work asks again
    private const double Away = 60; // seconds until a worker that died is back
    private const int RowBytes = 180; // the row of ten scores

    private readonly RunCoordinator<byte[]> _coordinator;
    private readonly LeaseRules _rules = new();
    private readonly PriorityQueue<(SimulatedWorker Worker, int Life, Step Step), double> _events = new();
    private readonly SimulatedWorker[] _workers;
    private readonly double[] _seconds;
    private SplitMix64 _random; // a value that changes: not readonly
    private readonly double _lifetime;
    private readonly Dictionary<int, double> _lostAt = [];
    private double _now;

    private enum Step
    {
        Ask,
        Beat,
        Finish,
        Die,
        Return,
    }

    private ClusterSimulation(int architectures, int workers, double meanSeconds, double lifetime, ulong seed)
    {
        _random = new SplitMix64(seed);
        _lifetime = lifetime;
        var before = GC.GetTotalMemory(true);
        _coordinator = new(architectures, _rules, _ => new byte[RowBytes]);
        Baseline = before;
        _seconds = [.. Enumerable.Range(0, architectures).Select(_ => meanSeconds * Math.Exp((0.5 * Normal()) - 0.125))];
        _workers = [.. Enumerable.Range(0, workers).Select(i => new SimulatedWorker($"silo{i}", $"silo{i}/0"))];
    }

    /// <summary>Seconds from the first question to the last row.</summary>
    public double Makespan { get; private set; }

    /// <summary>Seconds of all scores that count.</summary>
    public double Work => _seconds.Sum();

    /// <summary>The time that workers were alive until the end.</summary>
    public double Alive { get; private set; }

    /// <summary>Calls to the coordinator.</summary>
    public long Calls { get; private set; }

    /// <summary>Processor seconds in the coordinator.</summary>
    public double Processor { get; private set; }

    /// <summary>Bytes of the coordinator at the end.</summary>
    public long Memory { get; private set; }

    /// <summary>Workers that died.</summary>
    public int Deaths { get; private set; }

    /// <summary>The most seconds of scoring that a worker took with it.</summary>
    public double MostLost { get; private set; }

    /// <summary>Seconds from a death until all that it left was scored: the mean and the most.</summary>
    public (double Mean, double Most) Recovery { get; private set; }

    private long Baseline { get; }

    /// <summary>Runs to the end.</summary>
    /// <param name="architectures">The number of architectures.</param>
    /// <param name="workers">The number of workers, each in a process of its own.</param>
    /// <param name="meanSeconds">The mean time of a score; times are log-normal (sigma 0.5).</param>
    /// <param name="lifetime">The mean time that a worker lives; infinite where none dies.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    public static ClusterSimulation Run(int architectures, int workers, double meanSeconds, double lifetime, ulong seed)
    {
        var simulation = new ClusterSimulation(architectures, workers, meanSeconds, lifetime, seed);
        simulation.Run();
        return simulation;
    }

    private void Run()
    {
        foreach (var worker in _workers)
        {
            Begin(worker);
        }

        List<double> recoveries = [];
        while (!_coordinator.IsDone && _events.TryDequeue(out var next, out _now))
        {
            var (worker, life, step) = next;
            if (worker.Life == life)
            {
                Do(worker, step, recoveries);
            }
        }

        Makespan = _now;
        Alive += _workers.Sum(w => w.IsAlive ? _now - w.Born : 0);
        Recovery = recoveries.Count == 0 ? (0, 0) : (recoveries.Average(), recoveries.Max());
        Memory = GC.GetTotalMemory(true) - Baseline - (8L * _seconds.Length);
        GC.KeepAlive(_coordinator);
    }

    private void Begin(SimulatedWorker worker)
    {
        (worker.Born, worker.IsAlive) = (_now, true);
        At(worker, _now + (Latency * _random.NextDouble()), Step.Ask);
        if (double.IsFinite(_lifetime))
        {
            At(worker, _now - (_lifetime * Math.Log(1 - _random.NextDouble())), Step.Die);
        }
    }

    private void Do(SimulatedWorker worker, Step step, List<double> recoveries)
    {
        switch (step)
        {
            case Step.Ask:
                Ask(worker);
                break;
            case Step.Beat:
                Tell(worker, recoveries);
                Call(() => _coordinator.Renew(worker.Lease, Time()));
                At(worker, _now + _rules.Beat.TotalSeconds, Step.Beat);
                break;
            case Step.Finish:
                Tell(worker, recoveries);
                Call(() =>
                {
                    _coordinator.Finish(worker.Lease, worker.Places.Length, _now - worker.Started, Time());
                    return true;
                });
                worker.Renew();
                Calls--; // a batch is finished and the next one asked for in one call
                Continue(worker);
                Ask(worker);
                break;
            case Step.Die:
                Deaths++;
                MostLost = Math.Max(MostLost, Math.Min(_now - worker.Told, worker.Places.Length == 0 ? 0 : _now - worker.Started));
                foreach (var place in worker.Places[worker.Scored..])
                {
                    _lostAt.TryAdd(place, _now);
                }

                Alive += _now - worker.Born;
                worker.Die();
                At(worker, _now + Away, Step.Return);
                break;
            default:
                Begin(worker);
                break;
        }
    }

    // What was due to the worker's former batch is void with its life; its death stays due.
    private void Continue(SimulatedWorker worker)
    {
        if (double.IsFinite(_lifetime))
        {
            At(worker, _now - (_lifetime * Math.Log(1 - _random.NextDouble())), Step.Die);
        }
    }

    private void Ask(SimulatedWorker worker)
    {
        var batch = Call(() => _coordinator.Take(worker.Silo, worker.Name, Time()));
        if (batch is null)
        {
            At(worker, _now + Poll, Step.Ask);
            return;
        }

        worker.Begin(batch, _now + Latency);
        At(worker, worker.Started + batch.Places.Sum(place => _seconds[place]), Step.Finish);
        At(worker, _now + _rules.Beat.TotalSeconds, Step.Beat);
    }

    // The rows of what is scored by now.
    private void Tell(SimulatedWorker worker, List<double> recoveries)
    {
        while (worker.Scored < worker.Places.Length
            && worker.Spent + _seconds[worker.Places[worker.Scored]] <= _now - worker.Started + 1e-9)
        {
            var place = worker.Places[worker.Scored++];
            worker.Spent += _seconds[place];
            Timed(() => _coordinator.Accept(place, new byte[RowBytes]));
            if (_lostAt.Remove(place, out var lost))
            {
                recoveries.Add(_now - lost);
            }
        }

        worker.Told = _now;
    }

    private T Call<T>(Func<T> call)
    {
        Calls++;
        return Timed(call);
    }

    private T Timed<T>(Func<T> call)
    {
        var clock = Stopwatch.GetTimestamp();
        var result = call();
        Processor += Stopwatch.GetElapsedTime(clock).TotalSeconds;
        return result;
    }

    private void At(SimulatedWorker worker, double time, Step step) => _events.Enqueue((worker, worker.Life, step), time);

    private TimeSpan Time() => TimeSpan.FromSeconds(_now);

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
