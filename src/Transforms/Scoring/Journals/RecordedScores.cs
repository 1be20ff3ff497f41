using Microsoft.Data.Sqlite;

namespace NasPipelines.Scoring.Journals;

/// <summary>The scores of a journal as a table: an estimator a column, a function a row.</summary>
/// <param name="Estimators">The estimators.</param>
/// <param name="Functions">The functions: the key that a journal finds scores by, and an architecture of that key.</param>
internal sealed record RecordedScores(
    IReadOnlyList<RecordedEstimator> Estimators, IReadOnlyList<(string Key, string Architecture)> Functions)
{
    private const string SelectEstimators = "SELECT id, score, identity, kind, settings, contents FROM estimator ORDER BY id";

    private static readonly string SelectScores = $"""
        SELECT s.estimator, s.key, s.architecture, s.value, s.reason, s.seconds FROM score s JOIN estimator e ON e.id = s.estimator
        WHERE s.failed = 0 AND {JournalChecksum.Fits("s.", "e.hash")}
        """;

    private static string SelectRuns(bool devices) => $"""
        SELECT DISTINCT r.version, r.processors, r.threads, {(devices ? "d.name" : "NULL")}
        FROM run r JOIN score s ON s.run = r.id {(devices ? "LEFT JOIN device d ON d.run = r.id" : "")}
        WHERE s.estimator = $estimator ORDER BY 1, 2, 3, 4
        """;

    /// <summary>The scores that are whole; failures, which another run may score, and damaged ones are left out.</summary>
    public static RecordedScores Read(JournalDatabase database)
    {
        database.Settle();
        database.RequireIntact();
        return database.Do(() =>
        {
            var scores = Rows(database, SelectScores, [], reader => (
                Estimator: reader.GetInt64(0),
                Key: reader.GetString(1),
                Architecture: reader.GetString(2),
                Value: reader.IsDBNull(4) ? reader.GetDouble(3) : ScoreValue.Missing(reader.GetString(4)),
                Seconds: reader.GetDouble(5)));

            // The first of the texts that runs met a function in: the same whatever the order of the runs.
            (string Key, string Architecture)[] functions =
            [
                .. scores.GroupBy(score => score.Key, score => score.Architecture)
                    .Select(function => (function.Key, function.Min(StringComparer.Ordinal)!))
                    .OrderBy(function => function.Item2, StringComparer.Ordinal).ThenBy(function => function.Key, StringComparer.Ordinal),
            ];
            var rowOf = functions.Select((function, row) => (function.Key, row)).ToDictionary(f => f.Key, f => f.row);
            var estimators = Rows(database, SelectEstimators, [], reader => (
                Id: reader.GetInt64(0),
                Estimator: new RecordedEstimator(
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.IsDBNull(3)
                        ? null
                        : new(
                            reader.GetString(3), reader.GetString(4),
                            reader.GetString(5).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                    functions.Length))).ToDictionary(e => e.Id, e => e.Estimator);
            foreach (var score in scores)
            {
                var (estimator, row) = (estimators[score.Estimator], rowOf[score.Key]);
                (estimator.Values[row], estimator.Seconds[row]) = (score.Value, score.Seconds);
            }

            var runs = SelectRuns(JournalSchema.HasDevices(database));
            foreach (var (id, estimator) in estimators)
            {
                estimator.Runs = Rows(
                    database, runs, [("$estimator", id)],
                    reader => new RecordedRun(
                        reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
            }

            return new RecordedScores([.. estimators.OrderBy(e => e.Key).Select(e => e.Value)], functions);
        });
    }

    /// <summary>Writes the scores to an empty journal.</summary>
    public void Write(JournalDatabase database) => database.InTransaction(() =>
    {
        foreach (var (estimator, number) in Estimators.Select((estimator, i) => (estimator, i + 1L)))
        {
            database.Execute(
                """
                INSERT INTO estimator(id, hash, score, identity, kind, settings, contents)
                VALUES($id, $hash, $score, $identity, $kind, $settings, $contents)
                """,
                ("$id", number),
                ("$hash", estimator.Hash),
                ("$score", estimator.Score),
                ("$identity", estimator.Identity),
                ("$kind", estimator.Recipe?.Kind),
                ("$settings", estimator.Recipe?.Settings),
                ("$contents", estimator.Recipe is { } recipe ? string.Join(' ', recipe.Contents) : null));
            var run = WriteRun(database, estimator.Runs is [var first, ..] ? first : new("", 0, 0));
            for (var row = 0; row < Functions.Count; row++)
            {
                if (estimator.Values[row] is { } value)
                {
                    Write(database, number, estimator, row, value, run);
                }
            }
        }

        return true;
    });

    private void Write(JournalDatabase database, long number, RecordedEstimator estimator, int row, ScoreValue value, long run)
    {
        var (key, architecture) = Functions[row];
        double? score = value.IsDefined ? value.Value : null;
        database.Execute(
            """
            INSERT INTO score(estimator, key, architecture, value, reason, failed, seconds, run, checksum)
            VALUES($estimator, $key, $architecture, $value, $reason, 0, $seconds, $run, $checksum)
            """,
            ("$estimator", number),
            ("$key", key),
            ("$architecture", architecture),
            ("$value", score),
            ("$reason", value.Reason),
            ("$seconds", estimator.Seconds[row]),
            ("$run", run),
            ("$checksum", JournalChecksum.Of(
                estimator.Hash, key, architecture, score, value.Reason, 0, estimator.Seconds[row], run)));
    }

    private static long WriteRun(JournalDatabase database, RecordedRun run)
    {
        database.Execute(
            """
            INSERT INTO run(id, started, version, processors, threads) VALUES($id, '', $version, $processors, $threads)
            ON CONFLICT DO NOTHING
            """,
            ("$id", run.Number), ("$version", run.Version), ("$processors", run.Processors), ("$threads", run.Threads));
        if (run.Device is { } device)
        {
            JournalSchema.CreateDevices(database);
            database.Execute(
                "INSERT INTO device(run, name) VALUES($run, $name) ON CONFLICT DO NOTHING", ("$run", run.Number), ("$name", device));
        }

        return run.Number;
    }

    private static List<T> Rows<T>(
        JournalDatabase database, string statement, (string, object?)[] parameters, Func<SqliteDataReader, T> row)
    {
        List<T> rows = [];
        using var command = database.Command(statement, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
