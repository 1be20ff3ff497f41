using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace NasPipelines.Architectures;

public sealed partial class NasBench1Shot1
{
    /// <inheritdoc/>
    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; }

    private static string Members(int mask) =>
        string.Concat(Enumerable.Range(0, NasBench101Cell.MaxVertices).Where(vertex => (mask >> vertex & 1) != 0).Select(vertex => (char)('0' + vertex)));

    /// <summary>The parents of each vertex, then a digit per interior vertex.</summary>
    private sealed class ParentsEncoding(NasBench1Shot1 space) : ArchitectureEncoding
    {
        private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789-:");

        public override string Name => "parents";

        public override string Description =>
            "parents of vertices 1, 2, … and the output, then operations: 0-0-1-02-14-35:01201 (0 conv3x3-bn-relu, 1 conv1x1-bn-relu, 2 maxpool3x3)";

        public override bool Recognises(ReadOnlySpan<char> text) => text.Contains(':') && !text.ContainsAnyExcept(Characters);

        public override int[] Parse(string text)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var parents = text[..colon].Split('-');
            var operations = text[(colon + 1)..];
            if (parents.Length != space._counts.Length || operations.Length != space.Interior)
            {
                throw new FormatException(
                    $"'{text}': expected the parents of {space._counts.Length} vertices and {space.Interior} operations, found {parents.Length} and {operations.Length}.");
            }

            var genes = new int[space._choices.Length];
            for (var i = 0; i < parents.Length; i++)
            {
                genes[i] = ParentsOf(text, parents[i], i + 1);
            }

            for (var i = 0; i < operations.Length; i++)
            {
                genes[parents.Length + i] = operations[i] - '0' is var operation and >= 0 and < 3
                    ? operation
                    : throw new FormatException($"'{text}': vertex {i + 1} has the unknown operation '{operations[i]}'; known: 0, 1, 2.");
            }

            return genes;
        }

        public override string Format(ReadOnlySpan<int> genes)
        {
            var text = new StringBuilder();
            for (var i = 0; i < space._counts.Length; i++)
            {
                text.Append(i > 0 ? "-" : "").Append(Members(Combinations(i + 1, space._counts[i])[genes[i]]));
            }

            text.Append(':');
            foreach (var operation in genes[space._counts.Length..])
            {
                text.Append(operation.ToString(CultureInfo.InvariantCulture));
            }

            return text.ToString();
        }

        private int ParentsOf(string text, string parents, int vertex)
        {
            var choices = Combinations(vertex, space._counts[vertex - 1]);
            for (var i = 0; i < choices.Length; i++)
            {
                if (Members(choices[i]) == parents)
                {
                    return i;
                }
            }

            throw new FormatException($"'{text}': vertex {vertex} has the parents '{parents}'; possible: {string.Join(", ", choices.Select(Members))}.");
        }
    }

    /// <summary>A form of NAS-Bench-101, of a cell with the right numbers of parents.</summary>
    private sealed class CellEncoding(NasBench1Shot1 space, ArchitectureEncoding inner) : ArchitectureEncoding
    {
        public override string Name => inner.Name;

        public override string Description => inner.Description;

        public override bool Recognises(ReadOnlySpan<char> text) => inner.Recognises(text);

        public override string Format(ReadOnlySpan<int> genes) => inner.Format(space.CellOf(genes).ToGenes());

        public override int[] Parse(string text)
        {
            var genes = inner.Parse(text);
            SearchSpaces.NasBench101.Validate(genes);
            var cell = NasBench101Cell.FromGenes(genes);
            if (cell.Vertices != space._counts.Length + 1)
            {
                throw new FormatException($"'{text}': {cell.Vertices} vertices, {space.Name} has {space._counts.Length + 1}.");
            }

            for (var vertex = 1; vertex < cell.Vertices; vertex++)
            {
                var count = BitOperations.PopCount((uint)cell.Parents(vertex));
                if (count != space._counts[vertex - 1])
                {
                    throw new FormatException($"'{text}': vertex {vertex} has {count} parents, {space.Name} gives it {space._counts[vertex - 1]}.");
                }
            }

            return space.GenesOf(cell);
        }
    }
}
