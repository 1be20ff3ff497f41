namespace NasPipelines.Scoring.Journals;

/// <summary>Takes over the scores of another journal.</summary>
internal static class JournalMerge
{
    private const string Both = """
        SELECT e.score, o.architecture, s.value, s.reason, o.value, o.reason
        FROM other.score o JOIN other.estimator f ON f.id = o.estimator JOIN main.estimator e ON e.hash = f.hash JOIN main.score s ON s.estimator = e.id AND s.key = o.key
        WHERE s.failed = 0 AND o.failed = 0 AND (s.value IS NOT o.value OR s.reason IS NOT o.reason)
        """;

    private const string Take = """
        INSERT INTO main.estimator(hash, score, provenance, specification)
        SELECT hash, score, provenance, specification FROM other.estimator f WHERE true ON CONFLICT(hash) DO NOTHING;
        INSERT INTO main.score(estimator, key, architecture, value, reason, failed, seconds)
        SELECT e.id, o.key, o.architecture, o.value, o.reason, o.failed, o.seconds
        FROM other.score o JOIN other.estimator f ON f.id = o.estimator JOIN main.estimator e ON e.hash = f.hash WHERE true
        ON CONFLICT DO UPDATE SET value = excluded.value, reason = excluded.reason, failed = excluded.failed, seconds = excluded.seconds
        WHERE failed > excluded.failed OR (failed = excluded.failed AND value > excluded.value)
        """;

    public static int Run(JournalDatabase database, string path, double tolerance)
    {
        using (var source = JournalDatabase.Open(path))
        {
            // Opening checks it, and completes what a killed run left in its log.
        }

        database.Do(() => database.Execute("ATTACH DATABASE $path AS other", ("$path", path)));
        try
        {
            return database.InTransaction(() =>
            {
                RequireAgreement(database, path, tolerance);
                var before = database.Scalar("SELECT total_changes()");
                var estimators = database.Scalar("SELECT count(*) FROM main.estimator");
                database.Execute(Take);
                var added = database.Scalar("SELECT count(*) FROM main.estimator") - estimators;
                return (int)(database.Scalar("SELECT total_changes()") - before - added);
            });
        }
        finally
        {
            database.Do(() => database.Execute("DETACH DATABASE other"));
        }
    }

    private static void RequireAgreement(JournalDatabase database, string path, double tolerance)
    {
        using var command = database.Command(Both);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var values = !reader.IsDBNull(2) && !reader.IsDBNull(4);
            if (!values || !JournalVerifier.Agree(reader.GetDouble(2), reader.GetDouble(4), tolerance))
            {
                string Shown(int value) => reader.IsDBNull(value) ? $"none ({reader.GetString(value + 1)})" : reader.GetDouble(value).ToString("R");
                throw new InvalidDataException(
                    $"The journals disagree: {reader.GetString(0)} of {reader.GetString(1)} is {Shown(2)} in {database.FilePath} and {Shown(4)} in {path}, under the same settings. Find out which is right with a verification of each; nothing was merged.");
            }
        }
    }
}
