namespace NasPipelines.Spaces.NasBench301;

/// <summary>
/// A cell as what it computes: each node is a sum of terms, a term being an input, a pooled sum or one particular convolution. Pooled sums
/// are equal where their operands are; convolutions have weights of their own and are never equal.
/// </summary>
internal sealed class NasBench301CellFunction
{
    private readonly Dictionary<(int Operation, string Operand), int> _pools = [];
    private readonly List<Node> _nodes = [];
    private readonly bool _reduces;
    private int _terms = 2;

    public NasBench301CellFunction(ReadOnlySpan<int> genes, bool reduces)
    {
        _reduces = reduces;
        _nodes.Add(new Node([0], []));
        _nodes.Add(new Node([1], []));
        for (var gene = 0; gene < genes.Length; gene += 4)
        {
            var convolutions = new List<Convolution>();
            var first = Terms(genes[gene], genes[gene + 1], convolutions);
            var second = Terms(genes[gene + 2], genes[gene + 3], convolutions);
            _nodes.Add(new Node(Sum(first, second), convolutions));
        }
    }

    /// <summary>
    /// The smallest genes of all cells that compute the same: at each node the smallest that any of the nodes left can be written with.
    /// </summary>
    public int[] SmallestGenes() => Smallest([_nodes[0], _nodes[1]], [.. _nodes.Skip(2)]);

    private int[] Smallest(List<Node> placed, List<Node> left)
    {
        if (left.Count == 0)
        {
            return [];
        }

        var written = left.ConvertAll(node => Write(node, placed));
        var best = written.Where(genes => genes is not null).Aggregate((a, b) => Compare(a!, b!) <= 0 ? a : b)!;
        int[]? rest = null;
        for (var i = 0; i < left.Count; i++)
        {
            // Nodes that are written alike may still be used differently.
            if (written[i] is { } genes && Compare(genes, best) == 0)
            {
                var candidate = Smallest([.. placed, left[i]], [.. left.Where((_, k) => k != i)]);
                rest = rest is null || Compare(candidate, rest) < 0 ? candidate : rest;
            }
        }

        return [.. best, .. rest!];
    }

    /// <summary>The smallest two edges from the nodes placed so far that sum to a node, or null where there are none.</summary>
    private int[]? Write(Node node, List<Node> placed)
    {
        int[]? smallest = null;
        var edges = placed.Select((from, position) => Edges(node, from, isInput: position < 2)).ToList();
        for (var second = 1; second < placed.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                foreach (var (a, left) in edges[first])
                {
                    foreach (var (b, right) in edges[second])
                    {
                        int[] genes = [a, first, b, second];
                        if (left.Length + right.Length == node.Terms.Length && Sum(left, right).AsSpan().SequenceEqual(node.Terms)
                            && (smallest is null || Compare(genes, smallest) < 0))
                        {
                            smallest = genes;
                        }
                    }
                }
            }
        }

        return smallest;
    }

    /// <summary>The edges from a placed node that can be part of a node, with the terms that each adds.</summary>
    private List<(int Operation, int[] Terms)> Edges(Node node, Node from, bool isInput)
    {
        var edges = node.Convolutions.Where(c => c.Operand == from.Key).Select(c => (c.Operation, new[] { c.Term })).ToList();
        foreach (var pool in new[] { NasBench301Genes.MaxPool, NasBench301Genes.AvgPool })
        {
            if (_pools.TryGetValue((pool, from.Key), out var term) && node.Terms.Contains(term))
            {
                edges.Add((pool, [term]));
            }
        }

        if (!(_reduces && isInput) && from.Terms.All(node.Terms.Contains))
        {
            edges.Add((NasBench301Genes.Skip, from.Terms));
        }

        return edges;
    }

    private int[] Terms(int operation, int from, List<Convolution> convolutions)
    {
        if (operation == NasBench301Genes.Skip && !(_reduces && from < 2))
        {
            return _nodes[from].Terms;
        }

        var operand = _nodes[from].Key;
        if (operation is NasBench301Genes.MaxPool or NasBench301Genes.AvgPool)
        {
            if (!_pools.TryGetValue((operation, operand), out var pooled))
            {
                _pools.Add((operation, operand), pooled = _terms++);
            }

            return [pooled];
        }

        convolutions.Add(new Convolution(_terms++, operation, operand));
        return [convolutions[^1].Term];
    }

    private static int[] Sum(int[] first, int[] second)
    {
        int[] sum = [.. first, .. second];
        Array.Sort(sum);
        return sum;
    }

    private static int Compare(int[] a, int[] b) => a.AsSpan().SequenceCompareTo(b);

    private readonly record struct Convolution(int Term, int Operation, string Operand);

    private sealed record Node(int[] Terms, List<Convolution> Convolutions)
    {
        public string Key { get; } = string.Join('+', Terms);
    }
}
