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

    public static string Record(NasBench101Cell cell) =>
        $"{string.Concat(Rows(cell).SelectMany(r => r))} {string.Join(',', OperationNames(cell))}";

    public static string Matrix(NasBench101Cell cell) =>
        $"[{string.Join(", ", Rows(cell).Select(r => $"[{string.Join(", ", r)}]"))}], "
            + $"[{string.Join(", ", OperationNames(cell).Select(o => $"'{o}'"))}]";

    public static string Tuple(NasBench101Cell cell) =>
        $"({string.Join(", ", Rows(cell).SelectMany(r => r).Concat(OperationNames(cell).Select(o => $"'{o}'")))})";
}
