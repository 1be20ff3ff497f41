using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using NasPipelines.Features;
using NasPipelines.Scoring;

namespace NasPipelines.Stages;

/// <summary>Graph features with as many zeros after them as a vector of fixed length needs.</summary>
internal sealed class PaddedFeatures
{
    /// <summary>More than any space has: its at most 10 operations have 1,023 sets, of 6 features each.</summary>
    public const int Length = 8192;

    [ColumnName(SavedColumns.Features)]
    [VectorType(Length)]
    public VBuffer<float> Features { get; set; }

    /// <summary>Keeps the first slots of such a vector: those that are not zero in a row of ones.</summary>
    public static ITransformer Cut(MLContext context, string output, int slots) => context.Transforms.FeatureSelection
        .SelectFeaturesBasedOnCount(output, SavedColumns.Features)
        .Fit(context.Data.LoadFromEnumerable([new PaddedFeatures { Features = Pad([.. Enumerable.Repeat(1f, slots)]) }]));

    /// <summary>The vector of some features.</summary>
    public static VBuffer<float> Pad(float[] features) =>
        new(Length, features.Length, features, [.. Enumerable.Range(0, features.Length)]);
}

/// <summary>
/// The mapping from an architecture to the graph features of a saved stage. Saved models name the contract: its meaning never changes.
/// </summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class GraphFeatureMapping : CustomMappingFactory<ScoresRequest, PaddedFeatures>
{
    public const string Contract = "NasPipelines.GraphFeatures/1";

    public override Action<ScoresRequest, PaddedFeatures> GetMapping()
    {
        (GraphFeatureColumn Column, BadRows BadRows)? made = null; // two threads may both make it; either is right
        return (request, reply) =>
        {
            var (column, badRows) = made ??= Decode(request.Stage.ToString());
            reply.Features = PaddedFeatures.Pad(
                RowFeatures.Of(column, request.Architecture.ToString(), RowScores.Guarded(column.Space), badRows, null));
        };
    }

    private static (GraphFeatureColumn Column, BadRows BadRows) Decode(string stage)
    {
        var payload = StagePayload.Decode(stage);
        return (GraphFeatureColumn.FromRecipe(payload.Recipe, spaces: null), payload.BadRows);
    }
}
