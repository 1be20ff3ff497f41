using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>nni's dictionary of the choices of a DARTS cell.</summary>
internal sealed class NniEncoding : LiteralEncoding
{
    public override string Name => "nni";

    public override string Description =>
        "{'normal/op_2_0': 'sep_conv_3x3', 'normal/input_2_0': 0, 'normal/op_2_1': …}: operation and input of both edges of nodes 2 to 5 "
        + "of normal and reduce";

    public override string Notation => "an nni dictionary";

    public override bool Fits(Literal literal) =>
        literal.Kind == LiteralKind.Map && literal.Entries.Keys.Any(key => key.Contains("/op_", StringComparison.Ordinal));

    public override int[] Read(Literal literal)
    {
        var genes = new int[2 * NasBench301Genes.CellGenes];
        for (var gene = 0; gene < genes.Length; gene += 2)
        {
            genes[gene] = NasBench301Genes.Operation(literal.Entry(Key("op", gene)).Text, gene);
            var input = literal.Entry(Key("input", gene));
            genes[gene + 1] = (input is { Kind: LiteralKind.List, Items: [var only] } ? only : input).Integer
                ?? throw new FormatException($"{Key("input", gene)}: '{input.Shown}' is not one node.");
        }

        return literal.Entries.Count == genes.Length
            ? NasBench301Genes.InOrder(genes)
            : throw new FormatException($"{literal.Entries.Count} keys, expected {genes.Length}: op and input of 16 edges.");
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var pairs = new List<string>();
        for (var gene = 0; gene < genes.Length; gene += 2)
        {
            pairs.Add($"'{Key("op", gene)}': '{NasBench301Genes.Operations[genes[gene]]}'");
            pairs.Add($"'{Key("input", gene)}': {genes[gene + 1]}");
        }

        return $"{{{string.Join(", ", pairs)}}}";
    }

    private static string Key(string kind, int gene) =>
        $"{NasBench301Genes.Cells[gene / NasBench301Genes.CellGenes]}/{kind}_{NasBench301Genes.NodeOf(gene)}_{gene % 4 / 2}";
}
