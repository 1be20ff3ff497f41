using NasPipelines.Files;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>The genotype of DARTS, as a call, a dictionary or JSON; the names and triples (operation, from, to) of aw_nas are read
/// too.</summary>
internal sealed class GenotypeEncoding : LiteralEncoding
{
    private const string Concatenated = "concat";
    private static readonly string[] InOrder = ["normal", "normal_concat", "reduce", "reduce_concat"];
    private static readonly int[] AllNodes = [2, 3, 4, 5];

    public override string Name => "genotype";

    public override string Description =>
        "Genotype(normal=[('sep_conv_3x3', 0), … 8 pairs], normal_concat=range(2, 6), reduce=[…], reduce_concat=range(2, 6))";

    public override string Notation => "a DARTS genotype";

    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.Map
        ? literal.Notation.Contains("Genotype", StringComparison.Ordinal) || literal.Entries.Keys.Any(IsOfGenotype)
        : literal is { Kind: LiteralKind.List, Items: [{ Items: [{ Items: [{ Kind: LiteralKind.Text }, ..] }, ..] }, ..] };

    public override int[] Read(Literal literal)
    {
        var parts = Parts(literal);
        foreach (var (key, value) in parts.Where(part => part.Key.Contains(Concatenated, StringComparison.Ordinal)))
        {
            var nodes = value.Kind == LiteralKind.Text ? LiteralReader.Read(value.Text) : value; // JSON of what it could not write
            if (!nodes.Integers(key).Order().SequenceEqual(AllNodes))
            {
                throw new FormatException($"{key}: expected range(2, 6), all four nodes, found {Shown(nodes)}; a cell that joins some of "
                    + "its nodes is no architecture of this space.");
            }
        }

        var unknown = parts.Keys.FirstOrDefault(key => !IsOfGenotype(key));
        return unknown is null
            ? NasBench301Genes.InOrder(
                [.. Cell(parts, ["normal", "normal_0"], 0), .. Cell(parts, ["reduce", "reduce_1"], NasBench301Genes.CellGenes)])
            : throw new FormatException($"'{ShownText.Of(unknown)}' is no part of a genotype.");
    }

    public override string Format(ReadOnlySpan<int> genes) =>
        $"Genotype(normal=[{Pairs(genes[..NasBench301Genes.CellGenes])}], normal_concat=range(2, 6), "
            + $"reduce=[{Pairs(genes[NasBench301Genes.CellGenes..])}], reduce_concat=range(2, 6))";

    /// <summary>The parts by name; where they have no names, as in JSON of a named tuple, in the order of DARTS.</summary>
    private static Dictionary<string, Literal> Parts(Literal literal)
    {
        var parts = new Dictionary<string, Literal>(StringComparer.Ordinal);
        foreach (var (key, part) in literal.Entries)
        {
            LiteralMaps.Add(parts, key is [>= '0' and <= '3'] ? InOrder[key[0] - '0'] : key, part);
        }

        for (var place = 0; place < literal.Items.Count; place++)
        {
            parts.Add(place < InOrder.Length ? InOrder[place] : $"part {place + 1}", literal.Items[place]);
        }

        return parts;
    }

    private static bool IsOfGenotype(string key) =>
        key is "normal" or "normal_0" or "reduce" or "reduce_1" || key.Contains(Concatenated, StringComparison.Ordinal);

    private static string Shown(Literal nodes) => nodes.Notation.Contains("range(", StringComparison.Ordinal)
        ? nodes.Notation
        : $"[{string.Join(", ", nodes.Items.Take(AllNodes.Length + 1).Select(node => node.Shown))}]";

    private static string Pairs(ReadOnlySpan<int> cell) =>
        string.Join(", ", cell.ToArray().Chunk(2).Select(edge => $"('{NasBench301Genes.Operations[edge[0]]}', {edge[1]})"));

    private static IEnumerable<int> Cell(Dictionary<string, Literal> parts, string[] keys, int first)
    {
        var name = NasBench301Genes.Cells[first / NasBench301Genes.CellGenes];
        var cell = keys.Select(key => parts.GetValueOrDefault(key)).FirstOrDefault(found => found is not null)
            ?? throw new FormatException($"the list {name}=[…] is missing.");
        var edges = cell.Items.All(edge => edge.Kind == LiteralKind.List && edge.Items.Count > 0 && edge.Items[0].Kind == LiteralKind.List)
            ? [.. cell.Items.SelectMany(node => node.Items)]
            : cell.Items;
        return edges.Count == 8
            ? edges.SelectMany((edge, i) => Edge(edge, first + (2 * i)))
            : throw new FormatException(
                $"The {name} cell needs 8 pairs ('operation', node), two per node; found {edges.Count}.");
    }

    private static int[] Edge(Literal edge, int gene) =>
        edge is not { Kind: LiteralKind.List, Items: [{ Kind: LiteralKind.Text } operation, { Integer: { } from }, ..], Items.Count: <= 3 }
            ? throw new FormatException(
                $"{NasBench301Genes.EdgeName(gene)}: '{edge.Shown}' is no pair ('operation', node).")
        : edge.Items.Count == 3 && edge.Items[2].Integer != NasBench301Genes.NodeOf(gene)
            ? throw new FormatException($"{NasBench301Genes.EdgeName(gene)}: the edge goes to another node, {edge.Items[2].Shown}.")
        : [NasBench301Genes.Operation(operation.Text, gene), from];
}
