using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>
/// The supernet of NAS-Bench-201: each edge of each cell owns the weights of both convolutions (Ning et al. 2021, section 4).
/// </summary>
internal sealed class NasBench201Supernet : Supernet
{
    private const int Edges = 6;

    /// <summary>The edges of each way from a cell's input to its output; edges are 0-1, 0-2, 1-2, 0-3, 1-3, 2-3.</summary>
    private static readonly int[][] Ways = [[3], [0, 4], [1, 5], [0, 2, 5]];

    public override SearchSpace Space => SearchSpaces.NasBench201;

    public override IReadOnlyList<int> Choices { get; } = [.. Enumerable.Repeat(SearchSpaces.NasBench201.Operations.Count, Edges)];

    public override IEnumerable<Architecture> Cover() =>
        Enumerable.Range(0, Space.Operations.Count).Select(operation => new Architecture(Space, [.. Enumerable.Repeat(operation, Edges)]));

    /// <summary>Whether a convolution is on a way from the cell's input to its output without an edge of none.</summary>
    public override bool CanTrain(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Ways.Any(way =>
            way.All(edge => Operation(edge) != "none") && way.Any(edge => Operation(edge).Contains("conv", StringComparison.Ordinal)));

        string Operation(int edge) => Space.GeneName(edge, architecture.Genes[edge]);
    }
}
