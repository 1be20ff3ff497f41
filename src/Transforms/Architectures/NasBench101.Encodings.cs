using System.Buffers;
using System.Globalization;
using System.Text;

namespace NasPipelines.Architectures;

public sealed partial class NasBench101
{
    private const string Input = "input";
    private const string Output = "output";

    /// <inheritdoc/>
    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; } = CellEncodings;

    /// <summary>The ways to write a cell, which NAS-Bench-1Shot1 shares.</summary>
    internal static IReadOnlyList<ArchitectureEncoding> CellEncodings { get; } =
    [
        new BitsEncoding(),
        new MatrixEncoding("record", "rows of the adjacency matrix in one, then operations, as in the TFRecord: 0100100… input,…,output", WriteRecord),
        new MatrixEncoding("matrix", "[[0, 1, …], …], ['input', …, 'output'], as for the benchmark's ModelSpec", WriteMatrix),
        new MatrixEncoding("tuple", "(0, 1, …, 'input', …, 'output'), as in NASLib", WriteTuple),
    ];

    private static string OperationName(NasBench101Cell cell, int vertex) =>
        vertex == 0 ? Input : vertex == cell.Output ? Output : Operations[cell.Operation(vertex)];

    private static IEnumerable<string> OperationNames(NasBench101Cell cell) => Enumerable.Range(0, cell.Vertices).Select(v => OperationName(cell, v));

    private static IEnumerable<string> Row(NasBench101Cell cell, int from) =>
        Enumerable.Range(0, cell.Vertices).Select(to => from < to && (cell.Parents(to) >> from & 1) != 0 ? "1" : "0");

    private static IEnumerable<IEnumerable<string>> Rows(NasBench101Cell cell) => Enumerable.Range(0, cell.Vertices).Select(from => Row(cell, from));

    private static string WriteRecord(NasBench101Cell cell) =>
        $"{string.Concat(Rows(cell).SelectMany(r => r))} {string.Join(',', OperationNames(cell))}";

    private static string WriteMatrix(NasBench101Cell cell) =>
        $"[{string.Join(", ", Rows(cell).Select(r => $"[{string.Join(", ", r)}]"))}], [{string.Join(", ", OperationNames(cell).Select(o => $"'{o}'"))}]";

    private static string WriteTuple(NasBench101Cell cell) =>
        $"({string.Join(", ", Rows(cell).SelectMany(r => r).Concat(OperationNames(cell).Select(o => $"'{o}'")))})";

    /// <summary>Vertices, edge bits and a digit per interior vertex: short, and what tables hold in three columns.</summary>
    internal sealed class BitsEncoding : ArchitectureEncoding
    {
        private const string Separators = "/,; \t";
        private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789" + Separators);

        public override string Name => "bits";

        public override string Description =>
            "vertices/edges/operations: bit x + y(y-1)/2 of the edges for x to y; a digit per interior vertex (0 conv3x3-bn-relu, 1 conv1x1-bn-relu, 2 maxpool3x3)";

        public static string Write(NasBench101Cell cell)
        {
            Span<char> digits = stackalloc char[NasBench101Cell.MaxInterior];
            for (var vertex = 1; vertex < cell.Output; vertex++)
            {
                digits[vertex - 1] = (char)('0' + cell.Operation(vertex));
            }

            return string.Create(CultureInfo.InvariantCulture, $"{cell.Vertices}/{cell.Edges}/{digits[..(cell.Vertices - 2)]}");
        }

        public override bool Recognises(ReadOnlySpan<char> text) =>
            text.Length > 0 && char.IsAsciiDigit(text[0]) && text.ContainsAny(Separators) && !text.ContainsAnyExcept(Characters);

        public override int[] Parse(string text)
        {
            Span<Range> fields = stackalloc Range[4];
            var count = text.AsSpan().SplitAny(fields, Separators, StringSplitOptions.RemoveEmptyEntries);
            if (count is not (2 or 3) || !int.TryParse(text.AsSpan()[fields[0]], out var vertices) || !int.TryParse(text.AsSpan()[fields[1]], out var edges))
            {
                throw new FormatException($"'{text}': expected vertices/edges/operations such as 7/1205349/02001.");
            }

            var operations = count == 3 ? text.AsSpan()[fields[2]] : default;
            if (vertices is < 2 or > NasBench101Cell.MaxVertices)
            {
                throw new FormatException($"'{text}': {vertices} vertices, expected 2 to {NasBench101Cell.MaxVertices}.");
            }

            if (operations.Length != vertices - 2)
            {
                throw new FormatException($"'{text}': {operations.Length} operations, expected {vertices - 2}, one per vertex between input and output.");
            }

            var genes = new int[NasBench101Cell.MaxInterior + 2];
            (genes[0], genes[1]) = (vertices, edges);
            for (var i = 0; i < operations.Length; i++)
            {
                genes[i + 2] = operations[i] - '0';
                if (genes[i + 2] >= Operations.Count)
                {
                    throw new FormatException($"'{text}': vertex {i + 1} has the unknown operation '{operations[i]}'; known: 0, 1, 2.");
                }
            }

            return genes;
        }

        public override string Format(ReadOnlySpan<int> genes) => Write(NasBench101Cell.FromGenes(genes));
    }

    /// <summary>
    /// An adjacency matrix of 0 and 1 by rows, then the names of the operations, with any brackets, quotes and separators: each of the
    /// published forms reads all of them.
    /// </summary>
    private sealed class MatrixEncoding(string name, string description, Func<NasBench101Cell, string> write) : ArchitectureEncoding
    {
        public override string Name => name;

        public override string Description => description;

        public override bool Recognises(ReadOnlySpan<char> text) => text.Contains(Input, StringComparison.Ordinal);

        public override string Format(ReadOnlySpan<int> genes) => write(NasBench101Cell.FromGenes(genes));

        public override int[] Parse(string text)
        {
            var start = text.IndexOf(Input, StringComparison.Ordinal);
            var matrix = Digits(text, start);
            var names = text[start..].Split([',', '\'', '"', '[', ']', '(', ')', ' '], StringSplitOptions.RemoveEmptyEntries);
            var vertices = names.Length;
            if (vertices is < 2 or > NasBench101Cell.MaxVertices || names[^1] != Output)
            {
                throw new FormatException(
                    $"'{text}': expected {Input}, up to {NasBench101Cell.MaxInterior} operations and {Output}, found {string.Join(", ", names)}.");
            }

            if (matrix.Length != vertices * vertices)
            {
                throw new FormatException(
                    $"'{text}': {vertices} operations need {vertices * vertices} zeros and ones before them, {vertices} rows of {vertices}; found {matrix.Length}.");
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
                        : throw new FormatException($"'{text}': the edge from vertex {from} to {to} does not go upwards; order the vertices so that all do.");
                }
            }

            return edges;
        }

        private static int OperationOf(string text, string operation, int vertex)
        {
            for (var i = 0; i < Operations.Count; i++)
            {
                if (Operations[i] == operation)
                {
                    return i;
                }
            }

            throw new FormatException($"'{text}': vertex {vertex} has the unknown operation '{operation}'; known: {string.Join(", ", Operations)}.");
        }
    }
}
