using NasPipelines.Files;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>The published texts of a cell: an adjacency matrix by rows, then the names of the operations.</summary>
internal static class MatrixText
{
    public const string Input = "input";
    public const string Output = "output";

    private static string OperationName(NasBench101Cell cell, int vertex) =>
        vertex == 0 ? Input : vertex == cell.Output ? Output : NasBench101Genes.Operations[cell.Operation(vertex)];

    private static IEnumerable<string> OperationNames(NasBench101Cell cell) =>
        Enumerable.Range(0, cell.Vertices).Select(v => OperationName(cell, v));

    private static IEnumerable<string> Row(NasBench101Cell cell, int from) =>
        Enumerable.Range(0, cell.Vertices).Select(to => from < to && (cell.Parents(to) >> from & 1) != 0 ? "1" : "0");

    private static IEnumerable<IEnumerable<string>> Rows(NasBench101Cell cell) =>
        Enumerable.Range(0, cell.Vertices).Select(from => Row(cell, from));

    /// <summary>The matrix by rows, and the names of all vertices.</summary>
    public static (IEnumerable<string> Matrix, IEnumerable<string> Names) Parts(NasBench101Cell cell) =>
        (Rows(cell).SelectMany(r => r), OperationNames(cell));

    public static string Record(NasBench101Cell cell) =>
        $"{string.Concat(Rows(cell).SelectMany(r => r))} {string.Join(',', OperationNames(cell))}";

    public static string Matrix(NasBench101Cell cell) =>
        $"[{string.Join(", ", Rows(cell).Select(r => $"[{string.Join(", ", r)}]"))}], "
            + $"[{string.Join(", ", OperationNames(cell).Select(o => $"'{o}'"))}]";

    public static string Tuple(NasBench101Cell cell) =>
        $"({string.Join(", ", Rows(cell).SelectMany(r => r).Concat(OperationNames(cell).Select(o => $"'{o}'")))})";

    /// <summary>The genes of a matrix, zeros and ones by rows, and of the names of all vertices.</summary>
    /// <exception cref="FormatException">They are no cell; the message says why.</exception>
    public static int[] GenesOf(string matrix, IReadOnlyList<string> names)
    {
        var vertices = names.Count;
        if (vertices is < 2 or > NasBench101Cell.MaxVertices || names[0] != Input || names[^1] != Output)
        {
            throw new FormatException($"expected {Input}, up to {NasBench101Cell.MaxInterior} operations and {Output}, "
                + $"found {ShownText.List([.. names], most: NasBench101Cell.MaxVertices)}.");
        }

        if (matrix.Length != vertices * vertices)
        {
            throw new FormatException(
                $"{vertices} operations need {vertices * vertices} zeros and ones before them, {vertices} rows of {vertices}; "
                    + $"found {matrix.Length}.");
        }

        var genes = new int[NasBench101Cell.MaxInterior + 2];
        (genes[0], genes[1]) = (vertices, Edges(matrix, vertices));
        for (var vertex = 1; vertex < vertices - 1; vertex++)
        {
            genes[vertex + 1] = NasBench101Genes.Operation(names[vertex], vertex);
        }

        return genes;
    }

    private static int Edges(string matrix, int vertices)
    {
        var edges = 0;
        for (var i = 0; i < matrix.Length; i++)
        {
            var (from, to) = int.DivRem(i, vertices);
            if (matrix[i] == '1')
            {
                edges |= from < to
                    ? 1 << (NasBench101Cell.FirstEdge(to) + from)
                    : throw new FormatException(
                        $"the edge from vertex {from} to {to} does not go upwards; order the vertices so that all do.");
            }
        }

        return edges;
    }
}
