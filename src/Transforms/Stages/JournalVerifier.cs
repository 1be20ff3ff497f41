using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NasPipelines.Images;
using NasPipelines.Numerics;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Threads;

namespace NasPipelines.Stages;

/// <summary>Computes a sample of a journal's scores again, from the specifications that it keeps.</summary>
internal sealed class JournalVerifier(
    JournalDatabase database, double tolerance, IReadOnlyList<SearchSpace>? spaces, ImageSet? images)
{
    // A score of an estimator that is not there is damaged, and counted as such.
    private const string Scored = "FROM score s JOIN estimator e ON e.id = s.estimator WHERE s.failed = 0";

    private const string Rows = $"""
        SELECT s.estimator, s.architecture, s.value, s.reason, coalesce((SELECT threads FROM run WHERE id = s.run), 0)
        {Scored} ORDER BY s.estimator, s.key LIMIT 1 OFFSET $offset
        """;

    // Sums of another number of threads are rounded otherwise: what is to be the same is computed with as many.
    private sealed record Recorded(long Estimator, string Architecture, ScoreValue Value, int Threads);

    public JournalVerification Run(int sample, long seed, RunOptions run)
    {
        database.Settle();
        database.RequireIntact();
        var total = database.Do(() => database.Scalar($"SELECT count(*) {Scored}"));
        var rows = Choose(total, sample, seed).Select(Read).ToList();
        var differences = new (string, string, ScoreValue, ScoreValue)?[rows.Count];
        var (skipped, done, watch) = (new List<string>(), 0, Stopwatch.StartNew());
        foreach (var group in rows.Select((row, place) => (Row: row, Place: place)).GroupBy(r => r.Row.Estimator))
        {
            if (Scorer(group.Key, skipped) is not { } made)
            {
                continue;
            }

            var (scorer, index) = made;
            using (scorer)
            {
                Workers.ForEach([.. group], run.EffectiveWorkers, "verifying", piece =>
                {
                    var (row, place) = piece;
                    run.CancellationToken.ThrowIfCancellationRequested();
                    var threads = run.Threads == 0 && row.Threads > 0 ? row.Threads : run.EffectiveThreads;
                    var context = new ScoringContext(threads, run.CancellationToken);
                    var again = ScoringFailure.Attempt(
                        scorer.Columns.Count, () => scorer.Score(Parse(scorer.Space, row.Architecture), context));
                    var now = again.Values[index];
                    if (now.Reason != row.Value.Reason || (now.Reason is null && !ScoreValue.Agree(row.Value.Value, now.Value, tolerance)))
                    {
                        differences[place] = (scorer.Columns[index].Name, row.Architecture, row.Value, now);
                    }

                    lock (watch)
                    {
                        done++;
                        run.Progress?.Report(RunProgress.After(watch.Elapsed, done, rows.Count));
                    }
                });
            }
        }

        return new(total, done, database.Damaged(), [.. differences.OfType<(string, string, ScoreValue, ScoreValue)>()], skipped);
    }

    private static Architecture Parse(SearchSpace space, string text)
    {
        try
        {
            return space.Parse(text);
        }
        catch (FormatException e)
        {
            throw new ScoringException(e.Message, e);
        }
    }

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
        return new Recorded(
            reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(3) ? Number(reader) : ScoreValue.Missing(reader.GetString(3)),
            reader.GetInt32(4));
    });

    // As it is there: a number that is not finite, or none at all, is a difference and no error.
    private static ScoreValue Number(SqliteDataReader reader) =>
        reader.IsDBNull(2) ? ScoreValue.Missing("neither a value nor a reason") : reader.GetDouble(2);

    // The scorer of an estimator, and which of its columns it is; null, with the reason, where it cannot be made here.
    private (Scorer Scorer, int Index)? Scorer(long estimator, List<string> skipped)
    {
        var (score, identity, recipe) = RecipeOf(estimator);
        try
        {
            var scorer = ScorerKinds.Create(
                Completed(recipe ?? throw new InvalidDataException(
                    "the journal keeps the scores of this estimator, but not what it could be made again from")), spaces);
            var index = Enumerable.Range(0, scorer.Columns.Count).FirstOrDefault(i => scorer.IdentityOf(i) == identity, -1);
            if (index >= 0)
            {
                return (scorer, index);
            }

            scorer.Dispose();
            skipped.Add($"{score}: it is another version here");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IOException)
        {
            skipped.Add($"{score}: {e.Message}");
        }

        return null;
    }

    private (string Score, string Identity, ScorerRecipe? Recipe) RecipeOf(long estimator) => database.Do(() =>
    {
        using var command = database.Command(
            "SELECT score, identity, kind, settings, contents FROM estimator WHERE id = $id", ("$id", estimator));
        using var reader = command.ExecuteReader();
        reader.Read();
        var recipe = reader.IsDBNull(2)
            ? null
            : new ScorerRecipe(reader.GetString(2), reader.GetString(3), [.. Contents(reader.GetString(4))]);
        return (reader.GetString(0), reader.GetString(1), recipe);
    });

    // A journal that was made of a table has no images of its own.
    private ScorerRecipe Completed(ScorerRecipe recipe)
    {
        if (images is null || recipe.Contents.Length > 0 || ScorerKinds.ContentOf(recipe.Kind, recipe.Settings, images) is not { } content)
        {
            return recipe;
        }

        return recipe.Settings.Contains(content.Sha256, StringComparison.Ordinal)
            ? recipe with { Contents = [content] }
            : throw new InvalidDataException("the images that were given are not those that the scores were computed on");
    }

    private List<ScorerContent> Contents(string hashes) =>
        [.. hashes.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Content)];

    private List<ScorerContent> Content(string sha256)
    {
        using var command = database.Command("SELECT bytes FROM content WHERE sha256 = $sha256", ("$sha256", sha256));
        return command.ExecuteScalar() is byte[] bytes ? [ScorerContent.Of(bytes)] : [];
    }
}
