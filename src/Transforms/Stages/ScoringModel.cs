using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>What was saved, brought back to life: models, and scorers from a journal. <c>nas.Model</c>.</summary>
public static class ScoringModel
{
    /// <summary>
    /// Loads a model with its stages of scores as they were fitted: lazy, annotated, disposable. (<c>ml.Model.Load</c> loads it too, as a
    /// chain of ML.NET's own stages that computes all scores of the rows it is asked for, and of some more.)
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="path">The file that <c>ml.Model.Save</c> wrote.</param>
    /// <param name="inputSchema">The schema of the view that it was saved with.</param>
    /// <param name="spaces">Search spaces of one's own, which are not in <see cref="SearchSpaces.All"/>.</param>
    /// <returns>A <see cref="ScoringTransformer"/> where one was saved, a chain where a chain was; dispose it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The model is damaged, or files that it names have changed.</exception>
    /// <exception cref="ArgumentException">The model is of a search space or estimator that is neither listed nor passed.</exception>
    public static ITransformer Load(MLContext context, string path, out DataViewSchema inputSchema, params SearchSpace[] spaces)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(spaces);
        var loaded = context.Model.Load(path, out inputSchema);
        return SavedModel.Restore(context, loaded, inputSchema, spaces);
    }

    /// <summary>Computes a random sample of a journal's scores again and compares.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="sample">How many scores; all where there are fewer.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="tolerance">Largest relative difference that counts as equal; 0 asks for the same bits.</param>
    /// <param name="spaces">Search spaces of one's own.</param>
    /// <param name="images">Where scores are from a table, the images that they were computed on: the first ones of a set.</param>
    /// <param name="run">Workers, threads (0: as many as each score was computed with), progress, cancellation between scores.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static JournalVerification Verify(
        ScoreJournal journal, int sample, long seed = 0, double tolerance = 0, IReadOnlyList<SearchSpace>? spaces = null,
        ImageSet? images = null, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sample);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        run ??= new();
        run.Validate();
        return new JournalVerifier(journal.Database, tolerance, spaces, images).Run(sample, seed, run);
    }

    /// <summary>
    /// The scores of a journal as a view, to save as a table: a row for each function that was scored, with the column
    /// <c>Architecture</c>; for each score its values, higher ones better as where architectures are scored, and its seconds
    /// (<c>synflow_seconds</c>); why values are missing (<c>Reasons</c>, a JSON object); and what journals find functions by
    /// (<c>Key</c>). What scores depend on is an annotation of their column (<c>Provenance</c>), so that <see cref="AddScores"/> makes
    /// a journal of the table again. Failures are left out.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="spaces">Search spaces of one's own.</param>
    /// <exception cref="InvalidDataException">The journal has no scores, two of one name, or some of several spaces.</exception>
    /// <exception cref="ArgumentException">Its space is neither listed nor passed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IDataView Scores(ScoreJournal journal, IReadOnlyList<SearchSpace>? spaces = null)
    {
        ArgumentNullException.ThrowIfNull(journal);
        return JournalTable.View(journal, spaces);
    }

    /// <summary>
    /// Adds the scores of a table that was made by <see cref="Scores"/> to a journal, so that runs go on from them. Scores that both have
    /// must agree, as in <see cref="ScoreJournal.Merge"/>. Images are not in a table: verification needs them.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="scores">The table.</param>
    /// <param name="tolerance">Largest relative difference of two values of one score.</param>
    /// <returns>The number of scores added or replaced.</returns>
    /// <exception cref="ArgumentException">No column says which estimator and settings its scores are of, or one is missing.</exception>
    /// <exception cref="InvalidDataException">The table is damaged, or scores disagree; nothing is changed.</exception>
    /// <exception cref="IOException">A file cannot be read or written; nothing is changed.</exception>
    public static int AddScores(ScoreJournal journal, IDataView scores, double tolerance = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return JournalTable.Add(journal, scores, tolerance);
    }
}
