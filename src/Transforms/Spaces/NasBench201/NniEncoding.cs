using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>nni's dictionary of operations by edge.</summary>
internal sealed class NniEncoding : LiteralEncoding
{
    private const string Prefix = "nor_";

    public override string Name => "nni";

    public override string Description =>
        "{'0_1': 'avg_pool_3x3', '0_2': 'conv_1x1', …}: none, skip_connect, conv_1x1, conv_3x3 or avg_pool_3x3 of each edge, in any order";

    public override string Notation => "an nni dictionary";

    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.Map;

    public override int[] Read(Literal literal)
    {
        var genes = new int[NasBench201Genes.Edges];
        for (var edge = 0; edge < genes.Length; edge++)
        {
            genes[edge] = NasBench201Genes.Operation(
                literal.Entries.GetValueOrDefault(Key(edge)) is { } operation
                    ? operation.Text
                    : throw new FormatException($"the key '{Key(edge)}' is missing, the operation of {NasBench201Genes.EdgeName(edge)}."),
                edge);
        }

        return literal.Entries.Keys.Except(Enumerable.Range(0, genes.Length).Select(Key)).FirstOrDefault() is { } unknown
            ? throw new FormatException($"the key '{Files.ShownText.Of(unknown)}' is no edge; the edges are 0_1, 0_2, 1_2, 0_3, 1_3, 2_3.")
            : genes;
    }

    public override string Format(ReadOnlySpan<int> genes) =>
        $"{{{string.Join(", ", genes.ToArray().Select((operation, edge) => $"'{Key(edge)}': '{Named(operation)}'"))}}}";

    private static string Key(int edge) => $"{NasBench201Genes.EdgeList[edge].From}_{NasBench201Genes.EdgeList[edge].To}";

    private static string Named(int operation)
    {
        var name = NasBench201Genes.Operations[operation];
        return name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
    }
}
