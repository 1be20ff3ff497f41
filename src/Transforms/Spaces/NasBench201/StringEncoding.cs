namespace NasPipelines.Spaces.NasBench201;

/// <summary>The benchmark's own text: nodes joined by '+', each '|operation~source|operation~source|'.</summary>
internal sealed class StringEncoding : ArchitectureEncoding
{
    public override string Name => "string";

    public override string Description => "|op~0|+|op~0|op~1|+|op~0|op~1|op~2|";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Contains('|') || text.Contains('~');

    public override int[] Parse(string text)
    {
        text = Inner(text);
        Span<Range> nodes = stackalloc Range[4];
        if (text.AsSpan().Split(nodes, '+') != 3)
        {
            throw new FormatException(
                $"expected 3 nodes joined by '+' as in {Description}, found {text.AsSpan().Count('+') + 1}.");
        }

        var genes = new int[NasBench201Genes.Edges];
        Span<Range> branches = stackalloc Range[4];
        for (int node = 1, edge = 0; node <= 3; node++)
        {
            var part = text.AsSpan()[nodes[node - 1]].Trim();
            var inner = part.Length >= 2 && part[0] == '|' && part[^1] == '|' ? part[1..^1] : default;
            if (inner.Length == 0 || inner.Split(branches, '|') != node)
            {
                throw new FormatException(
                    $"node {node} needs {node} edge{(node == 1 ? "" : "s")} written |op~0|…|op~{node - 1}|, found '{part}'.");
            }

            for (var from = 0; from < node; from++, edge++)
            {
                genes[edge] = ParseBranch(inner[branches[from]], from, edge);
            }
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var names = NasBench201Genes.Operations;
        return $"|{names[genes[0]]}~0|+|{names[genes[1]]}~0|{names[genes[2]]}~1|+|{names[genes[3]]}~0|{names[genes[4]]}~1|{names[genes[5]]}"
            + "~2|";
    }

    /// <summary>The text within what the benchmark's own class prints: Structure(4 nodes with |…|).</summary>
    private static string Inner(string text) =>
        text.StartsWith("Structure(", StringComparison.Ordinal) && text.EndsWith("|)", StringComparison.Ordinal)
        ? text[text.IndexOf('|', StringComparison.Ordinal)..^1]
        : text;

    private static int ParseBranch(ReadOnlySpan<char> branch, int from, int edge)
    {
        var tilde = branch.IndexOf('~');
        if (tilde < 0 || branch[(tilde + 1)..] is not [var source] || source != '0' + from)
        {
            throw new FormatException($"{NasBench201Genes.EdgeName(edge)} must be written op~{from}, found '{branch}'.");
        }

        return NasBench201Genes.Operation(branch[..tilde], edge);
    }
}
