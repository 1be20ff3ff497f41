using System.Globalization;
using Microsoft.Data.Sqlite;

namespace NasPipelines.Scoring.Journals;

/// <summary>Reads what runs have written down in a journal of what they mean to score, and counts how much of it is there.</summary>
internal sealed class JournalTaskReader(JournalDatabase database, string path, DateTime now)
{
    private const string Tasks = """
        SELECT t.id, t.scores, t.estimators, t.shard, t.shards, t.division, t.total, (SELECT count(*) FROM planned WHERE task = t.id)
        FROM task t ORDER BY t.scores, t.shards, t.shard, t.id
        """;

    private const string LastAttempt = """
        SELECT host, state, elapsed, done, scored, updated FROM attempt WHERE task = $task ORDER BY started DESC, id LIMIT 1
        """;

    /// <summary>The tasks, with what is done of each.</summary>
    public IReadOnlyList<ShardStatus> Read() => database.Do(() => JournalSchema.HasTasks(database)
        ? [.. Rows(Tasks, [], Task).Select(Status)]
        : (IReadOnlyList<ShardStatus>)[]);

    /// <summary>The values that are missing for a reason, of the estimators of some tasks.</summary>
    public IReadOnlyList<MissingValues> Missing(IReadOnlyList<ShardStatus> tasks) => database.Do(() =>
    {
        var estimators = tasks.SelectMany(t => Estimators(t.Task)).Distinct().ToList();
        return estimators.Count == 0 ? [] : Rows(
            $"""
            SELECT e.score, s.reason, max(s.failed), count(*) FROM score s JOIN estimator e ON e.id = s.estimator
            WHERE s.reason IS NOT NULL AND s.estimator IN ({string.Join(", ", estimators)}) GROUP BY e.score, s.reason
            """,
            [],
            row => new MissingValues(row.GetString(0), row.GetString(1), row.GetInt32(3), row.GetInt64(2) != 0));
    });

    /// <summary>Some functions of a shard that the journal lacks.</summary>
    public IReadOnlyList<string> Lacking(JournalTaskRecord task, int most) => database.Do(() => Rows(
        $"SELECT architecture FROM planned p WHERE task = $task AND NOT {IsDone(task)} ORDER BY key LIMIT $most",
        [("$task", task.Id), ("$most", most)],
        row => row.GetString(0)));

    private ShardStatus Status(JournalTaskRecord task)
    {
        var attempt = Rows(LastAttempt, [("$task", task.Id)], Attempt).FirstOrDefault();

        // Which functions a whole view has is not written down: its last run knows how far it was.
        return task.Shard is null
            ? new(task, attempt?.Done ?? 0, Failed(task), attempt)
            : new(task, Count(task, IsDone(task)), Count(task, IsFailed(task)), attempt);
    }

    private int Failed(JournalTaskRecord task) => (int)database.Scalar(
        $"SELECT count(DISTINCT key) FROM score WHERE failed > 0 AND estimator IN ({string.Join(", ", Estimators(task))})");

    private int Count(JournalTaskRecord task, string condition) => (int)database.Scalar(
        $"SELECT count(*) FROM planned p WHERE task = $task AND {condition}", ("$task", task.Id));

    private string IsDone(JournalTaskRecord task) =>
        Estimators(task) is { Count: > 0 } estimators && estimators.Count == Hashes(task).Length
            ? "(" + string.Join(" AND ", estimators.Select(e => $"EXISTS({Score(e)})")) + ")"
            : "0";

    private string IsFailed(JournalTaskRecord task) =>
        "(" + string.Join(" OR ", Estimators(task).Select(e => $"EXISTS({Score(e)} AND failed > 0)").DefaultIfEmpty("0")) + ")";

    private static string Score(long estimator) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT 1 FROM score WHERE estimator = {estimator} AND key = p.key");

    private static string[] Hashes(JournalTaskRecord task) => task.Estimators.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private List<long> Estimators(JournalTaskRecord task) =>
    [
        .. Hashes(task).SelectMany(hash =>
            Rows("SELECT id FROM estimator WHERE hash = $hash", [("$hash", hash)], row => row.GetInt64(0))),
    ];

    private List<T> Rows<T>(string statement, (string Name, object? Value)[] parameters, Func<SqliteDataReader, T> read)
    {
        using var command = database.Command(statement, parameters);
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private JournalTaskRecord Task(SqliteDataReader row)
    {
        var (shard, shards, total) = (row.GetInt32(3), row.GetInt32(4), row.GetInt32(6));
        if (shards != 0 && (shard < 1 || shard > shards || shards > Shard.Most))
        {
            throw JournalFaults.Damaged(path, $"it has a shard {shard} of {shards}");
        }

        return new(
            path, row.GetInt64(0), row.GetString(1), row.GetString(2), shards == 0 ? null : new Shard(shard, shards), row.GetString(5),
            shards == 0 ? total : row.GetInt32(7), total);
    }

    private JournalAttempt Attempt(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetDouble(2), row.GetInt32(3), row.GetInt32(4), now - Date(row.GetString(5)));

    private DateTime Date(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date)
            ? date
            : throw JournalFaults.Damaged(path, $"'{text}' is not a date");
}
