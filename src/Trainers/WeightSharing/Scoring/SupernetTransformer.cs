using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Stages;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Trainers.WeightSharing.Scoring;

/// <summary>A trained supernet as a stage: adds the one-shot accuracy and negated loss of architectures, and holds the weights.</summary>
/// <remarks>Owns the scorer; dispose it. It cannot be saved with a model: save <see cref="Checkpoint"/>, and score with its file.</remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class SupernetTransformer : ITransformer, IDisposable
{
    private readonly ScoringTransformer _scores;

    internal SupernetTransformer(SupernetCheckpoint checkpoint, ScoringTransformer scores)
    {
        (Checkpoint, _scores) = (checkpoint, scores);
    }

    /// <summary>The weights, with what they were trained on.</summary>
    public SupernetCheckpoint Checkpoint { get; }

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema) => ((ITransformer)_scores).GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_scores).GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => _scores.Transform(input);

    /// <inheritdoc cref="ScoringTransformer.ScoreAll(IDataView, RunOptions?)"/>
    public ScoringSummary ScoreAll(IDataView input, RunOptions? run = null) => _scores.ScoreAll(input, run);

    /// <summary>Frees the scorer.</summary>
    public void Dispose() => _scores.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "A supernet that was just trained cannot be saved with a model: save its Checkpoint, write it as .onnx, and score with "
            + "nas.Transforms.OneShot.");
}
