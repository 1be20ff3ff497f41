namespace NasPipelines.Spaces.NasBench301;

/// <summary>NASLib's compact form: per cell eight pairs of input and operation.</summary>
internal sealed class NasLibEncoding : NumbersEncoding
{
    public override string Name => "naslib";

    public override string Description =>
        "(((input, operation), … 8 pairs) of normal, (…) of reduce), operations numbered as in the tokens";

    public override bool Recognises(ReadOnlySpan<char> text) => text.StartsWith("[") || text.StartsWith("(");

    public override string Format(ReadOnlySpan<int> genes) =>
        $"({Cell(genes[..NasBench301Genes.CellGenes])}, {Cell(genes[NasBench301Genes.CellGenes..])})";

    protected override bool IsCell(int[][] cell) => cell.Length == 8 && cell.All(list => list.Length == 2);

    protected override IEnumerable<int> Genes(int[][] cell, int first) => cell.SelectMany(edge => new[] { edge[1], edge[0] });

    private static string Cell(ReadOnlySpan<int> genes) =>
        $"({string.Join(", ", genes.ToArray().Chunk(2).Select(e => $"({e[1]}, {e[0]})"))})";
}
