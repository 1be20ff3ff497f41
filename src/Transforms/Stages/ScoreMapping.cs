using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace NasPipelines.Stages;

/// <summary>All scores of a row, and which one is wanted.</summary>
internal sealed class ScoreRequest
{
    [ColumnName(SavedColumns.Scores)]
    public VBuffer<double> Scores { get; set; }

    [ColumnName(SavedColumns.Index)]
    public int Index { get; set; }
}

/// <summary>One score.</summary>
internal sealed class ScoreReply
{
    [ColumnName(SavedColumns.Value)]
    public double Value { get; set; }
}

/// <summary>The mapping from all scores of a row to one of them. Saved models name the contract: its meaning never changes.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ScoreMapping : CustomMappingFactory<ScoreRequest, ScoreReply>
{
    public const string Contract = "NasPipelines.Score/2";

    public override Action<ScoreRequest, ScoreReply> GetMapping() =>
        (request, reply) => reply.Value = request.Scores.GetItemOrDefault(request.Index);
}
