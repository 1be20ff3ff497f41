using System.Text;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// An adjacency matrix of 0 and 1 by rows, then the names of the operations, with any brackets, quotes and separators: each of the
/// published forms reads all of them.
/// </summary>
internal sealed class MatrixEncoding(string name, string description, Func<NasBench101Cell, string> write) : ArchitectureEncoding
{
    public override string Name => name;

    public override string Description => description;

    public override bool Recognises(ReadOnlySpan<char> text) => text.Contains(MatrixText.Input, StringComparison.Ordinal);

    public override string Format(ReadOnlySpan<int> genes) => write(NasBench101Cell.FromGenes(genes));

    public override int[] Parse(string text)
    {
        var start = text.IndexOf(MatrixText.Input, StringComparison.Ordinal);
        var matrix = Digits(text, start);
        var names = text[start..].Split([',', '\'', '"', '[', ']', '(', ')', ' '], StringSplitOptions.RemoveEmptyEntries);
        var vertices = names.Length;
        if (vertices is < 2 or > NasBench101Cell.MaxVertices || names[^1] != MatrixText.Output)
        {
            throw new FormatException(
                $"'{text}': expected {MatrixText.Input}, up to {NasBench101Cell.MaxInterior} operations and {MatrixText.Output}, "
                    + $"found {string.Join(", ", names)}.");
        }

        if (matrix.Length != vertices * vertices)
        {
            throw new FormatException(
                $"'{text}': {vertices} operations need {vertices * vertices} zeros and ones before them, {vertices} rows of {vertices}; "
                    + $"found {matrix.Length}.");
        }

        var genes = new int[NasBench101Cell.MaxInterior + 2];
        (genes[0], genes[1]) = (vertices, Edges(text, matrix, vertices));
        for (var vertex = 1; vertex < vertices - 1; vertex++)
        {
            genes[vertex + 1] = OperationOf(text, names[vertex], vertex);
        }

        return genes;
    }

    private static string Digits(string text, int end)
    {
        var digits = new StringBuilder(end);
        foreach (var character in text.AsSpan(0, end))
        {
            if (character is '0' or '1')
            {
                digits.Append(character);
            }
            else if (!"[](){},;|'\" \t\r\n".Contains(character))
            {
                throw new FormatException($"'{text}': '{character}' in the adjacency matrix, expected zeros and ones.");
            }
        }

        return digits.ToString();
    }

    private static int Edges(string text, string matrix, int vertices)
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
                        $"'{text}': the edge from vertex {from} to {to} does not go upwards; order the vertices so that all do.");
            }
        }

        return edges;
    }

    private static int OperationOf(string text, string operation, int vertex)
    {
        for (var i = 0; i < NasBench101Genes.Operations.Count; i++)
        {
            if (NasBench101Genes.Operations[i] == operation)
            {
                return i;
            }
        }

        throw new FormatException(
            $"'{text}': vertex {vertex} has the unknown operation '{operation}'; known: {string.Join(", ", NasBench101Genes.Operations)}.");
    }
}
