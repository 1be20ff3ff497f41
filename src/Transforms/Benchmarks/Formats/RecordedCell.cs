using System.Text;
using NasPipelines.Files;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>A cell as NAS-Bench-101's records write it: an upper triangular adjacency matrix and an operation per vertex.</summary>
/// <param name="Vertices">Vertices, input and output included.</param>
/// <param name="Edges">Bit <c>from * Vertices + to</c> for an edge.</param>
/// <param name="Operations">Two bits per interior vertex, an index into <see cref="NasBench101Genes.Operations"/>.</param>
internal readonly record struct RecordedCell(int Vertices, ulong Edges, ulong Operations)
{
    private const int MostVertices = 7;
    private const int MostEdges = 9;

    private static readonly byte[][] Utf8Names = [.. NasBench101Genes.Operations.Select(Encoding.ASCII.GetBytes)];

    /// <exception cref="InvalidDataException">They are no cell of the benchmark.</exception>
    public static RecordedCell Parse(ReadOnlySpan<byte> adjacency, ReadOnlySpan<byte> operations)
    {
        var vertices = (int)Math.Sqrt(adjacency.Length);
        if (vertices is < 2 or > MostVertices || vertices * vertices != adjacency.Length)
        {
            throw new InvalidDataException(
                $"an adjacency matrix of {adjacency.Length} characters; a square of 2 to {MostVertices} is expected");
        }

        ulong edges = 0;
        for (var i = 0; i < adjacency.Length; i++)
        {
            var (from, to) = (i / vertices, i % vertices);
            if (adjacency[i] is not ((byte)'0' or (byte)'1') || (adjacency[i] == '1' && from >= to))
            {
                throw new InvalidDataException(
                    $"'{(char)adjacency[i]}' at {from}→{to} of the adjacency matrix; 0 or 1 is expected, and 0 on and below the diagonal");
            }

            edges |= (ulong)(adjacency[i] - '0') << i;
        }

        if (System.Numerics.BitOperations.PopCount(edges) > MostEdges)
        {
            throw new InvalidDataException($"{System.Numerics.BitOperations.PopCount(edges)} edges; at most {MostEdges} are allowed");
        }

        return new(vertices, edges, ParseOperations(operations, vertices));
    }

    private static ulong ParseOperations(ReadOnlySpan<byte> text, int vertices)
    {
        ulong operations = 0;
        for (var vertex = 0; vertex < vertices; vertex++)
        {
            var comma = text.IndexOf((byte)',');
            var name = comma < 0 ? text : text[..comma];
            text = comma < 0 ? default : text[(comma + 1)..];
            var last = vertex == vertices - 1;
            var known = vertex == 0 ? name.SequenceEqual("input"u8) ? 0 : -1
                : last ? name.SequenceEqual("output"u8) ? 0 : -1
                : IndexOf(name);
            if (known < 0 || (comma < 0) != last)
            {
                throw new InvalidDataException(
                    $"operation {vertex} is "
                    + $"'{ShownText.Of(Encoding.Latin1.GetString(name))}'; {vertices} operations are expected: input, then any of "
                    + $"{string.Join(", ", NasBench101Genes.Operations)}, then output");
            }

            operations |= (ulong)known << (2 * vertex);
        }

        return operations;
    }

    private static int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Utf8Names.Length; i++)
        {
            if (name.SequenceEqual(Utf8Names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public bool HasEdge(int from, int to) => (Edges >> ((from * Vertices) + to) & 1) != 0;

    public int Operation(int vertex) => (int)(Operations >> (2 * vertex)) & 3;

    /// <summary>The same cell as the search space has it.</summary>
    public NasBench101Cell ToCell()
    {
        var (edges, operations) = (0, 0);
        for (var to = 1; to < Vertices; to++)
        {
            operations |= to < Vertices - 1 ? Operation(to) << NasBench101Cell.OperationShift(to) : 0;
            for (var from = 0; from < to; from++)
            {
                edges |= HasEdge(from, to) ? 1 << (NasBench101Cell.FirstEdge(to) + from) : 0;
            }
        }

        return new(Vertices, edges, operations);
    }
}
