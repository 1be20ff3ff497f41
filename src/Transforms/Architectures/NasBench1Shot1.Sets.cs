namespace NasPipelines.Architectures;

public sealed partial class NasBench1Shot1
{
    /// <summary>All encodings, loose ends included, the last gene changing fastest.</summary>
    /// <inheritdoc/>
    public override IEnumerable<Architecture> Enumerate() => EnumerateSet(NasBench1Shot1Set.Encodings);

    /// <summary>One of the sets of architectures that go by the name of this space.</summary>
    /// <param name="set">Which one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such set.</exception>
    public IEnumerable<Architecture> EnumerateSet(NasBench1Shot1Set set) => set switch
    {
        NasBench1Shot1Set.Encodings => Topologies().SelectMany(t => Labelled(t, (1 << _counts.Length) - 2)).Select(FromCell),
        NasBench1Shot1Set.Distinct => FirstOfEachClass(Topologies()).Select(FromCell),
        NasBench1Shot1Set.Published => Published().SelectMany(t => Labelled(Completed(t), UsedVertices(t))).Select(FromCell),
        NasBench1Shot1Set.PublishedDistinct => FirstOfEachClass(Published().Select(Completed)).Select(FromCell),
        NasBench1Shot1Set.PublishedNineEdges =>
            Published().Where(t => t.EdgeCount == NasBench101Cell.MaxEdges).SelectMany(t => Labelled(t, UsedVertices(t))).Select(FromCell),
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, $"known sets: {string.Join(", ", Enum.GetNames<NasBench1Shot1Set>())}"),
    };

    private Architecture FromCell(NasBench101Cell cell) => new(this, GenesOf(cell));

    /// <summary>Every choice of parents, as cells without operations.</summary>
    private IEnumerable<NasBench101Cell> Topologies()
    {
        IEnumerable<int> edges = [0];
        for (var i = 1; i <= _counts.Length; i++)
        {
            var vertex = i;
            edges = edges.SelectMany(before => Combinations(vertex, _counts[vertex - 1]).Select(parents => before | parents << NasBench101Cell.FirstEdge(vertex)));
        }

        return edges.Select(all => new NasBench101Cell(_counts.Length + 1, all, 0));
    }

    /// <summary>A cell with every choice of operations on some of its vertices.</summary>
    private static IEnumerable<NasBench101Cell> Labelled(NasBench101Cell cell, int vertices)
    {
        IEnumerable<int> operations = [0];
        for (var i = 1; i < cell.Output; i++)
        {
            var shift = NasBench101Cell.OperationShift(i);
            var choices = (vertices >> i & 1) != 0 ? NasBench101.Operations.Count : 1;
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
                var placement = new Placement(topology, relabelling.Numbering);
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
