using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NasPipelines.Scoring.Journals;

/// <summary>
/// What one run means to score, written down so that others see what is missing, and a sign of life every few seconds while it is at it.
/// </summary>
internal sealed class JournalTask : IDisposable
{
    public const string Running = "running";
    public const string Finished = "finished";
    public const string Stopped = "stopped";

    /// <summary>How often a run says that it is alive, though no architecture of it may be done for long.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstBeat = TimeSpan.FromSeconds(1);

    private const string Update =
        "UPDATE attempt SET updated = $updated, elapsed = $elapsed, done = $done, scored = $scored, state = $state WHERE id = $id";

    private readonly JournalDatabase _database;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Timer _timer;
    private readonly long _attempt;
    private int _done;
    private int _scored;
    private bool _finished;
    private bool _ended;

    private JournalTask(JournalDatabase database, long attempt)
    {
        (_database, _attempt) = (database, attempt);
        _timer = new Timer(_ => Tell(Running), null, FirstBeat, Beat);
    }

    /// <summary>Writes a task down and begins an attempt at it.</summary>
    /// <param name="database">The journal.</param>
    /// <param name="scores">Names of the scores, and the hashes of their estimators.</param>
    /// <param name="plan">What is to be scored.</param>
    public static JournalTask Begin(
        JournalDatabase database, IReadOnlyList<(string Name, string Estimator)> scores, JournalPlan plan)
    {
        var estimators = string.Join(' ', scores.Select(s => s.Estimator).Order(StringComparer.Ordinal));
        var (shard, shards) = plan.Shard is { } part ? (part.Index, part.Count) : (0, 0);
        var task = Number(FormattableString.Invariant($"{estimators}\n{shard}/{shards}\n{plan.Division}\n{plan.Total}"));
        var attempt = Number(Guid.NewGuid().ToString());
        database.InTransaction(() =>
        {
            JournalSchema.CreateTasks(database);
            var added = database.Execute(
                """
                INSERT INTO task(id, scores, estimators, shard, shards, division, total)
                VALUES($id, $scores, $estimators, $shard, $shards, $division, $total) ON CONFLICT DO NOTHING
                """,
                ("$id", task),
                ("$scores", string.Join(", ", scores.Select(s => s.Name))),
                ("$estimators", estimators),
                ("$shard", shard),
                ("$shards", shards),
                ("$division", plan.Division),
                ("$total", plan.Total));
            foreach (var (key, architecture) in added > 0 ? plan.Functions : [])
            {
                database.Execute(
                    "INSERT INTO planned(task, key, architecture) VALUES($task, $key, $architecture) ON CONFLICT DO NOTHING",
                    ("$task", task),
                    ("$key", key),
                    ("$architecture", architecture));
            }

            var now = Now();
            return database.Execute(
                """
                INSERT INTO attempt(id, task, host, process, started, updated, elapsed, done, scored, state)
                VALUES($id, $task, $host, $process, $now, $now, 0, 0, 0, $state)
                """,
                ("$id", attempt),
                ("$task", task),
                ("$host", Environment.MachineName),
                ("$process", Environment.ProcessId),
                ("$now", now),
                ("$state", Running));
        });
        return new(database, attempt);
    }

    /// <summary>Tells how many functions are done, and how many of them were scored now.</summary>
    public void Report(int done, int scored)
    {
        lock (_clock)
        {
            (_done, _scored) = (done, scored);
        }
    }

    /// <summary>Says that all is done; without it, disposing says that the run was stopped.</summary>
    public void Finish() => _finished = true;

    public void Dispose()
    {
        _timer.Dispose();
        Tell(_finished ? Finished : Stopped);
    }

    private void Tell(string state)
    {
        lock (_clock)
        {
            // A beat may come late, on another thread.
            if (_ended)
            {
                return;
            }

            _ended = state != Running;
            _database.Replace(_attempt, Update, [
                ("$id", _attempt), ("$updated", Now()), ("$elapsed", _clock.Elapsed.TotalSeconds), ("$done", _done), ("$scored", _scored),
                ("$state", state)]);
        }
    }

    private static string Now() => DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);

    // Equal tasks have equal numbers in every journal, so that journals can be merged.
    private static long Number(string text) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & long.MaxValue;
}
