using System.Numerics;

namespace NasPipelines.Architectures;

/// <summary>
/// The cell space of DARTS (Liu et al., ICLR 2019) as in NAS-Bench-301 (Zela et al., ICLR 2022): a normal and a reduction cell of four nodes,
/// each the sum of operations on two different earlier nodes; nodes 0 and 1 are the outputs of the two cells before.
/// </summary>
/// <remarks>
/// Genes: 32 numbers, the normal cell first. A cell has eight edges, two for each node 2 to 5, and an edge is an index into
/// <see cref="Operations"/> and the node it comes from; of the two edges of a node the one from the lower node is first.
/// </remarks>
public sealed partial class NasBench301 : SearchSpace
{
    private const int CellGenes = 16;
    private const int MaxPool = 0;
    private const int AvgPool = 1;
    private const int Skip = 2;
    private const int SepConv5 = 4;

    private static readonly string[] Cells = ["normal", "reduce"];

    internal NasBench301()
    {
    }

    /// <summary>The operations of an edge in the order of NAS-Bench-301 and NASLib.</summary>
    public static IReadOnlyList<string> Operations { get; } =
        ["max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"];

    /// <inheritdoc/>
    public override string Name => "nasbench301";

    /// <inheritdoc/>
    public override string Description => "NAS-Bench-301 / DARTS cells (Liu et al., ICLR 2019; Zela et al., ICLR 2022)";

    /// <inheritdoc/>
    public override BigInteger Size => BigInteger.Pow(1 * 3 * 6 * 10 * BigInteger.Pow(Operations.Count, 8), Cells.Length);

    /// <inheritdoc/>
    public override bool IsEnumerable => false;

    /// <inheritdoc/>
    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var genes = architecture.Genes;
        for (var gene = 0; gene < genes.Length; gene++)
        {
            var choices = IsInput(gene) ? NodeOf(gene) : Operations.Count;
            var other = IsInput(gene) ? genes[gene ^ 2] : -1;
            for (var choice = 0; choice < choices; choice++)
            {
                if (choice != genes[gene] && choice != other)
                {
                    yield return new Architecture(this, InOrder([.. genes.SetItem(gene, choice)]));
                }
            }
        }
    }

    /// <inheritdoc/>
    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        if (genes.Length != 2 * CellGenes)
        {
            throw new FormatException($"An architecture of {Name} has {2 * CellGenes} genes: 16 edges, each an operation and an input (found {genes.Length}).");
        }

        for (var gene = 0; gene < genes.Length; gene++)
        {
            var limit = (IsInput(gene) ? NodeOf(gene) : Operations.Count) - 1;
            if (genes[gene] < 0 || genes[gene] > limit)
            {
                throw new FormatException($"{EdgeName(gene)}: {(IsInput(gene) ? "input" : "operation")} {genes[gene]} is not in [0, {limit}].");
            }

            if (IsInput(gene) && (gene & 2) != 0 && genes[gene] <= genes[gene - 2])
            {
                throw new FormatException(genes[gene] == genes[gene - 2]
                    ? $"{EdgeName(gene)}: both inputs are node {genes[gene]}; they must differ."
                    : $"{EdgeName(gene)}: its inputs {genes[gene - 2]} and {genes[gene]} must be in ascending order.");
            }
        }
    }

    /// <inheritdoc/>
    protected override Architecture Draw(Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(below);
        var genes = new int[2 * CellGenes];
        for (var gene = 0; gene < genes.Length; gene += 4)
        {
            var node = NodeOf(gene);
            var first = below(node);
            var second = below(node - 1);
            genes[gene] = below(Operations.Count);
            genes[gene + 1] = first;
            genes[gene + 2] = below(Operations.Count);
            genes[gene + 3] = second < first ? second : second + 1;
        }

        return new Architecture(this, InOrder(genes));
    }

    private static bool IsInput(int gene) => (gene & 1) != 0;

    private static int NodeOf(int gene) => 2 + (gene % CellGenes / 4);

    private static string EdgeName(int gene) => $"{Cells[gene / CellGenes]} cell, node {NodeOf(gene)}";

    /// <summary>Puts the edge from the lower node first at each node; the sum does not depend on it.</summary>
    private static int[] InOrder(int[] genes)
    {
        for (var gene = 0; gene + 3 < genes.Length; gene += 4)
        {
            if (genes[gene + 1] > genes[gene + 3])
            {
                (genes[gene], genes[gene + 1], genes[gene + 2], genes[gene + 3]) = (genes[gene + 2], genes[gene + 3], genes[gene], genes[gene + 1]);
            }
        }

        return genes;
    }
}
