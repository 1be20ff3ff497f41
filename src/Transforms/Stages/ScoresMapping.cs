using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using NasPipelines.Scoring;

namespace NasPipelines.Stages;

/// <summary>What the mapping of a saved stage reads.</summary>
internal sealed class ScoresRequest
{
    [ColumnName(SavedColumns.Architecture)]
    public ReadOnlyMemory<char> Architecture { get; set; }

    [ColumnName(SavedColumns.Stage)]
    public ReadOnlyMemory<char> Stage { get; set; }
}

/// <summary>What the mapping of a saved stage gives: all scores, and why some are missing.</summary>
internal sealed class ScoresReply
{
    [ColumnName(SavedColumns.Scores)]
    public VBuffer<double> Scores { get; set; }

    [ColumnName(SavedColumns.Status)]
    public ReadOnlyMemory<char> Status { get; set; }
}

/// <summary>
/// The mapping from an architecture to the scores of a saved stage, each mapping with a scorer and a memory of its own. Saved models name
/// the contract: its meaning never changes.
/// </summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ScoresMapping : CustomMappingFactory<ScoresRequest, ScoresReply>
{
    public const string Contract = "NasPipelines.Scores/1";

    public override Action<ScoresRequest, ScoresReply> GetMapping()
    {
        var (gate, stage, made, badRows) = (new object(), (ScoreMemo?)null, 0, BadRows.Fail);
        return (request, reply) =>
        {
            var memo = Memo(request);
            var row = RowScores.Of(
                memo, request.Architecture.ToString(), RowScores.Guarded(memo.Scorer.Space), new ScoringContext(made), badRows, null);
            var columns = memo.Scorer.Columns;
            reply.Scores = new VBuffer<double>(columns.Count, [.. columns.Select((c, i) => row.Oriented(i, c.Direction))]);
            reply.Status = row.Status(columns).AsMemory();
        };

        // ML.NET maps on several threads; a stage's text is always the same one.
        ScoreMemo Memo(ScoresRequest request)
        {
            lock (gate)
            {
                if (stage is null)
                {
                    var payload = StagePayload.Decode(request.Stage.ToString());
                    badRows = payload.BadRows;
                    made = payload.Threads > 0 ? payload.Threads : Environment.ProcessorCount;
                    stage = new ScoreMemo(ScorerKinds.Create(payload.Recipe, spaces: null));
                }

                return stage;
            }
        }
    }
}
