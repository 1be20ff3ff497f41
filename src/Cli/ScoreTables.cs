using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;

namespace NasPipelines.Cli;

/// <summary>Tables of a journal's scores (<c>.parquet</c>), which say what each score depends on, where verbs take journals.</summary>
internal static class ScoreTables
{
    /// <summary>The ending of such a table.</summary>
    public const string Ending = ".parquet";

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool Is(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds the scores of a journal or of a table to a journal.</summary>
    /// <returns>How many were added or replaced.</returns>
    /// <exception cref="InvalidDataException">The file is neither, or damaged.</exception>
    public static int Add(ScoreJournal journal, string file, NasCatalog nas, SearchSpace? space = null)
    {
        if (!Is(file))
        {
            return journal.Merge(file);
        }

        try
        {
            var view = nas.Data.LoadBenchmark(file, options: new() { Space = space, TextColumns = ["Key", "Reasons"] });
            return nas.Model.AddScores(journal, view);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }

    /// <summary>Does something with a journal that is to be read: one of a file's own, or one that is made of a table.</summary>
    public static T Read<T>(string file, NasCatalog nas, SearchSpace? space, Func<ScoreJournal, T> work)
    {
        if (!Is(file))
        {
            using var journal = ScoreJournal.OpenRead(file);
            return work(journal);
        }

        return InATemporaryOne(journal =>
        {
            Add(journal, file, nas, space);
            return work(journal);
        });
    }

    /// <summary>Does something with a journal that is deleted then.</summary>
    public static T InATemporaryOne<T>(Func<ScoreJournal, T> work)
    {
        var folder = Directory.CreateTempSubdirectory("naspipelines-scores-");
        try
        {
            using var journal = ScoreJournal.Open(Path.Combine(folder.FullName, "scores.journal"));
            return work(journal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
