using NasPipelines.Fixtures;
using NasPipelines.Spaces;
using Edge = (string From, string To, string? Operation);

namespace NasPipelines.Tests.Features;

/// <summary>
/// Graph features by the definitions' words: all paths are listed, and those that leave a set of operations are struck out. It knows a cell
/// by its text only.
/// </summary>
internal static class ListedPaths
{
    public static IEnumerable<TestCaseData> Spaces =>
    [
        Case(SearchSpaces.NasBench201, a => OfString(a.Text, ["skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3"])),
        Case(SearchSpaces.NasBench301, OfGenotype),
        Case(SearchSpaces.NasBench101, OfMatrix),
        Case(DescribedSpaces.All[0], OfDescribed),
    ];

    private static TestCaseData Case(SearchSpace space, Func<Architecture, Dictionary<string, double>> features) =>
        new TestCaseData(space, features).SetArgDisplayNames(space.Name);

    // |op~0|+|op~0|op~1|+…
    private static Dictionary<string, double> OfString(string text, string[] operations)
    {
        List<Edge> edges = [];
        foreach (var (node, inputs) in text.Split('+').Select((inputs, i) => (i + 1, inputs)))
        {
            edges.AddRange(inputs.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(
                input => (Edge)(input.Split('~')[1], $"{node}", input.Split('~')[0])));
        }

        return OfEdges(edges, operations, nodes: 4, "3", noPath: 6);
    }

    private static Dictionary<string, double> OfDescribed(Architecture architecture)
    {
        var choices = ((ProductSpace)architecture.Space).Choices;
        List<Edge> edges =
        [
            .. choices.Select((choice, gene) =>
                (Edge)(choice.Name[5..].Split('-')[0], choice.Name[5..].Split('-')[1], choice.Values[architecture.Genes[gene]])),
        ];
        var nodes = edges.SelectMany(e => new[] { e.From, e.To }).Distinct().Count();
        return OfEdges(edges, [.. architecture.Space.Operations], nodes, $"{nodes - 1}", edges.Count);
    }

    private static Dictionary<string, double> OfEdges(List<Edge> edges, string[] operations, int nodes, string output, int noPath)
    {
        Dictionary<string, double> features = [];
        for (var i = 0; i < operations.Length; i++)
        {
            features[$"op_count_{i}"] = edges.Count(e => e.Operation == operations[i]);
        }

        foreach (var (set, name) in Sets(operations))
        {
            var allowed = edges.Where(e => set.Contains(e.Operation!)).ToList();
            var lengths = Paths(allowed, "0", output).Select(path => path.Count).ToList();
            features[$"min_path_len_{name}"] = lengths.Count == 0 ? noPath : lengths.Min();
            features[$"max_op_on_path_{name}"] = lengths.Count == 0 ? 0 : lengths.Max();
            features[$"node_degree_{name}_in_degree"] = allowed.Count(e => e.From == "0");
            features[$"node_degree_{name}_out_degree"] = allowed.Count(e => e.To == output);
            features[$"node_degree_{name}_avg_in"] = features[$"node_degree_{name}_avg_out"] = (double)allowed.Count / nodes;
        }

        return features;
    }

    // Genotype(normal=[('op', 0), …], …): two edges for each node from 2 on.
    private static Dictionary<string, double> OfGenotype(Architecture architecture)
    {
        string[] operations = [.. architecture.Space.Operations];
        var edges = System.Text.RegularExpressions.Regex.Matches(architecture.Text, @"\('(\w+)', (\d)\)");
        Dictionary<string, double> features = [];
        foreach (var (cell, c) in new[] { "normal", "reduce" }.Select((cell, c) => (cell, c)))
        {
            List<Edge> chosen =
                [.. edges.Skip(8 * c).Take(8).Select((m, i) => (Edge)(m.Groups[2].Value, $"{2 + (i / 2)}", m.Groups[1].Value))];
            features[$"op_count_{cell}_0"] = 4;
            for (var i = 0; i < operations.Length; i++)
            {
                features[$"op_count_{cell}_{i + 1}"] = chosen.Count(e => e.Operation == operations[i]);
            }

            foreach (var (set, name) in Sets(operations))
            {
                var allowed = chosen.Where(e => set.Contains(e.Operation!)).ToList();
                Edge[] joined = [.. allowed, .. new[] { "2", "3", "4", "5" }.Select(node => (Edge)(node, "out", null))];
                foreach (var (input, node) in new[] { ("c_{k-2}", "0"), ("c_{k-1}", "1") })
                {
                    features[$"max_op_on_path_{name}_{cell}_{input}"] =
                        Paths(joined, node, "out").Select(path => path.Count).DefaultIfEmpty(-1).Max();
                    features[$"node_degree_{name}_{cell}_{input}_degree"] = allowed.Count(e => e.From == node);
                }

                features[$"node_degree_{name}_{cell}_avg_in"] = features[$"node_degree_{name}_{cell}_avg_out"] = allowed.Count / 7.0;
            }
        }

        return features;
    }

    private static Dictionary<string, double> OfMatrix(Architecture architecture)
    {
        string[] operations = ["maxpool3x3", "conv1x1-bn-relu", "conv3x3-bn-relu"];
        var genes = architecture.Genes;
        var vertices = genes[0];
        List<Edge> edges = [];
        for (int to = 1, bit = 0; to < vertices; to++)
        {
            for (var from = 0; from < to; from++, bit++)
            {
                if ((genes[1] >> bit & 1) != 0)
                {
                    edges.Add(($"{from}", $"{to}", null));
                }
            }
        }

        string OperationOf(string vertex) => vertex == "0" ? "in" : vertex == $"{vertices - 1}" ? "out"
            : architecture.Space.Operations[genes[int.Parse(vertex) + 1]];
        Dictionary<string, double> features = new() { ["op_count_0"] = 1, ["op_count_1"] = 1 };
        for (var i = 0; i < operations.Length; i++)
        {
            features[$"op_count_{i + 2}"] = Enumerable.Range(1, vertices - 2).Count(v => OperationOf($"{v}") == operations[i]);
        }

        foreach (var (set, name) in Sets(operations))
        {
            var through = edges.Where(e =>
                new[] { e.From, e.To }.All(v => OperationOf(v) is "in" or "out" || set.Contains(OperationOf(v))));
            var lengths = Paths([.. through], "0", $"{vertices - 1}").Select(path => path.Count).ToList();
            features[$"min_path_len_{name}"] = lengths.Count == 0 ? vertices : lengths.Min();
            features[$"max_op_on_path_{name}"] = lengths.Count == 0 ? -4 : lengths.Max() + 1 - 4;
            features[$"node_degree_{name}_in_degree"] = edges.Count(e => OperationOf(e.To) == "out" && set.Contains(OperationOf(e.From)));
            features[$"node_degree_{name}_out_degree"] = edges.Count(e => OperationOf(e.From) == "in" && set.Contains(OperationOf(e.To)));
            features[$"node_degree_{name}_avg_in"] = (double)edges.Count(e => set.Contains(OperationOf(e.From))) / vertices;
            features[$"node_degree_{name}_avg_out"] = (double)edges.Count(e => set.Contains(OperationOf(e.To))) / vertices;
        }

        return features;
    }

    private static IEnumerable<(string[] Set, string Name)> Sets(string[] operations) =>
        Enumerable.Range(1, (1 << operations.Length) - 1).Select(
            mask => operations.Where((_, i) => (mask & (1 << i)) != 0).ToArray()).Select(set => (set, $"({string.Join(',', set)})"));

    private static IEnumerable<List<Edge>> Paths(IReadOnlyList<Edge> edges, string from, string to) => from == to
        ? [[]]
        : edges.Where(e => e.From == from).SelectMany(e => Paths(edges, e.To, to).Select(rest => rest.Prepend(e).ToList()));
}
