using System.Diagnostics;
using NasPipelines.Numerics;
using NasPipelines.ZeroShot;

namespace NasPipelines.Scoring.Journals;

/// <summary>Computes a sample of a journal's scores again, from the specifications that it keeps.</summary>
internal sealed class JournalVerifier(JournalDatabase database, double tolerance)
{
    private const string Rows = """
        SELECT estimator, architecture, value, reason FROM score WHERE failed = 0 ORDER BY estimator, key LIMIT 1 OFFSET $offset
        """;

    private sealed record Recorded(long Estimator, string Architecture, ScoreValue Value);

    public JournalVerification Run(int sample, long seed, IProgress<ScoringProgress>? progress, CancellationToken cancellation)
    {
        var total = database.Do(() => database.Scalar("SELECT count(*) FROM score WHERE failed = 0"));
        var rows = Choose(total, sample, seed).Select(Read).ToList();
        var (differences, skipped, done, watch) = (new List<JournalDifference>(), new List<string>(), 0, Stopwatch.StartNew());
        foreach (var group in rows.GroupBy(r => r.Estimator))
        {
            var (score, specification) = Specification(group.Key);
            if (Scorer(score, specification, skipped) is not { } scorer)
            {
                continue;
            }

            using (scorer)
            {
                var index = scorer.Scores.Select(s => s.Name).ToList().IndexOf(score);
                foreach (var row in group)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var now = scorer.Score(scorer.Space.Parse(row.Architecture), cancellation).Values[index];
                    if (now.Reason != row.Value.Reason || (now.Reason is null && !Agree(row.Value.Value, now.Value, tolerance)))
                    {
                        differences.Add(new(score, row.Architecture, Shown(row.Value), Shown(now)));
                    }

                    done++;
                    progress?.Report(ScoringProgress.After(watch.Elapsed, done, rows.Count));
                }
            }
        }

        return new(total, done, differences, skipped);
    }

    /// <summary>Whether two values are equal to a relative tolerance; 0 asks for the same number.</summary>
    public static bool Agree(double a, double b, double tolerance) => a == b || Math.Abs(a - b) <= tolerance * Math.Max(Math.Abs(a), Math.Abs(b));

    private static IEnumerable<long> Choose(long total, int sample, long seed)
    {
        if (sample >= total)
        {
            return Enumerable.Range(0, (int)total).Select(i => (long)i);
        }

        var (random, chosen) = (new SplitMix64(Fnv1a.Hash("verify") + SplitMix64.Mix((ulong)seed)), new SortedSet<long>());
        while (chosen.Count < sample)
        {
            chosen.Add((long)random.NextInteger(total));
        }

        return chosen;
    }

    private Recorded Read(long offset) => database.Do(() =>
    {
        using var command = database.Command(Rows, ("$offset", offset));
        using var reader = command.ExecuteReader();
        reader.Read();
        return new Recorded(reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(3) ? reader.GetDouble(2) : ScoreValue.Missing(reader.GetString(3)));
    });

    private (string Score, string Specification) Specification(long estimator) => database.Do(() =>
    {
        using var command = database.Command("SELECT score, specification FROM estimator WHERE id = $id", ("$id", estimator));
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetString(0), reader.GetString(1));
    });

    private static IArchitectureScorer? Scorer(string score, string specification, List<string> skipped)
    {
        try
        {
            return ScoringSessions.Create(specification);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IOException)
        {
            skipped.Add($"{score}: {e.Message}");
            return null;
        }
    }

    private static string Shown(ScoreValue value) => value.Reason ?? value.Value.ToString("R");
}
