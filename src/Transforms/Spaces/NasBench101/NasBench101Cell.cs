using System.Numerics;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// A cell of NAS-Bench-101: a directed acyclic graph whose vertex 0 is the input and whose last vertex is the output, with an operation on
/// each vertex between. Cells of one size order as the benchmark generated them: by edges, then by operations from the first vertex on.
/// </summary>
/// <param name="Vertices">Their number, input and output included: 2 to 7.</param>
/// <param name="Edges">Bit x + y(y-1)/2 for the edge from x to y, x smaller than y, so that the parents of a vertex lie side by
/// side.</param>
/// <param name="Operations">Two bits per interior vertex, those of vertex 1 the most significant.</param>
internal readonly record struct NasBench101Cell(int Vertices, int Edges, int Operations)
{
    public const int MaxVertices = 7;
    public const int MaxEdges = 9;
    public const int MaxInterior = MaxVertices - 2;
    public const int OperationCount = 3;
    public const int Convolution1x1 = 1;
    public const int MaxPool = 2;

    public int Output => Vertices - 1;

    /// <summary>The interior vertices whose values are concatenated, as a mask.</summary>
    public int OutputParents => Parents(Output) & ~1;

    public int EdgeCount => BitOperations.PopCount((uint)Edges);

    /// <summary>The vertices on a path from the input to the output, as a mask; 0 where there is no path.</summary>
    public int LiveVertices
    {
        get
        {
            var reached = 1;
            for (var vertex = 1; vertex < Vertices; vertex++)
            {
                reached |= (Parents(vertex) & reached) != 0 ? 1 << vertex : 0;
            }

            var needed = 1 << Output;
            for (var vertex = Output; vertex > 0; vertex--)
            {
                needed |= (needed >> vertex & 1) != 0 ? Parents(vertex) : 0;
            }

            var live = reached & needed;
            return (live & 1) != 0 && live >> Output != 0 ? live : 0;
        }
    }

    /// <summary>Whether every vertex is on a path from the input to the output.</summary>
    public bool IsPruned => LiveVertices == (1 << Vertices) - 1;

    /// <summary>Where the bits of a vertex's parents start.</summary>
    public static int FirstEdge(int vertex) => vertex * (vertex - 1) / 2;

    /// <summary>Where the bits of a vertex's operation start.</summary>
    public static int OperationShift(int vertex) => 2 * (MaxInterior - vertex);

    public static NasBench101Cell FromGenes(ReadOnlySpan<int> genes)
    {
        var operations = 0;
        for (var vertex = 1; vertex <= MaxInterior; vertex++)
        {
            operations |= genes[vertex + 1] << OperationShift(vertex);
        }

        return new(genes[0], genes[1], operations);
    }

    public int[] ToGenes()
    {
        var genes = new int[MaxInterior + 2];
        (genes[0], genes[1]) = (Vertices, Edges);
        for (var vertex = 1; vertex < Output; vertex++)
        {
            genes[vertex + 1] = Operation(vertex);
        }

        return genes;
    }

    /// <summary>The sources of a vertex's incoming edges, as a mask.</summary>
    public int Parents(int vertex) => Edges >> FirstEdge(vertex) & (1 << vertex) - 1;

    public int Operation(int vertex) => Operations >> OperationShift(vertex) & 3;

    /// <summary>The cell without the vertices that are on no path from its input to its output; the others keep their order.</summary>
    public NasBench101Cell Pruned()
    {
        var live = LiveVertices;
        if (live == (1 << Vertices) - 1)
        {
            return this;
        }

        int vertices = 0, edges = 0, operations = 0;
        for (var vertex = 0; vertex < Vertices; vertex++)
        {
            if ((live >> vertex & 1) != 0)
            {
                edges |= Compressed(Parents(vertex) & live, live) << FirstEdge(vertices);
                operations |= vertex > 0 && vertex < Output ? Operation(vertex) << OperationShift(vertices) : 0;
                vertices++;
            }
        }

        return new(vertices, edges, operations);
    }

    /// <summary>The bits of a mask that are also in a second one, side by side.</summary>
    private static int Compressed(int mask, int kept)
    {
        var result = 0;
        for (; mask != 0; mask &= mask - 1)
        {
            var lowest = mask & -mask;
            result |= 1 << BitOperations.PopCount((uint)(kept & (lowest - 1)));
        }

        return result;
    }
}
