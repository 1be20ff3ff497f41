using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>aw_nas: per cell the list of inputs and the list of operations, in an order of its own.</summary>
internal sealed class AwNasEncoding : NumbersEncoding
{
    private const int MostLists = 7;

    // aw_nas: sep_conv_3x3, sep_conv_5x5, dil_conv_3x3, dil_conv_5x5, max_pool_3x3, avg_pool_3x3, skip_connect.
    private static readonly int[] OperationMap = [3, 4, 5, 6, NasBench301Genes.MaxPool, NasBench301Genes.AvgPool, NasBench301Genes.Skip];

    public override string Name => "aw_nas";

    public override string Description =>
        "[[inputs, operations] of normal, [inputs, operations] of reduce], lists of 8 numbers; operations: 0 sep_conv_3x3, 1 sep_conv_5x5, "
        + "2 dil_conv_3x3, 3 dil_conv_5x5, 4 max_pool_3x3, 5 avg_pool_3x3, 6 skip_connect";

    public override string Notation => "aw_nas's lists";

    public override bool Fits(Literal literal) => literal.CountLists() is >= 1 and <= MostLists;

    public override string Format(ReadOnlySpan<int> genes) =>
        $"[{Cell(genes[..NasBench301Genes.CellGenes])}, {Cell(genes[NasBench301Genes.CellGenes..])}]";

    protected override bool IsCell(int[][] cell) => cell.Length == 2 && cell.All(list => list.Length == 8);

    protected override IEnumerable<int> Genes(int[][] cell, int first) => cell[0].Zip(cell[1]).SelectMany((edge, i) => new[]
    {
        edge.Second >= 0 && edge.Second < OperationMap.Length
            ? OperationMap[edge.Second]
            : throw new FormatException(
                $"{NasBench301Genes.EdgeName(first + (2 * i))}: operation {edge.Second} is not in [0, {OperationMap.Length - 1}]."),
        edge.First,
    });

    private static string Cell(ReadOnlySpan<int> genes)
    {
        var edges = genes.ToArray().Chunk(2).ToArray();
        return $"[[{string.Join(", ", edges.Select(e => e[1]))}], "
            + $"[{string.Join(", ", edges.Select(e => Array.IndexOf(OperationMap, e[0])))}]]";
    }
}
