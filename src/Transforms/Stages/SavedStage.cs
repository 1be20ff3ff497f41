using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NasPipelines.Scoring;

namespace NasPipelines.Stages;

/// <summary>
/// The form in which a stage is saved: a chain of ML.NET's own public stages, which any program loads with <c>ml.Model.Load</c>. A constant
/// carries the stage, a mapping computes all its scores, and each is copied to its column. <c>nas.Model.Load</c> takes the constant and
/// makes the stage itself again.
/// </summary>
internal static class SavedStage
{
    /// <summary>Saves a stage.</summary>
    /// <exception cref="NotSupportedException">Its scorer cannot be made again from a file; the message says why.</exception>
    public static void Save(MLContext context, Scorer scorer, StageOptions options, ModelSaveContext saving)
    {
        var payload = new StagePayload(
            ScorerKinds.RecipeOf(scorer), options.ArchitectureColumn, options.StatusColumn, options.Threads, options.BadRows);
        var chain = Chain(context, payload.Encode(), [.. scorer.Columns.Select(c => c.Name)], options);
        Save(chain.Fit(Architectures(options.ArchitectureColumn)), saving);
    }

    /// <summary>Saves stages flat, so that they are known by the first two when they are loaded.</summary>
    public static void Save(ITransformer chain, ModelSaveContext saving)
    {
        using var flat = new TransformerChain<ITransformer>([.. Leaves(chain)]);
        ((ICanSaveModel)flat).Save(saving);
    }

    /// <summary>A view of empty texts as architectures, for stages that want to see a schema.</summary>
    public static IDataView Architectures(string column, int rows = 0)
    {
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(column, TextDataViewType.Instance);
        return new EmptyView(schema.ToSchema(), rows);
    }

    /// <summary>The first two stages: the architecture, and a constant that carries the stage.</summary>
    public static IEstimator<ITransformer> Opening(MLContext context, string payload, string architectureColumn) =>
        context.Transforms.CopyColumns(SavedColumns.Architecture, architectureColumn)
            .Append(context.Transforms.Expression(SavedColumns.Stage, $"a => \"{payload}\"", SavedColumns.Architecture));

    /// <summary>The chain, fitted or for its shape only.</summary>
    public static IEstimator<ITransformer> Chain(MLContext context, string payload, IReadOnlyList<string> scores, StageOptions options)
    {
        var transforms = context.Transforms;
        IEstimator<ITransformer> chain = Opening(context, payload, options.ArchitectureColumn)
            .Append(transforms.CustomMapping(new ScoresMapping().GetMapping(), ScoresMapping.Contract));
        for (var first = 0; first < scores.Count; first += ScoreReply.Count)
        {
            chain = chain
                .Append(transforms.Expression(SavedColumns.Index, FormattableString.Invariant($"a => {first}"), SavedColumns.Architecture))
                .Append(transforms.CustomMapping(new ScoreMapping().GetMapping(), ScoreMapping.Contract))
                .Append(transforms.Conversion.ConvertType(
                    [.. scores.Skip(first).Take(ScoreReply.Count).Select(
                        (name, i) => new InputOutputColumnPair(name, SavedColumns.ValueOf(i)))],
                    DataKind.Double));
        }

        if (options.StatusColumn is { } status)
        {
            chain = chain.Append(transforms.CopyColumns(status, SavedColumns.Status));
        }

        return chain.Append(transforms.DropColumns(SavedColumns.All));
    }

    /// <summary>What a chain that was loaded carries; null where it is no saved stage.</summary>
    public static StagePayload? PayloadOf(ITransformer loaded)
    {
        if (loaded is not IEnumerable<ITransformer> chain
            || chain.Take(2)
                .ToList() is not [Microsoft.ML.Transforms.ColumnCopyingTransformer, Microsoft.ML.Transforms.ExpressionTransformer constant])
        {
            return null;
        }

        var input = Architectures(SavedColumns.Architecture, rows: 1);
        try
        {
            if (constant.GetOutputSchema(input.Schema).GetColumnOrNull(SavedColumns.Stage) is null)
            {
                return null;
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // An expression over columns of its own: somebody else's chain.
            return null;
        }

        return StagePayload.Decode(constant.Transform(input).GetColumn<string>(SavedColumns.Stage).Single());
    }

    private static IEnumerable<ITransformer> Leaves(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Leaves) : [transformer];
}
