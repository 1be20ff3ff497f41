using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Files;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;

namespace NasPipelines.Stages;

/// <summary>
/// The columns of a table of a journal's scores. What a score is said to come from holds everything that a journal knows of it.
/// </summary>
internal static class JournalColumns
{
    /// <summary>The column of the keys that journals find functions by.</summary>
    public const string Key = "Key";

    /// <summary>The column that says why values are missing: a JSON object, reason by score; blank where none is.</summary>
    public const string Reasons = "Reasons";

    /// <summary>What follows a score's name in the name of the column of its seconds.</summary>
    public const string Seconds = "_seconds";

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private sealed record Said(
        string? Score, string? Hash, ScoreDirection Direction, string? Identity, string? Kind, string? Settings,
        IReadOnlyList<string>? Contents, IReadOnlyList<RecordedRun>? Runs);

    /// <summary>The provenance of a column of scores.</summary>
    public static string Provenance(RecordedEstimator estimator, ScoreDirection direction) => JsonSerializer.Serialize(
        new Said(
            estimator.Score, estimator.Hash, direction, estimator.Identity, estimator.Recipe?.Kind, estimator.Recipe?.Settings,
            estimator.Recipe?.Contents, estimator.Runs),
        Json);

    /// <summary>
    /// The estimator of a column, without its scores, and which raw values are better; null where the column is none of a journal.
    /// </summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="provenance">Its provenance.</param>
    /// <param name="functions">The number of rows.</param>
    /// <exception cref="InvalidDataException">It is one, and damaged.</exception>
    public static (RecordedEstimator Estimator, ScoreDirection Direction)? Read(string column, string provenance, int functions)
    {
        if (!provenance.Contains($"\"{nameof(Said.Identity)}\"", StringComparison.Ordinal))
        {
            return null;
        }

        Said? said;
        try
        {
            said = JsonSerializer.Deserialize<Said>(provenance, Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"what column {column} says of its scores cannot be read: {JsonFaults.Text(e)}", e);
        }

        if (said is not { Score: { } score, Identity: { } identity })
        {
            return null;
        }

        var recipe = said is { Kind: { } kind, Settings: { } settings }
            ? new RecordedRecipe(kind, settings, said.Contents ?? [])
            : null;
        var estimator = new RecordedEstimator(score, identity, recipe, functions) { Runs = said.Runs ?? [] };
        return estimator.Hash == said.Hash
            ? (estimator, said.Direction)
            : throw new InvalidDataException($"what column {column} says of its scores is damaged: its hash is that of other settings");
    }
}
