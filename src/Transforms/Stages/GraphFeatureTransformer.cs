using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Features;
using NasPipelines.Views;

namespace NasPipelines.Stages;

/// <summary>
/// Fitted graph features. They are saved as stages of scores are, as a chain of ML.NET's own stages around the recipe; a program that loads
/// it as such a chain has the same vectors, whose slots have no names.
/// </summary>
internal sealed class GraphFeatureTransformer(MLContext context, GraphFeatureColumn column, StageOptions options) : ITransformer
{
    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetRowToRowMapper(inputSchema).OutputSchema;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new GraphFeatureRowMapper(column, inputSchema, options);
    }

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SequentialView(input, GetRowToRowMapper(input.Schema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var payload = new StagePayload(column.ToRecipe(), options.ArchitectureColumn, null, options.Threads, options.BadRows);
        var view = SavedStage.Architectures(options.ArchitectureColumn);
        var padded = SavedStage.Opening(context, payload.Encode(), options.ArchitectureColumn)
            .Append(context.Transforms.CustomMapping(new GraphFeatureMapping().GetMapping(), GraphFeatureMapping.Contract)).Fit(view);
        var cut = PaddedFeatures.Cut(context, column.Name, column.SlotNames.Length);
        var dropped = context.Transforms.DropColumns(SavedColumns.Architecture, SavedColumns.Stage, SavedColumns.Features)
            .Fit(cut.Transform(padded.Transform(view)));
        SavedStage.Save(new TransformerChain<ITransformer>(padded, cut, dropped), ctx);
    }
}
