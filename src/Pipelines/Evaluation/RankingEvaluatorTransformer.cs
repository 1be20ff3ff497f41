using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Evaluation;

/// <summary>A fitted <see cref="RankingEvaluatorEstimator"/>: holds the metrics, and passes every row on unchanged.</summary>
public sealed class RankingEvaluatorTransformer : ITransformer
{
    // An empty chain is ML.NET's own way to do nothing: it maps rows one to one, and saves in a form that every ML.NET process can load.
    private readonly ITransformer _nothing = new TransformerChain<ITransformer>();

    internal RankingEvaluatorTransformer(RankingEvaluation metrics) => Metrics = metrics;

    /// <summary>How well the scores ranked the view that the stage was fitted on.</summary>
    public RankingEvaluation Metrics { get; }

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema;
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input;
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return _nothing.GetRowToRowMapper(inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => _nothing.Save(ctx);
}
