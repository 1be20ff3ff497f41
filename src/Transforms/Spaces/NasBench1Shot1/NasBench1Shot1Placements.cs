using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>Where a canonical cell of NAS-Bench-101 lies in a sub-space.</summary>
internal sealed class NasBench1Shot1Placements(NasBench1Shot1Genes layout)
{
    private readonly Lazy<Dictionary<int, NasBench1Shot1Placement>> _placements = new(() => Find(layout));

    /// <summary>The cell of the sub-space that prunes to a canonical one.</summary>
    public NasBench101Cell Place(NasBench101Cell canonical) => _placements.Value[KeyOf(canonical)].Place(canonical);

    private static int KeyOf(NasBench101Cell graph) =>
        (graph.Vertices << NasBench101Cell.FirstEdge(NasBench101Cell.MaxVertices)) | graph.Edges;

    /// <summary>For every canonical graph the first choice of parents that prunes to it.</summary>
    private static Dictionary<int, NasBench1Shot1Placement> Find(NasBench1Shot1Genes layout)
    {
        var placements = new Dictionary<int, NasBench1Shot1Placement>();
        foreach (var topology in layout.Topologies())
        {
            var relabelling = NasBench101Space.Functional(topology);
            placements.TryAdd(KeyOf(relabelling.Smallest), new(topology, relabelling.Numbering));
        }

        return placements;
    }
}
