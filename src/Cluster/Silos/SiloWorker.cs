using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NasPipelines.Cluster.Connections;
using NasPipelines.Cluster.Grains;
using NasPipelines.Cluster.Runs;

namespace NasPipelines.Cluster.Silos;

/// <summary>One worker: a thread that asks for batches, scores them and tells the rows.</summary>
internal sealed class SiloWorker
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(5);

    private readonly string _silo;
    private readonly string _name;
    private readonly int _index;
    private readonly Func<int, int, SiloRun?> _runFor;
    private readonly ILogger _logger;
    private readonly CancellationToken _stop;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="silo">Its silo.</param>
    /// <param name="index">Its number there.</param>
    /// <param name="runFor">Gives a worker a run, by a number that grows with each question.</param>
    /// <param name="logger">The log.</param>
    /// <param name="stop">Ends it.</param>
    public SiloWorker(string silo, int index, Func<int, int, SiloRun?> runFor, ILogger logger, CancellationToken stop)
    {
        (_silo, _name, _index, _runFor, _logger, _stop) = (silo, $"{silo}/{index}", index, runFor, logger, stop);
        new Thread(Loop) { IsBackground = true, Name = $"scoring for a cluster {index}" }.Start();
    }

    /// <summary>Whether it has a batch.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Ends when it has.</summary>
    public Task Ended => _ended.Task;

    private void Loop()
    {
        try
        {
            for (var turn = 0; !_stop.IsCancellationRequested; turn++)
            {
                var run = _runFor(_index, turn);
                if (run is not null)
                {
                    Work(run);
                }

                // Whether there is a run is known here; whether it has work is another's to answer.
                _stop.WaitHandle.WaitOne(run is null or { IsEnded: true } ? Glance : Pause);
            }
        }
        finally
        {
            _ended.SetResult();
        }
    }

    // Batch after batch of a run, while there are any.
    private void Work(SiloRun run)
    {
        var order = Tell(run, new(_name, 0, [], 0, 0), true);
        while (order is { Lease: not 0 })
        {
            if (run.IsEnded)
            {
                Tell(run, new(_name, order.Lease, [], 0, 0), false);
                return;
            }

            var batch = new ActiveBatch(_name, order);
            run.Batches[_name] = batch;
            IsBusy = true;
            var clock = Stopwatch.GetTimestamp();
            try
            {
                Score(run, batch);
            }
            finally
            {
                run.Batches.TryRemove(_name, out _);
                IsBusy = false;
            }

            order = Tell(run, batch.Report(Stopwatch.GetElapsedTime(clock).TotalSeconds), true);
        }

        if (order is { Phase: RunPhase.Unknown or RunPhase.Done or RunPhase.Cancelled })
        {
            run.Dispose();
        }
    }

    private void Score(SiloRun run, ActiveBatch batch)
    {
        for (var i = 0; i < batch.Order.Places.Length && !batch.IsLost && !_stop.IsCancellationRequested; i++)
        {
            try
            {
                if (run.Score(batch.Order.Architectures[i], CancellationToken.None) is not { } row)
                {
                    return;
                }

                batch.Add(new(batch.Order.Places[i], RowBytes.Of(row)));
            }
#pragma warning disable CA1031 // What is no failure of one architecture would end a run in one process: this silo leaves the run to others.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _logger.WorkerFailed(_name, e.Message);
                run.Grain.Refuse(_silo, $"{e.GetType().Name} at {batch.Order.Architectures[i]}: {e.Message}").Ignore();
                return;
            }
        }
    }

    // Rows are told until they arrive, or the run is gone; a silo that ends tells them once more.
    private WorkOrder? Tell(SiloRun run, WorkerReport report, bool wants)
    {
        for (var farewell = false; !farewell;)
        {
            farewell = _stop.IsCancellationRequested;
            try
            {
                return run.Grain.Next(_silo, report, wants && !farewell)
                    .WaitAsync(farewell ? FarewellPatience : Timeout.InfiniteTimeSpan).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is OrleansException or TimeoutException or ObjectDisposedException or InvalidOperationException)
            {
                _logger.NotReached(e.Message);
                _stop.WaitHandle.WaitOne(Pause);
            }
        }

        return null;
    }
}
