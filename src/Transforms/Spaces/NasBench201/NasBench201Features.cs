using NasPipelines.Spaces.Features;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>The published graph features of NAS-Bench-201, 191 of them, in the order of the published repository.</summary>
internal static class NasBench201Features
{
    private const int Nodes = 4;

    // As the publication numbers them; op_count_2 counts 3×3 convolutions.
    private static readonly string[] Operations = ["skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3"];

    public static CellFeatures All { get; } = new EdgeCellFeatures(
        Nodes, NasBench201Genes.EdgeList, [.. NasBench201Genes.EdgeList.Select(_ => NasBench201Genes.Operations)], Operations);
}
