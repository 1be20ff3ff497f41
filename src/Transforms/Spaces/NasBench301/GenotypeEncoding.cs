using System.Globalization;
using System.Text.RegularExpressions;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>The Python text of DARTS; the names and triples (operation, from, to) of aw_nas are read too.</summary>
internal sealed partial class GenotypeEncoding : ArchitectureEncoding
{
    public override string Name => "genotype";

    public override string Description =>
        "Genotype(normal=[('sep_conv_3x3', 0), … 8 pairs], normal_concat=range(2, 6), reduce=[…], reduce_concat=range(2, 6))";

    public override bool Recognises(ReadOnlySpan<char> text) =>
        text.Contains("normal", StringComparison.Ordinal) && !text.Contains("edge_normal_", StringComparison.Ordinal);

    public override int[] Parse(string text)
    {
        if (text.Count(c => c == '(') != text.Count(c => c == ')') || text.Count(c => c == '[') != text.Count(c => c == ']'))
        {
            throw new FormatException($"'{text}': brackets do not match.");
        }

        foreach (Match concat in Concat().Matches(text))
        {
            if (concat.Groups[2].Value.Replace(" ", "", StringComparison.Ordinal) is not ("range(2,6)" or "[2,3,4,5]"))
            {
                throw new FormatException(
                    $"{concat.Groups[1].Value}: expected range(2, 6), all four nodes, found {concat.Groups[2].Value}.");
            }
        }

        return NasBench301Genes.InOrder([.. Cell(text, NormalCell(), 0), .. Cell(text, ReductionCell(), NasBench301Genes.CellGenes)]);
    }

    public override string Format(ReadOnlySpan<int> genes) =>
        $"Genotype(normal=[{Pairs(genes[..NasBench301Genes.CellGenes])}], normal_concat=range(2, 6), "
            + $"reduce=[{Pairs(genes[NasBench301Genes.CellGenes..])}], reduce_concat=range(2, 6))";

    private static string Pairs(ReadOnlySpan<int> cell) =>
        string.Join(", ", cell.ToArray().Chunk(2).Select(edge => $"('{NasBench301Genes.Operations[edge[0]]}', {edge[1]})"));

    private static int[] Cell(string text, Regex pattern, int first)
    {
        var name = NasBench301Genes.Cells[first / NasBench301Genes.CellGenes];
        var found = pattern.Match(text);
        if (!found.Success)
        {
            throw new FormatException($"'{text}': the list {name}=[…] is missing.");
        }

        var edges = Edge().Matches(found.Groups[1].Value);
        if (edges.Count != 8 || Edge().Replace(found.Groups[1].Value, "").AsSpan().ContainsAnyExcept(", ()"))
        {
            throw new FormatException($"The {name} cell needs 8 pairs ('operation', node), two per node; found {found.Groups[1].Value}.");
        }

        return [.. edges.SelectMany((edge, i) => Pair(edge, first + (2 * i)))];
    }

    private static int[] Pair(Match edge, int gene) =>
        edge.Groups[3].Success && edge.Groups[3].Value != NasBench301Genes.NodeOf(gene).ToString(CultureInfo.InvariantCulture)
            ? throw new FormatException($"{NasBench301Genes.EdgeName(gene)}: the edge {edge.Value} goes to another node.")
            : [NasBench301Genes.Operation(edge.Groups[1].Value, gene), edge.Groups[2].Value[0] - '0'];

    [GeneratedRegex(@"\b(\w+_concat)\s*=\s*(range\([^)]*\)|\[[^\]]*\])")]
    private static partial Regex Concat();

    [GeneratedRegex(@"\bnormal(?:_0)?\s*=\s*\[([^\]]*)\]")]
    private static partial Regex NormalCell();

    [GeneratedRegex(@"\breduce(?:_1)?\s*=\s*\[([^\]]*)\]")]
    private static partial Regex ReductionCell();

    [GeneratedRegex(@"\(\s*['""](\w+)['""]\s*,\s*([0-9])\s*(?:,\s*([0-9])\s*)?\)")]
    private static partial Regex Edge();
}
