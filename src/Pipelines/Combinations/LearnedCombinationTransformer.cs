using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Combinations;

/// <summary>
/// Fitted trees with the stages around them: the features joined before, the prediction renamed after. A column <c>Score</c> of the view,
/// which ML.NET's trees write over, is put aside and back again.
/// </summary>
internal sealed class LearnedCombinationTransformer : ITransformer
{
    private const string Kept = "NasPipelines.Kept";
    private const string Predicted = "NasPipelines.Predicted";

    private readonly MLContext _context;
    private readonly ITransformer _trees;
    private readonly string _output;
    private readonly string[] _features;
    private readonly ITransformer _plain;
    private readonly ITransformer _keeping;
    private readonly bool _savedKeeping;

    public LearnedCombinationTransformer(MLContext context, ITransformer trees, string output, string[] features, IDataView input)
    {
        (_context, _trees, _output, _features) = (context, trees, output, features);
        _plain = Chain(input, keep: false);
        _keeping = Chain(_context.Transforms.CopyColumns(TreeLearner.Score, features[0]).Fit(input).Transform(input), keep: true);
        _savedKeeping = HasScore(input.Schema);
    }

    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => For(inputSchema).GetOutputSchema(inputSchema);

    public IDataView Transform(IDataView input) => For(input.Schema).Transform(input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => For(inputSchema).GetRowToRowMapper(inputSchema);

    // A plain chain, which any process loads; for views like the one that was fitted on.
    void ICanSaveModel.Save(ModelSaveContext ctx) => (_savedKeeping ? _keeping : _plain).Save(ctx);

    private static bool HasScore(DataViewSchema schema) => schema.GetColumnOrNull(TreeLearner.Score) is not null;

    private ITransformer For(DataViewSchema schema) => HasScore(schema) ? _keeping : _plain;

    private TransformerChain<ITransformer> Chain(IDataView input, bool keep)
    {
        var transforms = _context.Transforms;
        var before = FeatureTable.Joining(_context, _features, out var numbers);
        IEstimator<ITransformer> after = transforms.CopyColumns(Predicted, TreeLearner.Score);
        string[] working = [TreeLearner.Features, Predicted, .. numbers];
        if (keep)
        {
            before = before.Append(transforms.CopyColumns(Kept, TreeLearner.Score));
            after = after.Append(transforms.CopyColumns(TreeLearner.Score, Kept));
        }

        after = after.Append(transforms.Conversion.ConvertType(_output, Predicted, DataKind.Double))
            .Append(transforms.DropColumns(
                keep ? [Kept, .. working] : _output == TreeLearner.Score ? working : [TreeLearner.Score, .. working]));
        var first = before.Fit(input);
        return new(first, _trees, after.Fit(_trees.Transform(first.Transform(input))));
    }
}
