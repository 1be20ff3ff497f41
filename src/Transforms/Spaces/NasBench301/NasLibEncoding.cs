using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>NASLib's compact form: per cell eight pairs of input and operation.</summary>
/// <param name="countsNone">Whether operation 0 is none, so that all others count from 1: read by its name only.</param>
internal sealed class NasLibEncoding(bool countsNone) : NumbersEncoding
{
    private const string Plain = "naslib";
    private const string WithNone = "naslib_none";

    private readonly int _first = countsNone ? 1 : 0;

    public override string Name => countsNone ? WithNone : Plain;

    public override string Description => "(((input, operation), … 8 pairs) of normal, (…) of reduce), operations numbered "
        + (countsNone ? "from 1 on, 0 being none: 1 max_pool_3x3, … 7 dil_conv_5x5" : "as in the tokens: 0 max_pool_3x3, … 6 dil_conv_5x5");

    public override string Notation => $"NASLib's pairs, the encoding '{Name}'";

    public override bool Fits(Literal literal) => !countsNone && literal.Kind == LiteralKind.List;

    /// <summary>Operation 0 is in one of the numberings only, and 7 in the other.</summary>
    public override string? Ambiguity(Literal literal) =>
        literal.Items.Any(cell => cell.Items.Any(edge => edge.Items.ElementAtOrDefault(1)?.Integer is not (>= 1 and <= 6)))
            ? null
            : $"operations 1 to 6 are read as the encoding '{Plain}': 0 max_pool_3x3, … 6 dil_conv_5x5; name the encoding '{WithNone}' "
                + "where 0 is none: 1 max_pool_3x3, … 7 dil_conv_5x5";

    public override string Format(ReadOnlySpan<int> genes) =>
        $"({Cell(genes[..NasBench301Genes.CellGenes])}, {Cell(genes[NasBench301Genes.CellGenes..])})";

    protected override bool IsCell(int[][] cell) => cell.Length == 8 && cell.All(list => list.Length == 2);

    protected override IEnumerable<int> Genes(int[][] cell, int first) => cell.SelectMany((edge, i) => new[]
    {
        edge[1] - _first is >= 0 and < 7 and var operation
            ? operation
            : throw new FormatException($"{NasBench301Genes.EdgeName(first + (2 * i))}: operation {edge[1]} is not in "
                + $"[{_first}, {_first + 6}]; " + (countsNone
                    ? $"0 is none, which no architecture of this space has; numbers from 0 on are the encoding '{Plain}'."
                    : $"where 0 is none and 7 dil_conv_5x5, name the encoding '{WithNone}'.")),
        edge[0],
    });

    private string Cell(ReadOnlySpan<int> genes) =>
        $"({string.Join(", ", genes.ToArray().Chunk(2).Select(e => $"({e[1]}, {e[0] + _first})"))})";
}
