namespace NasPipelines.Spaces.NasBench301;

/// <summary>Two digits per edge, operation and input, as in tables of architectures.</summary>
internal sealed class TokensEncoding : ArchitectureEncoding
{
    public override string Name => "tokens";

    public override string Description =>
        "normal | reduce, eight tokens each, two per node 2 to 5: a digit for the "
        + "operation (0 max_pool_3x3, 1 avg_pool_3x3, 2 skip_connect, "
        + "3 sep_conv_3x3, 4 sep_conv_5x5, 5 dil_conv_3x3, 6 dil_conv_5x5) and one for the input node";

    public override bool Recognises(ReadOnlySpan<char> text) =>
        text.Contains('|') && text.ContainsAnyInRange('0', '9') && text.IndexOfAny("([{=") < 0;

    public override int[] Parse(string text)
    {
        var cells = text.Split('|');
        if (cells.Length != NasBench301Genes.Cells.Length)
        {
            throw new FormatException($"expected two cells joined by '|', found {cells.Length}.");
        }

        var genes = new List<int>();
        foreach (var (cell, name) in cells.Zip(NasBench301Genes.Cells))
        {
            var tokens = cell.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (tokens.Length != 8)
            {
                throw new FormatException($"the {name} cell needs 8 tokens, found {tokens.Length}.");
            }

            var first = genes.Count;
            genes.AddRange([.. tokens.SelectMany((token, i) => Edge(token, first + (2 * i)))]);
        }

        return NasBench301Genes.InOrder([.. genes]);
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var edges = genes.ToArray().Chunk(2).Select(edge => $"{edge[0]}{edge[1]}").ToArray();
        return $"{string.Join(' ', edges[..8])} | {string.Join(' ', edges[8..])}";
    }

    private static int[] Edge(string token, int gene) =>
        token.Length != 2 || !char.IsAsciiDigit(token[0]) || !char.IsAsciiDigit(token[1])
            ? throw new FormatException($"{NasBench301Genes.EdgeName(gene)}: '{token}' is not two digits, operation and input.")
            : token[0] == '7'
            ? throw new FormatException($"{NasBench301Genes.EdgeName(gene)}: '{token}' is an edge without operation (7 none), which no "
                + "architecture of this space has.")
            : [token[0] - '0', token[1] - '0'];
}
