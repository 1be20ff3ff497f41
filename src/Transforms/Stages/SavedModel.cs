using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>Gives the stages of a loaded model back as they were fitted.</summary>
internal static class SavedModel
{
    /// <summary>A transformer as ML.NET loads it, with every saved stage of scores in it made itself again.</summary>
    /// <param name="context">The context.</param>
    /// <param name="loaded">What ML.NET loaded.</param>
    /// <param name="spaces">Search spaces that are not listed.</param>
    public static ITransformer Restore(MLContext context, ITransformer loaded, IReadOnlyList<SearchSpace>? spaces)
    {
        if (SavedStage.PayloadOf(loaded) is { } payload)
        {
            (loaded as IDisposable)?.Dispose();
            return new ScoringTransformer(
                context,
                new ScoreMemo(ScorerKinds.Create(payload.Recipe, spaces)),
                new StageOptions(payload.ArchitectureColumn, payload.StatusColumn, payload.Threads, payload.BadRows));
        }

        return loaded is TransformerChain<ITransformer> chain
            ? new TransformerChain<ITransformer>([.. chain.Select(stage => Restore(context, stage, spaces))])
            : loaded;
    }
}
