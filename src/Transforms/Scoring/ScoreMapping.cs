using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace NasPipelines.Scoring;

/// <summary>What a mapping reads: an architecture, and constants that say which scorer and which score.</summary>
internal class ScoreRequest
{
    [ColumnName(ScoringColumns.Architecture)]
    public ReadOnlyMemory<char> Architecture { get; set; }

    [ColumnName(ScoringColumns.Specification)]
    public ReadOnlyMemory<char> Specification { get; set; }

    [ColumnName(ScoringColumns.Score)]
    public ReadOnlyMemory<char> Score { get; set; }
}

internal sealed class ScoreReply
{
    [ColumnName(ScoringColumns.Value)]
    public double Value { get; set; }
}

internal sealed class StatusReply
{
    [ColumnName(ScoringColumns.Status)]
    public ReadOnlyMemory<char> Status { get; set; }
}

/// <summary>The working columns of the chain; dropped at its end.</summary>
internal static class ScoringColumns
{
    public const string Architecture = "NasPipelines.Architecture";
    public const string Specification = "NasPipelines.Specification";
    public const string Score = "NasPipelines.Score";
    public const string Value = "NasPipelines.Value";
    public const string Status = "NasPipelines.Status";

    public static readonly string[] All = [Architecture, Specification, Score, Value, Status];
}

/// <summary>The mapping from an architecture to one score. Saved models name the contract: its meaning never changes.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ScoreMapping : CustomMappingFactory<ScoreRequest, ScoreReply>
{
    public const string Contract = "NasPipelines.Score/1";

    public override Action<ScoreRequest, ScoreReply> GetMapping()
    {
        var lookup = new SessionLookup();
        return (request, reply) =>
        {
            var session = lookup.Find(request);
            var index = lookup.IndexOf(request);
            reply.Value = session.Score(request.Architecture.ToString()).Oriented(index, session.Scorer.Scores[index].Direction);
        };
    }
}

/// <summary>The mapping from an architecture to the reasons why scores are missing.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class StatusMapping : CustomMappingFactory<ScoreRequest, StatusReply>
{
    public const string Contract = "NasPipelines.Status/1";

    public override Action<ScoreRequest, StatusReply> GetMapping()
    {
        var lookup = new SessionLookup();
        return (request, reply) =>
        {
            var session = lookup.Find(request);
            reply.Status = session.Score(request.Architecture.ToString()).Status(session.Scorer.Scores).AsMemory();
        };
    }
}

/// <summary>Keeps the session that a mapping uses; specifications are long, so the text is compared by reference first.</summary>
internal sealed class SessionLookup
{
    private readonly object _gate = new();
    private string? _text;
    private ScoringSession? _session;

    public ScoringSession Find(ScoreRequest request)
    {
        lock (_gate)
        {
            var text = MemoryMarshal.TryGetString(request.Specification, out var whole, out _, out var length) && length == whole.Length
                ? whole
                : request.Specification.ToString();
            if (_session is null || !(ReferenceEquals(text, _text) || text == _text))
            {
                _session = ScoringSessions.Get(text);
            }

            _text = text;
            return _session;
        }
    }

    public int IndexOf(ScoreRequest request)
    {
        var scores = _session!.Scorer.Scores;
        for (var i = 0; i < scores.Count; i++)
        {
            if (request.Score.Span.SequenceEqual(scores[i].Name))
            {
                return i;
            }
        }

        throw new InvalidDataException($"The model asks for the score '{request.Score}', which its specification does not have.");
    }
}
