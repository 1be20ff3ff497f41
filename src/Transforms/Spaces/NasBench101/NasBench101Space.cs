using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces.Features;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// The cell space of NAS-Bench-101 (Ying et al., ICML 2019): directed acyclic graphs of at most seven vertices and nine edges, with an
/// operation of three on each interior vertex. Its 423,624 architectures are the classes of isomorphic cells; every encoding of a cell is
/// accepted, whatever the order of its vertices, also with vertices on no path from input to output, which the benchmark prunes.
/// Enumerating gives one encoding of each architecture, and sampling draws architectures, not encodings, uniformly.
/// </summary>
internal sealed class NasBench101Space : SearchSpace
{
    private static readonly int[] Labellings = NasBench101Enumeration.Labellings(NasBench101Cell.MaxInterior);

    private readonly Lazy<CellFeatures> _features = new(() => new NasBench101Features(NasBench101Cell.FromGenes));
    private readonly Lazy<NasBench101Cell[]> _graphs = new(() => [.. NasBench101Enumeration.Graphs()]);

    public override string Name => "nasbench101";

    public override string Description => "NAS-Bench-101 (Ying et al., ICML 2019)";

    /// <summary>The number of architectures: cells that are isomorphic after pruning count once.</summary>
    public override BigInteger Size => 423_624;

    public override IReadOnlyList<ArchitectureEncoding> Encodings => NasBench101Encodings.All;

    internal override CellFeatures? Features => _features.Value;

    public override IReadOnlyList<string> Operations => NasBench101Genes.Operations;

    public override bool IsEnumerable => true;

    public static NasBench101Cell CellOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return NasBench101Cell.FromGenes(architecture.Genes.AsSpan());
    }

    /// <summary>
    /// The graph hash by which the benchmark finds a cell, after pruning: 32 hexadecimal digits, equal for isomorphic cells.
    /// </summary>
    public static string Hash(Architecture architecture) => NasBench101Hash.Of(CellOf(architecture).Pruned());

    /// <summary>The numberings of the pruned cell that keep its function.</summary>
    public static NasBench101Relabelling Functional(NasBench101Cell cell)
    {
        var pruned = cell.Pruned();
        return new(pruned, keepOutputOrder: BitOperations.PopCount((uint)pruned.OutputParents) == 3);
    }

    /// <summary>One encoding of every architecture, the benchmark's own, in the order in which the benchmark generated them.</summary>
    public override IEnumerable<Architecture> Enumerate() => NasBench101Enumeration.Cells().Select(FromCell);

    public override string GeneName(int gene, int value) => NasBench101Genes.Name(gene, value);

    public override (string From, string To) GeneChange(int gene, int from, int to) =>
        NasBench101Genes.Change(gene, from, to) ?? base.GeneChange(gene, from, to);

    /// <summary>The operations of the vertices that the cell has.</summary>
    public override IEnumerable<string> OperationsOf(Architecture architecture)
    {
        var cell = CellOf(architecture);
        return Enumerable.Range(1, cell.Vertices - 2).Select(vertex => Operations[cell.Operation(vertex)]);
    }

    /// <summary>
    /// The encodings with one vertex's operation changed, or with one edge added or removed where the cell then keeps a path from input to
    /// output and, pruned, at most nine edges. The number of vertices stays.
    /// </summary>
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
            if (NasBench101Genes.FaultOf(flipped) is null)
            {
                yield return FromCell(flipped);
            }
        }
    }

    /// <summary>
    /// <see cref="ArchitectureEquivalence.Literature"/> is the benchmark's graph hash. The functional forms are the same for trained and
    /// untrained networks, because no branch of a cell is zero: the pruned cell, its vertices renumbered into the first of all equivalent
    /// encodings.
    /// </summary>
    /// <remarks>
    /// Isomorphic cells are not always one function. Where three vertices feed the output they share its channels unevenly (128 = 43 + 43 +
    /// 42), the first ones taking one more, so their order counts: the functional forms keep it, the hash does not. One, two or four share
    /// the channels evenly wherever four divides them, as it does in the benchmark.
    /// </remarks>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) => equivalence switch
    {
        ArchitectureEquivalence.None => Format(architecture),
        ArchitectureEquivalence.Literature => Hash(architecture),
        ArchitectureEquivalence.Functional or ArchitectureEquivalence.FunctionalAtInitialisation =>
            BitsEncoding.Write(Functional(CellOf(architecture)).Smallest),
        _ => throw new ArgumentOutOfRangeException(nameof(equivalence), equivalence, "unknown equivalence"),
    };

    public override Architecture Representative(Architecture architecture) => FromCell(Functional(CellOf(architecture)).Smallest);

    /// <summary>Whether every vertex lies on a path from the cell's input to its output.</summary>
    public override bool UsesEveryOperation(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return CellOf(architecture).IsPruned;
    }

    /// <summary>
    /// Stem, three stages of cells (128, 256, 512 channels, three cells each by default) with a 2×2 maximum pooling between stages, global
    /// pooling and a linear classifier (Ying et al. 2019, section 2). Vertices on no path from input to output are never built, as in the
    /// benchmark, so that the declared and the active cost are the same.
    /// </summary>
    /// <remarks>
    /// The vertices that feed the output share its channels evenly, the first ones taking one more where they do not divide; any other has
    /// as many as the widest vertex it feeds, of which a narrower one takes the first channels. An edge from the input is a 1×1 convolution
    /// with batch normalisation and ReLU. The output concatenates the vertices that feed it, and adds the projected input where an edge
    /// says so.
    /// </remarks>
    /// <exception cref="ArgumentException">An option is out of range, or there are fewer channels than vertices that share
    /// them.</exception>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        options ??= new NetworkOptions();
        options.Validate();
        return new NasBench101Network(CellOf(architecture).Pruned(), options).Build();
    }

    internal override CostCounter? CountLayers(Architecture architecture, NetworkOptions options)
    {
        options.Validate();
        return new NasBench101Cost(CellOf(architecture).Pruned(), options).Count();
    }

    public Architecture FromCell(NasBench101Cell cell) => new(this, cell.ToGenes());

    protected internal override void Validate(ReadOnlySpan<int> genes) => NasBench101Genes.Validate(genes, Name);

    /// <summary>
    /// A pruned encoding drawn uniformly is one of as many as its class has, so it is taken with one chance in that number: classes are
    /// then equally likely, without being listed.
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
}
