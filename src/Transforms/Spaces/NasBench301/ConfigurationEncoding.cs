using System.Text.Json;
using NasPipelines.Files;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>The benchmark's configuration space: an operation per edge taken, and the inputs of nodes 3 to 5.</summary>
internal sealed class ConfigurationEncoding : ArchitectureEncoding
{
    private const string Prefix = "NetworkSelectorDatasetInfo:darts:";

    public override string Name => "configspace";

    public override string Description =>
        "JSON object or key=value pairs (lines, or joined by ';') with edge_normal_0 … edge_reduce_13 and inputs_node_normal_3 … "
        + "inputs_node_reduce_5 = \"a_b\"; prefixes and other keys are ignored";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Contains("edge_normal_", StringComparison.Ordinal);

    public override int[] Parse(string text)
    {
        var values = text.AsSpan().ContainsAny("{(") ? Literals(text) : Pairs(text);
        var genes = new int[2 * NasBench301Genes.CellGenes];
        foreach (var (cell, c) in NasBench301Genes.Cells.Select((cell, c) => (cell, c)))
        {
            for (var node = 2; node < 6; node++)
            {
                var gene = (c * NasBench301Genes.CellGenes) + (4 * (node - 2));
                var (first, second) = Inputs(values, cell, node);
                for (var from = 0; from < node; from++)
                {
                    var key = $"edge_{cell}_{NasBench301Genes.FirstEdge(node) + from}";
                    var taken = from == first || from == second;
                    if (taken != values.ContainsKey(key))
                    {
                        throw new FormatException(
                            $"{NasBench301Genes.EdgeName(gene)} takes nodes {first} and {second}, so {key} "
                                + $"must {(taken ? "name an operation" : "be left out")}.");
                    }

                    if (taken)
                    {
                        var edge = from == first ? gene : gene + 2;
                        (genes[edge], genes[edge + 1]) = (NasBench301Genes.Operation(values[key], edge), from);
                    }
                }
            }
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var gene = 0; gene < genes.Length; gene += 4)
        {
            var (cell, node) = (NasBench301Genes.Cells[gene / NasBench301Genes.CellGenes], NasBench301Genes.NodeOf(gene));
            values.Add(
                $"{Prefix}edge_{cell}_{NasBench301Genes.FirstEdge(node) + genes[gene + 1]}", NasBench301Genes.Operations[genes[gene]]);
            values.Add(
                $"{Prefix}edge_{cell}_{NasBench301Genes.FirstEdge(node) + genes[gene + 3]}", NasBench301Genes.Operations[genes[gene + 2]]);
            if (node > 2)
            {
                values.Add($"{Prefix}inputs_node_{cell}_{node}", $"{genes[gene + 1]}_{genes[gene + 3]}");
            }
        }

        return JsonSerializer.Serialize(values);
    }

    private static (int First, int Second) Inputs(Dictionary<string, string> values, string cell, int node)
    {
        if (node == 2)
        {
            return (0, 1);
        }

        var key = $"inputs_node_{cell}_{node}";
        var text = values.GetValueOrDefault(key)
            ?? throw new FormatException($"{key} is missing: the two inputs of node {node} of the {cell} cell, such as 0_1.");
        return text.Length == 3 && text[1] == '_' && text[0] >= '0' && text[0] < text[2] && text[2] < '0' + node
            ? (text[0] - '0', text[2] - '0')
            : throw new FormatException($"{key}: '{text}' is not two different nodes below {node} in ascending order, such as 0_1.");
    }

    private static Dictionary<string, string> Literals(string text)
    {
        Literal literal;
        try
        {
            literal = LiteralReader.Read(text);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"The configuration is no JSON object and no dictionary: {fault.Message}", fault);
        }

        return Known(literal.Entries.Where(entry => entry.Value.Kind == LiteralKind.Text).Select(entry => (entry.Key, entry.Value.Text)));
    }

    private static Dictionary<string, string> Pairs(string text) => Known(
        text.Split(['\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(pair =>
        {
            var equals = pair.IndexOf('=');
            return equals < 0
                ? throw new FormatException($"'{ShownText.Of(pair)}' is not key=value.")
                : (pair[..equals].Trim(), pair[(equals + 1)..].Trim(' ', '"', '\''));
        }));

    /// <summary>The values by key without prefix; "#na#" stands for an edge that is not there.</summary>
    private static Dictionary<string, string> Known(IEnumerable<(string Key, string Value)> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs.Where(p => p.Value != "#na#"))
        {
            var start = Math.Max(key.IndexOf("edge_", StringComparison.Ordinal), key.IndexOf("inputs_node_", StringComparison.Ordinal));
            if (start >= 0 && !values.TryAdd(key[start..], value))
            {
                throw new FormatException($"{key[start..]} is given twice.");
            }
        }

        return values;
    }
}
