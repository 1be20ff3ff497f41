namespace NasPipelines.Spaces.NasBench101;

/// <summary>All cells up to isomorphism: graphs first, then operations up to the symmetries of each graph.</summary>
internal static class NasBench101Enumeration
{
    /// <summary>Every numbering of every graph, without operations, pruned and with at most nine edges.</summary>
    public static IEnumerable<NasBench101Cell> Graphs()
    {
        for (var vertices = 2; vertices <= NasBench101Cell.MaxVertices; vertices++)
        {
            for (var edges = 0; edges < 1 << NasBench101Cell.FirstEdge(vertices); edges++)
            {
                var graph = new NasBench101Cell(vertices, edges, 0);
                if (graph.EdgeCount <= NasBench101Cell.MaxEdges && graph.IsPruned)
                {
                    yield return graph;
                }
            }
        }
    }

    /// <summary>The first cell of every class, in the order in which the benchmark generated them.</summary>
    public static IEnumerable<NasBench101Cell> Cells()
    {
        var labellings = Enumerable.Range(0, NasBench101Cell.MaxInterior + 1).Select(Labellings).ToArray();
        List<ulong> symmetries = [];
        foreach (var graph in Graphs())
        {
            if (new NasBench101Relabelling(graph, ties: symmetries).Smallest == graph)
            {
                foreach (var cell in Labelled(graph, labellings[graph.Vertices - 2], symmetries))
                {
                    yield return cell;
                }
            }
        }
    }

    /// <summary>A graph with operations in all ways that its symmetries do not turn into each other, the first of each class.</summary>
    /// <param name="graph">A graph.</param>
    /// <param name="labellings">Operations of all vertices in ascending order.</param>
    /// <param name="symmetries">The numberings that leave the graph as it is.</param>
    public static IEnumerable<NasBench101Cell> Labelled(NasBench101Cell graph, int[] labellings, IReadOnlyList<ulong> symmetries)
    {
        foreach (var operations in labellings)
        {
            var cell = graph with { Operations = operations };
            if (symmetries.Count == 1 || symmetries.All(symmetry => Renumbered(cell, symmetry) >= operations))
            {
                yield return cell;
            }
        }
    }

    /// <summary>Every choice of an operation for each of some vertices, in ascending order.</summary>
    public static int[] Labellings(int interior)
    {
        var all = new int[(int)Math.Pow(NasBench101Cell.OperationCount, interior)];
        for (var i = 0; i < all.Length; i++)
        {
            for (int vertex = interior, rest = i; vertex > 0; vertex--)
            {
                (rest, var operation) = int.DivRem(rest, NasBench101Cell.OperationCount);
                all[i] |= operation << NasBench101Cell.OperationShift(vertex);
            }
        }

        return all;
    }

    private static int Renumbered(NasBench101Cell cell, ulong numbering)
    {
        var operations = 0;
        for (var vertex = 1; vertex < cell.Output; vertex++)
        {
            operations |= cell.Operation(vertex) << NasBench101Cell.OperationShift(NasBench101Relabelling.NumberOf(numbering, vertex));
        }

        return operations;
    }
}
