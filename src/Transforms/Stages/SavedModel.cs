using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Features;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Views;

namespace NasPipelines.Stages;

/// <summary>Gives the stages of a loaded model back as they were fitted.</summary>
internal static class SavedModel
{
    /// <summary>A transformer as ML.NET loads it, with every saved stage of scores in it made itself again.</summary>
    /// <param name="context">The context.</param>
    /// <param name="loaded">What ML.NET loaded.</param>
    /// <param name="input">What it was saved for; null where that is not known.</param>
    /// <param name="spaces">Search spaces that are not listed.</param>
    public static ITransformer Restore(
        MLContext context, ITransformer loaded, DataViewSchema? input, IReadOnlyList<SearchSpace>? spaces)
    {
        if (SavedStage.PayloadOf(loaded) is { } payload)
        {
            (loaded as IDisposable)?.Dispose();
            var options = new StageOptions(payload.ArchitectureColumn, payload.StatusColumn, payload.Threads, payload.BadRows);
            return payload.Recipe.Kind == GraphFeatureColumn.Kind
                ? new GraphFeatureTransformer(context, GraphFeatureColumn.FromRecipe(payload.Recipe, spaces), options)
                : new ScoringTransformer(context, new ScoreMemo(ScorerKinds.Create(payload.Recipe, spaces)), options);
        }

        if (loaded is not TransformerChain<ITransformer> chain)
        {
            return loaded;
        }

        List<ITransformer> stages = [];
        var own = false;
        foreach (var stage in chain)
        {
            stages.Add(Restore(context, stage, input, spaces));
            var output = After(stages[^1], input);
            own |= output?.Any(c => SavedColumns.IsWorking(c.Name) && input?.GetColumnOrNull(c.Name) is null) == true;
            input = output;
        }

        // One of the product's other stages, which are saved as chains with working columns.
        var whole = new TransformerChain<ITransformer>([.. stages]);
        return own ? new RowByRowTransformer(whole) : whole;
    }

    private static DataViewSchema? After(ITransformer stage, DataViewSchema? input)
    {
        try
        {
            return input is null ? null : stage.GetOutputSchema(input);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // A model may be saved with any schema, or with none; it is put on a view that it fits.
            return null;
        }
    }
}
