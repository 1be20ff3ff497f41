using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Trainers.Standalone;

/// <summary>
/// The result of training an architecture from scratch with one seed, as scores: journals, workers and failures are those of any scorer.
/// </summary>
internal sealed class TrainingScorer(StandaloneTrainer trainer, SearchSpace space, long seed) : Scorer
{
    private const string Kind = "training/1";

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>What a training gives; the column of a loss is negated.</summary>
    public static IReadOnlyList<string> Names { get; } = ["test_accuracy", "test_loss", "train_accuracy", "train_loss", "training_seconds"];

    public override SearchSpace Space => space;

    public override IReadOnlyList<ScoreColumn> Columns { get; } =
    [
        new(Names[0]),
        new(Names[1], ScoreDirection.LowerIsBetter),
        new(Names[2]),
        new(Names[3], ScoreDirection.LowerIsBetter),
        new(Names[4], ScoreDirection.LowerIsBetter),
    ];

    public override string Provenance { get; } = JsonSerializer.Serialize(
        new { Kind, Recipe = trainer.Identity, Space = space.Name, Seed = seed }, Json);

    /// <summary>What the training that finished last gave, for people.</summary>
    public string? Last { get; private set; }

    public override string IdentityOf(int column) => JsonSerializer.Serialize(
        new
        {
            Kind,
            Recipe = trainer.Identity,
            Space = space.Name,
            SpaceDefinition = space.Definition,
            Seed = seed,
            Quantity = Names[column],
        },
        Json);

    // The encodings of a function have weights of other names, and so other results.
    public override string KeyOf(Architecture architecture) => architecture.Text;

    public override ScoreRow Score(Architecture architecture, ScoringContext context)
    {
        var result = trainer.TrainRecorded(
            architecture, seed, new() { Threads = context.Threads, CancellationToken = context.CancellationToken });
        Last = FormattableString.Invariant(
            $"{architecture.Text} seed {seed}: test accuracy {result.Test.Accuracy:F4}, loss {result.Test.Loss:F4}, {result.Seconds:F1} s");
        return new(
            [result.Test.Accuracy, result.Test.Loss, result.TrainAccuracy, result.TrainLosses[^1], Math.Round(result.Seconds, 3)],
            Columns.Select(_ => result.Seconds));
    }
}
