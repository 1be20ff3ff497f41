using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph;

/// <summary>A number of channels that genes decide, in the graph of a whole space.</summary>
/// <param name="Genes">Positions of the genes in the architecture.</param>
/// <param name="Choices">The number of values of each.</param>
/// <param name="Channels">The channels of every combination of values, the last gene's changing fastest.</param>
internal sealed record ElasticWidth(ImmutableArray<int> Genes, ImmutableArray<int> Choices, ImmutableArray<int> Channels)
{
    /// <summary>The most channels.</summary>
    public int Most => Channels.Max();

    /// <summary>The channels of an architecture.</summary>
    public int Of(IReadOnlyList<int> genes) =>
        Channels[Genes.Select((gene, i) => (genes[gene], Choices[i])).Aggregate(0, (index, g) => (index * g.Item2) + g.Item1)];

    /// <summary>Another number that the same genes decide.</summary>
    public ElasticWidth Select(Func<int, int> map) => this with { Channels = [.. Channels.Select(map)] };
}
