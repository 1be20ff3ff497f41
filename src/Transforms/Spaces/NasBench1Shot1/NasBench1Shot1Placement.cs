using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>A choice of parents, and the numbering that makes its pruned graph the canonical one.</summary>
internal readonly record struct NasBench1Shot1Placement(NasBench101Cell Topology, ulong Numbering)
{
    /// <summary>The topology with a canonical cell's operations; those of loose ends are the first.</summary>
    public NasBench101Cell Place(NasBench101Cell canonical)
    {
        var operations = 0;
        for (int vertex = 1, pruned = 1; vertex < Topology.Output; vertex++)
        {
            if ((Topology.LiveVertices >> vertex & 1) != 0)
            {
                operations |=
                    canonical.Operation(NasBench101Relabelling.NumberOf(Numbering, pruned++)) << NasBench101Cell.OperationShift(vertex);
            }
        }

        return Topology with { Operations = operations };
    }
}
