using System.Numerics;

namespace NasPipelines.Architectures;

/// <summary>
/// The cell space of NAS-Bench-101 (Ying et al., ICML 2019): directed acyclic graphs of at most seven vertices and nine edges, with an
/// operation of three on each interior vertex. Its 423,624 architectures are the classes of isomorphic cells; every encoding of a cell is
/// accepted, whatever the order of its vertices, also with vertices on no path from input to output, which the benchmark prunes.
/// Enumerating gives one encoding of each architecture, and sampling draws architectures, not encodings, uniformly.
/// </summary>
/// <remarks>
/// Genes, seven of them: the number of vertices, 2 to 7; the edges, bit x + y(y-1)/2 for the edge from x to y with x smaller than y; then the
/// operations of vertices 1 to 5, each an index into <see cref="Operations"/>, 0 for those that the cell does not have.
/// </remarks>
public sealed partial class NasBench101 : SearchSpace
{
    private static readonly int[] Labellings = NasBench101Enumeration.Labellings(NasBench101Cell.MaxInterior);

    private readonly Lazy<NasBench101Cell[]> _graphs = new(() => [.. NasBench101Enumeration.Graphs()]);

    internal NasBench101()
    {
    }

    /// <summary>The operations of a vertex; a gene is an index into this list.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3"];

    /// <inheritdoc/>
    public override string Name => "nasbench101";

    /// <inheritdoc/>
    public override string Description => "NAS-Bench-101 (Ying et al., ICML 2019)";

    /// <summary>The number of architectures: cells that are isomorphic after pruning count once.</summary>
    public override BigInteger Size => 423_624;

    /// <inheritdoc/>
    public override bool IsEnumerable => true;

    /// <summary>One encoding of every architecture, the benchmark's own, in the order in which the benchmark generated them.</summary>
    /// <inheritdoc/>
    public override IEnumerable<Architecture> Enumerate() => NasBench101Enumeration.Cells().Select(FromCell);

    /// <summary>
    /// The encodings with one vertex's operation changed, or with one edge added or removed where the cell then keeps a path from input to
    /// output and, pruned, at most nine edges. The number of vertices stays.
    /// </summary>
    /// <inheritdoc/>
    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        var cell = CellOf(architecture);
        for (var vertex = 1; vertex < cell.Output; vertex++)
        {
            for (var operation = 0; operation < Operations.Count; operation++)
            {
                if (operation != cell.Operation(vertex))
                {
                    yield return new Architecture(this, architecture.Genes.SetItem(vertex + 1, operation).AsSpan());
                }
            }
        }

        for (var edge = 0; edge < NasBench101Cell.FirstEdge(cell.Vertices); edge++)
        {
            var flipped = cell with { Edges = cell.Edges ^ (1 << edge) };
            if (FaultOf(flipped) is null)
            {
                yield return FromCell(flipped);
            }
        }
    }

    /// <inheritdoc/>
    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        if (genes.Length != NasBench101Cell.MaxInterior + 2)
        {
            throw new FormatException(
                $"An architecture of {Name} has {NasBench101Cell.MaxInterior + 2} genes: vertices, edges and five operations (found {genes.Length}).");
        }

        if (genes[0] is < 2 or > NasBench101Cell.MaxVertices)
        {
            throw new FormatException($"The number of vertices is not in [2, {NasBench101Cell.MaxVertices}] (found {genes[0]}).");
        }

        var edges = NasBench101Cell.FirstEdge(genes[0]);
        if (genes[1] < 0 || genes[1] >> edges != 0)
        {
            throw new FormatException($"The edges of {genes[0]} vertices are a number in [0, {(1 << edges) - 1}] (found {genes[1]}).");
        }

        for (var vertex = 1; vertex <= NasBench101Cell.MaxInterior; vertex++)
        {
            var limit = vertex < genes[0] - 1 ? Operations.Count - 1 : 0;
            if (genes[vertex + 1] < 0 || genes[vertex + 1] > limit)
            {
                throw new FormatException($"Vertex {vertex}: operation {genes[vertex + 1]} is not in [0, {limit}].");
            }
        }

        if (FaultOf(NasBench101Cell.FromGenes(genes)) is { } fault)
        {
            throw new FormatException(fault);
        }
    }

    /// <summary>
    /// A pruned encoding drawn uniformly is one of as many as its class has, so it is taken with one chance in that number: classes are then
    /// equally likely, without being listed.
    /// </summary>
    protected override Architecture Draw(Func<int, int> below)
    {
        while (true)
        {
            // Operations that a smaller cell has no vertex for have to be 0, so that every encoding is equally likely whatever its size.
            var graph = _graphs.Value[below(_graphs.Value.Length)];
            var operations = Labellings[below(Labellings.Length)];
            var unused = NasBench101Cell.OperationShift(graph.Vertices - 2);
            if (operations >> unused << unused == operations)
            {
                var relabelling = new NasBench101Relabelling(graph with { Operations = operations });
                if (below(relabelling.DifferentCells) == 0)
                {
                    return FromCell(relabelling.Smallest);
                }
            }
        }
    }

    internal static NasBench101Cell CellOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return NasBench101Cell.FromGenes(architecture.Genes.AsSpan());
    }

    internal Architecture FromCell(NasBench101Cell cell) => new(this, cell.ToGenes());

    private static string? FaultOf(NasBench101Cell cell)
    {
        var pruned = cell.Pruned();
        return pruned.Vertices == 0 ? "The cell has no path from its input to its output."
            : pruned.EdgeCount > NasBench101Cell.MaxEdges
                ? $"A cell has at most {NasBench101Cell.MaxEdges} edges on paths from its input to its output (found {pruned.EdgeCount})."
                : null;
    }
}
