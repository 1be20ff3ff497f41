using System.Globalization;
using System.Security.Cryptography;

namespace NasPipelines.Scoring.Journals;

/// <content>What the file learns of the scorer and its runs with the first score that is kept.</content>
internal sealed partial class JournalSection
{
    private long RunOf(int threads)
    {
        lock (_gate)
        {
            if (!_registered)
            {
                _database.InTransaction(Register);
                _registered = true;
            }

            if (!_runs.TryGetValue(threads, out var run))
            {
                // Numbers of runs are drawn, so that those of merged journals do not meet.
                run = RandomNumberGenerator.GetInt32(int.MaxValue) + ((long)RandomNumberGenerator.GetInt32(int.MaxValue) << 31);
                _database.InTransaction(() => Begin(run, threads));
                _runs.Add(threads, run);
            }

            return run;
        }
    }

    private bool Begin(long run, int threads)
    {
        _database.Execute(
            "INSERT INTO run(id, started, version, processors, threads) VALUES($id, $started, $version, $processors, $threads)",
            ("$id", run),
            ("$started", DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture)),
            ("$version", ProductVersion.Text),
            ("$processors", Environment.ProcessorCount),
            ("$threads", threads));
        if (!_scorer.IsOnCpu)
        {
            JournalSchema.CreateDevices(_database);
            _database.Execute("INSERT INTO device(run, name) VALUES($run, $name)", ("$run", run), ("$name", _scorer.Device));
        }

        return true;
    }

    private bool Register()
    {
        foreach (var kept in _kept.Where(k => k.Estimator == 0))
        {
            var recipe = RecipeOf(kept.Column);
            foreach (var content in recipe?.Contents ?? [])
            {
                _database.Execute(
                    "INSERT INTO content(sha256, bytes) VALUES($sha256, $bytes) ON CONFLICT DO NOTHING",
                    ("$sha256", content.Sha256),
                    ("$bytes", content.Bytes));
            }

            _database.Execute(
                """
                INSERT INTO estimator(hash, score, identity, kind, settings, contents)
                VALUES($hash, $score, $identity, $kind, $settings, $contents) ON CONFLICT DO NOTHING
                """,
                ("$hash", kept.Hash),
                ("$score", _scorer.Columns[kept.Column].Name),
                ("$identity", kept.Identity),
                ("$kind", recipe?.Kind),
                ("$settings", recipe?.Settings),
                ("$contents", recipe is null ? null : string.Join(' ', recipe.Contents.Select(c => c.Sha256))));
            kept.Estimator = _database.Scalar(Id, ("$hash", kept.Hash));
        }

        return true;
    }

    // Scores of a scorer that cannot be made again are kept all the same; only a verification cannot compute them anew.
    private ScorerRecipe? RecipeOf(int column)
    {
        try
        {
            return _scorer.ToRecipe(column);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
