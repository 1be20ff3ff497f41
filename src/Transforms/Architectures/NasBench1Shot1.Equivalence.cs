namespace NasPipelines.Architectures;

public sealed partial class NasBench1Shot1
{
    /// <summary>As <see cref="NasBench101.CanonicalForm"/>, of the same cell.</summary>
    /// <inheritdoc/>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) =>
        equivalence == ArchitectureEquivalence.None ? Format(architecture) : SearchSpaces.NasBench101.CanonicalForm(ToNasBench101(architecture), equivalence);

    /// <inheritdoc/>
    public override Architecture Representative(Architecture architecture)
    {
        var canonical = NasBench101.Functional(CellOf(architecture)).Smallest;
        return FromCell(_placements.Value[KeyOf(canonical)].Place(canonical));
    }

    private static int KeyOf(NasBench101Cell graph) => (graph.Vertices << NasBench101Cell.FirstEdge(NasBench101Cell.MaxVertices)) | graph.Edges;

    /// <summary>For every canonical graph the first choice of parents that prunes to it.</summary>
    private Dictionary<int, Placement> FindPlacements()
    {
        var placements = new Dictionary<int, Placement>();
        foreach (var topology in Topologies())
        {
            var relabelling = NasBench101.Functional(topology);
            placements.TryAdd(KeyOf(relabelling.Smallest), new(topology, relabelling.Numbering));
        }

        return placements;
    }

    /// <summary>A choice of parents, and the numbering that makes its pruned graph the canonical one.</summary>
    private readonly record struct Placement(NasBench101Cell Topology, ulong Numbering)
    {
        /// <summary>The topology with a canonical cell's operations; those of loose ends are the first.</summary>
        public NasBench101Cell Place(NasBench101Cell canonical)
        {
            var operations = 0;
            for (int vertex = 1, pruned = 1; vertex < Topology.Output; vertex++)
            {
                if ((Topology.LiveVertices >> vertex & 1) != 0)
                {
                    operations |= canonical.Operation(NasBench101Relabelling.NumberOf(Numbering, pruned++)) << NasBench101Cell.OperationShift(vertex);
                }
            }

            return Topology with { Operations = operations };
        }
    }
}
