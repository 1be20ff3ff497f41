using Microsoft.ML;
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
    /// <param name="run">Workers, threads, progress, cancellation (between scores).</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static JournalVerification Verify(
        ScoreJournal journal, int sample, long seed = 0, double tolerance = 0, IReadOnlyList<SearchSpace>? spaces = null,
        RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sample);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        run ??= new();
        run.Validate();
        return new JournalVerifier(journal.Database, tolerance, spaces).Run(sample, seed, run);
    }
}
