using System.Globalization;

namespace NasPipelines.Scoring.Journals;

/// <summary>Takes over the scores of another journal.</summary>
internal static class JournalMerge
{
    private const string Both = """
        SELECT e.score, o.architecture, s.value, s.reason, o.value, o.reason
        FROM other.score o JOIN other.estimator f ON f.id = o.estimator
        JOIN main.estimator e ON e.hash = f.hash JOIN main.score s ON s.estimator = e.id AND s.key = o.key
        WHERE s.failed = 0 AND o.failed = 0 AND (s.value IS NOT o.value OR s.reason IS NOT o.reason)
        """;

    private const string TakeEstimators = """
        INSERT INTO main.content(sha256, bytes) SELECT sha256, bytes FROM other.content WHERE true ON CONFLICT DO NOTHING;
        INSERT INTO main.run(id, started, version, processors, threads)
        SELECT id, started, version, processors, threads FROM other.run WHERE true ON CONFLICT DO NOTHING;
        INSERT INTO main.estimator(hash, score, identity, kind, settings, contents)
        SELECT hash, score, identity, kind, settings, contents FROM other.estimator f WHERE true ON CONFLICT(hash) DO NOTHING;
        """;

    private const string Take = """
        INSERT INTO main.score(estimator, key, architecture, value, reason, failed, seconds, run)
        SELECT e.id, o.key, o.architecture, o.value, o.reason, o.failed, o.seconds, o.run
        FROM other.score o JOIN other.estimator f ON f.id = o.estimator JOIN main.estimator e ON e.hash = f.hash WHERE true
        ON CONFLICT DO UPDATE SET
            value = excluded.value, reason = excluded.reason, failed = excluded.failed, seconds = excluded.seconds, run = excluded.run
        WHERE failed > excluded.failed OR (failed = excluded.failed AND value > excluded.value)
        """;

    public static int Run(JournalDatabase database, string path, double tolerance)
    {
        if (SameFile(path, database.FilePath))
        {
            throw new ArgumentException(
                $"{path} is the same file as the journal that it would be merged into; name another one.", nameof(path));
        }

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
                database.Execute(TakeEstimators);
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
    private static bool SameFile(string a, string b) => Real(a) == Real(b);

    private static string Real(string path)
    {
        var file = new FileInfo(path);
        return (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
    }

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
