using System.Collections.Immutable;
using System.Numerics;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>
/// What the genes of a sub-space of NAS-Bench-1Shot1 mean: the parents of vertex 1, 2, … and the output, each an index into the
/// combinations of its earlier vertices in lexicographic order; then the operations of the interior vertices. A vertex that feeds nothing
/// is a loose end: it is pruned, with what only it needs.
/// </summary>
internal sealed class NasBench1Shot1Genes
{
    private static readonly ImmutableArray<ImmutableArray<int>> ParentCounts = [[1, 2, 2, 2, 2], [1, 1, 2, 2, 3], [1, 1, 1, 2, 2, 2]];

    /// <param name="subSpace">The number of the sub-space, 1 to 3.</param>
    public NasBench1Shot1Genes(int subSpace)
    {
        Counts = ParentCounts[subSpace - 1];
        Choices =
        [
            .. Counts.Select((count, i) => NasBench1Shot1Combinations.Of(i + 1, count).Length),
            .. Enumerable.Repeat(NasBench101Cell.OperationCount, Interior),
        ];
    }

    /// <summary>The number of parents of vertex 1, 2, … and the output.</summary>
    public ImmutableArray<int> Counts { get; }

    /// <summary>The number of values of each gene.</summary>
    public ImmutableArray<int> Choices { get; }

    /// <summary>The number of vertices with an operation.</summary>
    public int Interior => Counts.Length - 1;

    /// <summary>The parents of a vertex, or its operation.</summary>
    public string Name(int gene, int value) => gene < Counts.Length
        ? $"parents {string.Join(' ', NasBench1Shot1Combinations.Members(Parents(gene)[value]).AsEnumerable())}"
        : NasBench101Genes.Operations[value];

    /// <summary>Whether two values of a gene are one step apart: one of two parents replaced, or another operation.</summary>
    public bool IsOneStep(int gene, int from, int to) =>
        from != to && (gene >= Counts.Length || BitOperations.PopCount((uint)(Parents(gene)[from] ^ Parents(gene)[to])) == 2);

    /// <exception cref="FormatException">The genes are no architecture.</exception>
    public void Validate(ReadOnlySpan<int> genes, string space)
    {
        if (genes.Length != Choices.Length)
        {
            throw new FormatException(
                $"An architecture of {space} has {Choices.Length} genes: the parents of {Counts.Length} vertices and {Interior} operations "
                    + $"(found {genes.Length}).");
        }

        for (var gene = 0; gene < genes.Length; gene++)
        {
            if (genes[gene] < 0 || genes[gene] >= Choices[gene])
            {
                var part = gene < Counts.Length ? $"Vertex {gene + 1}: parents" : $"Vertex {gene - Counts.Length + 1}: operation";
                throw new FormatException($"{part} {genes[gene]} is not in [0, {Choices[gene] - 1}].");
            }
        }
    }

    public NasBench101Cell CellOf(ReadOnlySpan<int> genes)
    {
        int edges = 0, operations = 0;
        for (var vertex = 1; vertex <= Counts.Length; vertex++)
        {
            edges |= NasBench1Shot1Combinations.Of(vertex, Counts[vertex - 1])[genes[vertex - 1]] << NasBench101Cell.FirstEdge(vertex);
            operations |= vertex <= Interior ? genes[Counts.Length + vertex - 1] << NasBench101Cell.OperationShift(vertex) : 0;
        }

        return new(Counts.Length + 1, edges, operations);
    }

    /// <summary>The genes of a cell in which every vertex has its number of parents.</summary>
    public int[] GenesOf(NasBench101Cell cell)
    {
        var genes = new int[Choices.Length];
        for (var vertex = 1; vertex <= Counts.Length; vertex++)
        {
            genes[vertex - 1] = NasBench1Shot1Combinations.Of(vertex, Counts[vertex - 1]).IndexOf(cell.Parents(vertex));
            if (vertex <= Interior)
            {
                genes[Counts.Length + vertex - 1] = cell.Operation(vertex);
            }
        }

        return genes;
    }

    /// <summary>Every choice of parents, as cells without operations.</summary>
    public IEnumerable<NasBench101Cell> Topologies()
    {
        IEnumerable<int> edges = [0];
        for (var i = 1; i <= Counts.Length; i++)
        {
            var vertex = i;
            edges = edges.SelectMany(before => NasBench1Shot1Combinations.Of(vertex, Counts[vertex - 1]).Select(
                parents => before | parents << NasBench101Cell.FirstEdge(vertex)));
        }

        return edges.Select(all => new NasBench101Cell(Counts.Length + 1, all, 0));
    }

    private ImmutableArray<int> Parents(int gene) => NasBench1Shot1Combinations.Of(gene + 1, Counts[gene]);
}
