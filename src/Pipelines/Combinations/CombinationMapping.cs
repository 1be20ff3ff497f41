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

    public override Action<CombinationRequest, CombinationReply> GetMapping()
    {
        Decoded? decoded = null; // two threads may both decode; either result is right
        return (request, reply) =>
        {
            var text = request.Fitted.ToString();
            var known = decoded;
            if (known is null || !(ReferenceEquals(known.Text, text) || known.Text == text))
            {
                decoded = known = new(text, FittedRanks.Decode(text));
            }

            reply.Combined = known.Ranks.Combine([.. request.Scores.DenseValues()]);
        };
    }

    private sealed record Decoded(string Text, FittedRanks Ranks);
}
