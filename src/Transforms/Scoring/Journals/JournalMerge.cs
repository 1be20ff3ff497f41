using System.Globalization;
using NasPipelines.Files;

namespace NasPipelines.Scoring.Journals;

/// <summary>Takes over the scores of another journal.</summary>
internal static class JournalMerge
{
    private static readonly string Both = $"""
        SELECT e.score, o.architecture, s.value, s.reason, o.value, o.reason
        FROM other.score o JOIN other.estimator f ON f.id = o.estimator
        JOIN main.estimator e ON e.hash = f.hash JOIN main.score s ON s.estimator = e.id AND s.key = o.key
        WHERE s.failed = 0 AND o.failed = 0 AND (s.value IS NOT o.value OR s.reason IS NOT o.reason)
            AND {JournalChecksum.Fits("o.", "f.hash")} AND {JournalChecksum.Fits("s.", "e.hash")}
        """;

    private const string TakeEstimators = """
        INSERT INTO main.content(sha256, bytes) SELECT sha256, bytes FROM other.content WHERE true ON CONFLICT DO NOTHING;
        INSERT INTO main.run(id, started, version, processors, threads)
        SELECT id, started, version, processors, threads FROM other.run WHERE true ON CONFLICT DO NOTHING;
        INSERT INTO main.estimator(hash, score, identity, kind, settings, contents)
        SELECT hash, score, identity, kind, settings, contents FROM other.estimator f WHERE true ON CONFLICT(hash) DO NOTHING;
        """;

    private const string TakeTasks = """
        INSERT INTO main.task(id, scores, estimators, shard, shards, division, total)
        SELECT id, scores, estimators, shard, shards, division, total FROM other.task WHERE shards > 0 ON CONFLICT DO NOTHING;
        INSERT INTO main.planned(task, key, architecture)
        SELECT p.task, p.key, p.architecture FROM other.planned p WHERE true ON CONFLICT DO NOTHING;
        """;

    // A row whose checksum does not fit is not taken, and one that does fit takes the place of a damaged one.
    private static readonly string Take = $"""
        INSERT INTO main.score(estimator, key, architecture, value, reason, failed, seconds, run, checksum)
        SELECT e.id, o.key, o.architecture, o.value, o.reason, o.failed, o.seconds, o.run, o.checksum
        FROM other.score o JOIN other.estimator f ON f.id = o.estimator JOIN main.estimator e ON e.hash = f.hash
        WHERE {JournalChecksum.Fits("o.", "f.hash")}
        ON CONFLICT DO UPDATE SET
            architecture = excluded.architecture, value = excluded.value, reason = excluded.reason, failed = excluded.failed,
            seconds = excluded.seconds, run = excluded.run, checksum = excluded.checksum
        WHERE failed > excluded.failed OR (failed = excluded.failed AND value > excluded.value)
            OR NOT {JournalChecksum.Fits("", "(SELECT hash FROM main.estimator WHERE id = estimator)")}
        """;

    public static int Run(JournalDatabase database, string path, double tolerance)
    {
        if (SameFile(path, database.FilePath))
        {
            throw new ArgumentException(
                $"{path} is the same file as the journal that it would be merged into; name another one.", nameof(path));
        }

        using var source = JournalDatabase.OpenRead(path);
        if (source.File == JournalFile.None)
        {
            return 0;
        }

        // What is wrong with it is said of this file, not of the one that is merged into.
        source.RequireIntact();
        database.Do(() => database.Execute("ATTACH DATABASE $uri AS other", ("$uri", source.File.Uri)));
        try
        {
            return database.InTransaction(() =>
            {
                RequireAgreement(database, path, tolerance);
                database.Execute(TakeEstimators);
                if (JournalSchema.HasDevices(database, "other"))
                {
                    JournalSchema.CreateDevices(database);
                    database.Execute(
                        "INSERT INTO main.device(run, name) SELECT run, name FROM other.device WHERE true ON CONFLICT DO NOTHING");
                }

                if (JournalSchema.HasTasks(database, "other"))
                {
                    JournalSchema.CreateTasks(database);
                    database.Execute(TakeTasks);
                }

                var before = database.Scalar("SELECT total_changes()");
                database.Execute(Take);
                return (int)(database.Scalar("SELECT total_changes()") - before);
            });
        }
        finally
        {
            database.Do(() => database.Execute("DETACH DATABASE other"));
        }
    }

    // Also where one of them is a link to the other.
    private static bool SameFile(string a, string b) => RealPath.AreSame(RealPath.Of(a), RealPath.Of(b));

    private static void RequireAgreement(JournalDatabase database, string path, double tolerance)
    {
        using var command = database.Command(Both);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var values = !reader.IsDBNull(2) && !reader.IsDBNull(4);
            if (!values || !ScoreValue.Agree(reader.GetDouble(2), reader.GetDouble(4), tolerance))
            {
                string Shown(int value) => reader.IsDBNull(value)
                    ? $"none ({reader.GetString(value + 1)})"
                    : reader.GetDouble(value).ToString("R", CultureInfo.InvariantCulture);
                throw new InvalidDataException(
                    $"The journals disagree: {reader.GetString(0)} of {reader.GetString(1)} is {Shown(2)} in {database.FilePath} "
                        + $"and {Shown(4)} in {path}, under the same settings. Find out which is "
                        + "right with a verification of each; nothing was merged.");
            }
        }
    }
}
