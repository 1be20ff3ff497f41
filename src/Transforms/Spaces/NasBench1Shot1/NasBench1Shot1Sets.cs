using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>The sets of architectures that go by the name of a NAS-Bench-1Shot1 sub-space. Counts are those of sub-space 3.</summary>
internal sealed class NasBench1Shot1Sets(NasBench1Shot1Genes layout)
{
    /// <summary>Every choice of parents and operations, loose ends included: 1,312,200 encodings.</summary>
    public const string Encodings = "encodings";

    /// <summary>One encoding of each NAS-Bench-101 architecture among all encodings: 55,854.</summary>
    public const string Distinct = "distinct";

    /// <summary>
    /// What the published generator without loose ends yields: 24,066 (2,487 and 3,609 in sub-spaces 1 and 2). Its recursion misses most of
    /// the cells that use every vertex, and yields some cells more than once, with other vertices left out.
    /// </summary>
    public const string Published = "published";

    /// <summary>One encoding of each NAS-Bench-101 architecture among the published ones: 17,940.</summary>
    public const string PublishedDistinct = "published-distinct";

    /// <summary>The published ones that use every vertex, with nine edges: 14,580, the set that Ning et al. 2021 evaluate.</summary>
    public const string PublishedNineEdges = "published-nine-edges";

    private readonly NasBench1Shot1Published _published = new(layout);

    public static IReadOnlyList<string> Names { get; } = [Encodings, Distinct, Published, PublishedDistinct, PublishedNineEdges];

    /// <summary>The cells of a set; null where there is none of that name.</summary>
    public IEnumerable<NasBench101Cell>? Cells(string name) => name switch
    {
        Encodings => layout.Topologies().SelectMany(t => Labelled(t, (1 << layout.Counts.Length) - 2)),
        Distinct => FirstOfEachClass(layout.Topologies()),
        Published => _published.Topologies().SelectMany(t => Labelled(_published.Completed(t), NasBench1Shot1Published.UsedVertices(t))),
        PublishedDistinct => FirstOfEachClass(_published.Topologies().Select(_published.Completed)),
        PublishedNineEdges => _published.Topologies()
            .Where(t => t.EdgeCount == NasBench101Cell.MaxEdges)
            .SelectMany(t => Labelled(t, NasBench1Shot1Published.UsedVertices(t))),
        _ => null,
    };

    /// <summary>A cell with every choice of operations on some of its vertices.</summary>
    private static IEnumerable<NasBench101Cell> Labelled(NasBench101Cell cell, int vertices)
    {
        IEnumerable<int> operations = [0];
        for (var i = 1; i < cell.Output; i++)
        {
            var shift = NasBench101Cell.OperationShift(i);
            var choices = (vertices >> i & 1) != 0 ? NasBench101Cell.OperationCount : 1;
            operations = operations.SelectMany(before => Enumerable.Range(0, choices).Select(operation => before | operation << shift));
        }

        return operations.Select(all => cell with { Operations = all });
    }

    /// <summary>Isomorphic graphs once, then the operations that their symmetries do not turn into each other.</summary>
    private static IEnumerable<NasBench101Cell> FirstOfEachClass(IEnumerable<NasBench101Cell> topologies)
    {
        var seen = new HashSet<NasBench101Cell>();
        List<ulong> symmetries = [];
        foreach (var topology in topologies)
        {
            var relabelling = new NasBench101Relabelling(topology.Pruned());
            if (seen.Add(relabelling.Smallest))
            {
                var placement = new NasBench1Shot1Placement(topology, relabelling.Numbering);
                _ = new NasBench101Relabelling(relabelling.Smallest, ties: symmetries);
                var labellings = NasBench101Enumeration.Labellings(relabelling.Smallest.Vertices - 2);
                foreach (var cell in NasBench101Enumeration.Labelled(relabelling.Smallest, labellings, symmetries))
                {
                    yield return placement.Place(cell);
                }
            }
        }
    }
}
