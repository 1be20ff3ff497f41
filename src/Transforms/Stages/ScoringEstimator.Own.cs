using Microsoft.ML;
using NasPipelines.Scoring;

namespace NasPipelines.Stages;

/// <content>Stages of scorers of one's own.</content>
public sealed partial class ScoringEstimator
{
    /// <summary>A stage of the scores of a scorer of one's own: <c>nas.Transforms.Score</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="scorer">The scorer; it serves one stage, which disposes it: a second fit is refused.</param>
    /// <param name="options">Columns, threads, journal; the defaults where null.</param>
    /// <exception cref="ArgumentException">The scorer has no column, or one twice, or an option is out of range.</exception>
    public static ScoringEstimator Of(MLContext context, Scorer scorer, ScoringOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        var taken = 0;
        return Of(context, _ => Take(), [.. scorer.Columns.Select(c => new PromisedScore(c.Name, c.Statistic is not null))], options);

        // The fitted stage disposes it: a second one would find it gone.
        Scorer Take() => Interlocked.Exchange(ref taken, 1) == 0
            ? scorer
            : throw new InvalidOperationException(
                $"This {scorer.GetType().Name} already serves a stage, which owns it: to fit "
                + "several times, as in a cross-validation, pass a function that "
                + "makes a scorer.");
    }

    /// <summary>A stage of the scores of a scorer of one's own: <c>nas.Transforms.Score</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="createScorer">Makes the scorer of a view when the stage is fitted; the fitted stage owns it and disposes it.</param>
    /// <param name="scoreColumnNames">The names of its columns.</param>
    /// <param name="options">Columns, threads, journal; the defaults where null.</param>
    /// <exception cref="ArgumentException">No score is named, or one twice, or an option is out of range.</exception>
    public static ScoringEstimator Of(
        MLContext context, Func<IDataView, Scorer> createScorer, IReadOnlyList<string> scoreColumnNames, ScoringOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        return Of(context, createScorer, [.. scoreColumnNames.Select(name => new PromisedScore(name, IsStatistic: true))], options);
    }

    private static ScoringEstimator Of(
        MLContext context, Func<IDataView, Scorer> createScorer, IReadOnlyList<PromisedScore> scores, ScoringOptions? options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(createScorer);
        options ??= new();
        options.Validate();
        return scores.Count > 0 && scores.DistinctBy(s => s.Name).Count() == scores.Count
            ? new(context, createScorer, scores, StageOptions.Of(options))
            : throw new ArgumentException(
                $"Name at least one score, and each once (was {string.Join(", ", scores.Select(s => s.Name))}).", nameof(scores));
    }
}
