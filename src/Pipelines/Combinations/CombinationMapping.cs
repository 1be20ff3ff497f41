using System.Collections.Concurrent;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace NasPipelines.Combinations;

/// <summary>The working columns of a combination; dropped at its end.</summary>
internal static class CombinationColumns
{
    public const string Scores = "NasPipelines.Scores";
    public const string Fitted = "NasPipelines.FittedRanks";
    public const string Combined = "NasPipelines.Combined";
}

internal sealed class CombinationRequest
{
    [ColumnName(CombinationColumns.Scores)]
    public VBuffer<double> Scores { get; set; }

    [ColumnName(CombinationColumns.Fitted)]
    public ReadOnlyMemory<char> Fitted { get; set; }
}

internal sealed class CombinationReply
{
    [ColumnName(CombinationColumns.Combined)]
    public double Combined { get; set; }
}

/// <summary>The mapping from scores to their combination. Saved models name the contract: its meaning never changes.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class CombinationMapping : CustomMappingFactory<CombinationRequest, CombinationReply>
{
    public const string Contract = "NasPipelines.Combination/1";

    private static readonly ConcurrentDictionary<string, FittedRanks> Known = new(StringComparer.Ordinal);

    public override Action<CombinationRequest, CombinationReply> GetMapping() => (request, reply) =>
        reply.Combined = Known.GetOrAdd(request.Fitted.ToString(), FittedRanks.Decode).Combine([.. request.Scores.DenseValues()]);
}
