using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NasPipelines.Cluster.Connections;
using NasPipelines.Cluster.Grains;
using NasPipelines.Cluster.Runs;
using NasPipelines.Scoring;

namespace NasPipelines.Cluster;

/// <summary>Work on a cluster, from its client's side: told to a coordinator, whose rows are fetched until all are there.</summary>
internal sealed class RemoteRun(
    IClusterClient client, ScoringWork work, Action<int, ScoreRow> done, RunOptions run, TimeSpan patience, ILogger logger)
{
    private const int Part = 1 << 20;
    private const int TextsInPart = 5000;
    private const int RowsInPart = 5000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.25);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public async Task Run()
    {
        var missing = Enumerable.Range(0, work.Architectures.Count).ToHashSet();
        while (missing.Count > 0)
        {
            // A coordinator that is lost with what it had stored is told anew what is still missing.
            var name = Guid.NewGuid().ToString("N");
            var grain = client.GetGrain<IRunGrain>(name);
            try
            {
                await Fetch(grain, [.. missing.Order()], missing).ConfigureAwait(false);
            }
            catch
            {
                await Leave(grain).ConfigureAwait(false);
                throw;
            }

            await Leave(grain).ConfigureAwait(false);
        }
    }

    private async Task Fetch(IRunGrain grain, int[] places, HashSet<int> missing)
    {
        if (!await Send(grain, places).ConfigureAwait(false))
        {
            return;
        }

        var (epoch, after) = (0L, 0);
        while (after < places.Length)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            run.StopToken.ThrowIfCancellationRequested();
            var rows = await Ask(() => grain.Rows(epoch, after, RowsInPart)).ConfigureAwait(false);
            foreach (var row in rows.Rows)
            {
                var place = places[row.Place];
                if (missing.Remove(place))
                {
                    done(place, RowBytes.Read(row.Bytes, work.Scores.Count));
                }
            }

            (epoch, after) = (rows.Epoch, rows.First + rows.Rows.Length);
            Tell(rows.Status);
            switch (rows.Status.Phase)
            {
                case RunPhase.Unknown or RunPhase.Preparing:
                    return;
                case RunPhase.Cancelled:
                    throw new IOException("The run was cancelled at the cluster; what was scored is kept.");
                case RunPhase.Refused when after >= rows.Status.Done:
                    throw new IOException($"Every silo refuses the run: {string.Join("; ", rows.Status.Refusals)}.");
            }

            if (rows.Rows.Length == 0)
            {
                await Task.Delay(Pause, run.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Every part may be sent twice, and to a coordinator that was made anew: then the start finds some missing.
    private async Task<bool> Send(IRunGrain grain, int[] places)
    {
        var header = new RunHeader(
            [.. work.Scores], [.. work.Identities], work.Threads, places.Length, ProductVersion.Text, Environment.MachineName);
        await Ask(() => Done(grain.Prepare(header, work.Saved.Length))).ConfigureAwait(false);
        for (var offset = 0; offset < work.Saved.Length; offset += Part)
        {
            var from = offset;
            var bytes = work.Saved.Slice(from, Math.Min(Part, work.Saved.Length - from)).ToArray();
            await Ask(() => Done(grain.AddSaved(from, bytes))).ConfigureAwait(false);
        }

        for (var first = 0; first < places.Length; first += TextsInPart)
        {
            var from = first;
            string[] texts = [.. places.Skip(from).Take(TextsInPart).Select(place => work.Architectures[place])];
            await Ask(() => Done(grain.Add(from, texts))).ConfigureAwait(false);
        }

        var status = await Ask(grain.Start).ConfigureAwait(false);
        return status.Phase is not (RunPhase.Unknown or RunPhase.Preparing);
    }

    private async Task<T> Ask<T>(Func<Task<T>> call)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await call().WaitAsync(run.CancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException or ObjectDisposedException or IOException)
            {
                if (Stopwatch.GetElapsedTime(since) > patience)
                {
                    throw new IOException(FormattableString.Invariant(
                        $"The cluster has been out of reach for {patience.TotalSeconds:0} s; what was scored is kept. ({e.Message})"), e);
                }

                logger.NotReached(e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), run.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Best effort: a coordinator that does not hear of it gives the run up after a while.
    private async Task Leave(IRunGrain grain)
    {
        try
        {
            await grain.Forget().WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or ObjectDisposedException or IOException)
        {
            logger.NotReached(e.Message);
        }
    }

    private void Tell(RunStatus status)
    {
        foreach (var refusal in status.Refusals.Where(_told.Add))
        {
            logger.Refused(status.Run, refusal);
        }
    }

    private static async Task<bool> Done(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }
}
