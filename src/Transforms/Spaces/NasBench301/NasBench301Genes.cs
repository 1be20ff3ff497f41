namespace NasPipelines.Spaces.NasBench301;

/// <summary>
/// What the 32 genes of NAS-Bench-301 mean, the normal cell first. A cell has eight edges, two for each node 2 to 5, and an edge is an
/// index into <see cref="Operations"/> and the node it comes from; of the two edges of a node the one from the lower node is first.
/// </summary>
internal static class NasBench301Genes
{
    public const int CellGenes = 16;
    public const int MaxPool = 0;
    public const int AvgPool = 1;
    public const int Skip = 2;
    public const int SepConv5 = 4;

    public static readonly string[] Cells = ["normal", "reduce"];

    /// <summary>The operations of an edge in the order of NAS-Bench-301 and NASLib.</summary>
    public static IReadOnlyList<string> Operations { get; } =
        ["max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"];

    /// <summary>The operation of an edge, or the node that it comes from.</summary>
    public static string Name(int gene, int value) => IsInput(gene) ? $"from node {value}" : Operations[value];

    /// <summary>The number of the first edge into a node in the benchmark's files: edges are ordered by target, then source.</summary>
    public static int FirstEdge(int node) => (node * (node - 1) / 2) - 1;

    /// <summary>The index of an operation.</summary>
    /// <exception cref="FormatException">There is no such operation; the message says where it was found.</exception>
    public static int Operation(string name, int gene)
    {
        for (var i = 0; i < Operations.Count; i++)
        {
            if (Operations[i] == name)
            {
                return i;
            }
        }

        throw new FormatException($"{EdgeName(gene)}: unknown operation '{name}'; known: {string.Join(", ", Operations)}.");
    }

    public static bool IsInput(int gene) => (gene & 1) != 0;

    public static int NodeOf(int gene) => 2 + (gene % CellGenes / 4);

    public static string EdgeName(int gene) => $"{Cells[gene / CellGenes]} cell, node {NodeOf(gene)}";

    /// <summary>Puts the edge from the lower node first at each node; the sum does not depend on it.</summary>
    public static int[] InOrder(int[] genes)
    {
        for (var gene = 0; gene + 3 < genes.Length; gene += 4)
        {
            if (genes[gene + 1] > genes[gene + 3])
            {
                (genes[gene], genes[gene + 1], genes[gene + 2], genes[gene + 3]) = (
                    genes[gene + 2], genes[gene + 3], genes[gene], genes[gene + 1]);
            }
        }

        return genes;
    }

    /// <exception cref="FormatException">The genes are no architecture.</exception>
    public static void Validate(ReadOnlySpan<int> genes, string space)
    {
        if (genes.Length != 2 * CellGenes)
        {
            throw new FormatException(
                $"An architecture of {space} has {2 * CellGenes} genes: 16 edges, each an operation and an input (found {genes.Length}).");
        }

        for (var gene = 0; gene < genes.Length; gene++)
        {
            var limit = (IsInput(gene) ? NodeOf(gene) : Operations.Count) - 1;
            if (genes[gene] < 0 || genes[gene] > limit)
            {
                throw new FormatException(
                    $"{EdgeName(gene)}: {(IsInput(gene) ? "input" : "operation")} {genes[gene]} is not in [0, {limit}].");
            }

            if (IsInput(gene) && (gene & 2) != 0 && genes[gene] <= genes[gene - 2])
            {
                throw new FormatException(genes[gene] == genes[gene - 2]
                    ? $"{EdgeName(gene)}: both inputs are node {genes[gene]}; they must differ."
                    : $"{EdgeName(gene)}: its inputs {genes[gene - 2]} and {genes[gene]} must be in ascending order.");
            }
        }
    }
}
