namespace NasPipelines.Architectures;

public sealed partial class NasBench201
{
    /// <inheritdoc/>
    public override IReadOnlyList<ArchitectureEncoding> Encodings => _encodings ??=
        [new StringEncoding(), new IndexEncoding(this), new TupleEncoding(), new LettersEncoding()];

    private ArchitectureEncoding[]? _encodings;

    private static string EdgeName(int edge) => $"edge {EdgeList[edge].From}-{EdgeList[edge].To}";

    /// <summary>The benchmark's own text: nodes joined by '+', each '|operation~source|operation~source|'.</summary>
    private sealed class StringEncoding : ArchitectureEncoding
    {
        public override string Name => "string";

        public override string Description => "|op~0|+|op~0|op~1|+|op~0|op~1|op~2|";

        public override bool Recognises(ReadOnlySpan<char> text) => text.Contains('|') || text.Contains('~');

        public override int[] Parse(string text)
        {
            Span<Range> nodes = stackalloc Range[4];
            if (text.AsSpan().Split(nodes, '+') != 3)
            {
                throw new FormatException($"'{text}': expected 3 nodes joined by '+' as in {Description}, found {text.AsSpan().Count('+') + 1}.");
            }

            var genes = new int[Edges];
            Span<Range> branches = stackalloc Range[4];
            for (int node = 1, edge = 0; node <= 3; node++)
            {
                var part = text.AsSpan()[nodes[node - 1]].Trim();
                var inner = part.Length >= 2 && part[0] == '|' && part[^1] == '|' ? part[1..^1] : default;
                if (inner.Length == 0 || inner.Split(branches, '|') != node)
                {
                    throw new FormatException(
                        $"'{text}': node {node} needs {node} edge{(node == 1 ? "" : "s")} written |op~0|…|op~{node - 1}|, found '{part}'.");
                }

                for (var from = 0; from < node; from++, edge++)
                {
                    genes[edge] = ParseBranch(text, inner[branches[from]], from, edge);
                }
            }

            return genes;
        }

        public override string Format(ReadOnlySpan<int> genes)
        {
            var (a, b, c, d, e, f) = (Operations[genes[0]], Operations[genes[1]], Operations[genes[2]], Operations[genes[3]], Operations[genes[4]], Operations[genes[5]]);
            return $"|{a}~0|+|{b}~0|{c}~1|+|{d}~0|{e}~1|{f}~2|";
        }

        private static int ParseBranch(string text, ReadOnlySpan<char> branch, int from, int edge)
        {
            var tilde = branch.IndexOf('~');
            if (tilde < 0 || branch[(tilde + 1)..] is not [var source] || source != '0' + from)
            {
                throw new FormatException($"'{text}': {EdgeName(edge)} must be written op~{from}, found '{branch}'.");
            }

            for (var i = 0; i < Operations.Count; i++)
            {
                if (branch[..tilde].SequenceEqual(Operations[i]))
                {
                    return i;
                }
            }

            throw new FormatException(
                $"'{text}': {EdgeName(edge)} has the unknown operation '{branch[..tilde]}'; known: {string.Join(", ", Operations)}.");
        }
    }

    /// <summary>Six letters, one per edge in the order of the string.</summary>
    private sealed class LettersEncoding : ArchitectureEncoding
    {
        private const string Letters = "ns13p";

        public override string Name => "letters";

        public override string Description =>
            "six letters for edges 0-1, 0-2, 1-2, 0-3, 1-3, 2-3 (n none, s skip_connect, 1 nor_conv_1x1, 3 nor_conv_3x3, p avg_pool_3x3)";

        // The least specific form: a short word that is no other form is reported as bad letters.
        public override bool Recognises(ReadOnlySpan<char> text) => text.Length is >= 5 and <= 7 && !text.ContainsAny(" \t");

        public override int[] Parse(string text)
        {
            if (text.Length != Edges)
            {
                throw new FormatException($"'{text}': expected {Edges} letters, one per edge, found {text.Length}.");
            }

            var genes = new int[Edges];
            for (var edge = 0; edge < Edges; edge++)
            {
                genes[edge] = Letters.IndexOf(text[edge]);
                if (genes[edge] < 0)
                {
                    throw new FormatException($"'{text}': {EdgeName(edge)} has the unknown letter '{text[edge]}'; known: n, s, 1, 3, p.");
                }
            }

            return genes;
        }

        public override string Format(ReadOnlySpan<int> genes)
        {
            Span<char> letters = stackalloc char[Edges];
            for (var edge = 0; edge < Edges; edge++)
            {
                letters[edge] = Letters[genes[edge]];
            }

            return new string(letters);
        }
    }

    /// <summary>The position in the benchmark's order.</summary>
    private sealed class IndexEncoding(NasBench201 space) : ArchitectureEncoding
    {
        public override string Name => "index";

        public override string Description => "position 0..15624 in the benchmark's order";

        public override bool Recognises(ReadOnlySpan<char> text) => text.Length is >= 1 and <= 5 && !text.ContainsAnyExceptInRange('0', '9');

        public override int[] Parse(string text)
        {
            var index = int.Parse(text);
            return index < 15625
                ? [.. space.FromLexicographic(space._order.Value.AtIndex[index]).Genes]
                : throw new FormatException($"Index {index} is not in [0, 15624].");
        }

        public override string Format(ReadOnlySpan<int> genes) => space._order.Value.IndexOf[Lexicographic(genes)].ToString();
    }

    /// <summary>NASLib's six numbers: edges 0-1, 0-2, 0-3, 1-2, 1-3, 2-3, operations in another order.</summary>
    private sealed class TupleEncoding : ArchitectureEncoding
    {
        // NASLib: 0 skip_connect, 1 none, 2 nor_conv_3x3, 3 nor_conv_1x1, 4 avg_pool_3x3; the map is its own inverse.
        private static readonly int[] OperationMap = [1, 0, 3, 2, 4];
        private static readonly int[] EdgeOf = [0, 1, 3, 2, 4, 5];

        public override string Name => "tuple";

        public override string Description =>
            "(a, b, c, d, e, f) for edges 0-1, 0-2, 0-3, 1-2, 1-3, 2-3; 0 skip_connect, 1 none, 2 nor_conv_3x3, 3 nor_conv_1x1, 4 avg_pool_3x3";

        public override bool Recognises(ReadOnlySpan<char> text) => text.Contains(',');

        public override int[] Parse(string text)
        {
            var numbers = text.Trim('(', ')', '[', ']', ' ').Split(',');
            if (numbers.Length != Edges)
            {
                throw new FormatException($"'{text}': expected {Edges} numbers, one per edge, found {numbers.Length}.");
            }

            var genes = new int[Edges];
            for (var i = 0; i < Edges; i++)
            {
                genes[EdgeOf[i]] = int.TryParse(numbers[i], out var operation) && operation is >= 0 and < 5
                    ? OperationMap[operation]
                    : throw new FormatException($"'{text}': {EdgeName(EdgeOf[i])} has '{numbers[i].Trim()}', expected a number in [0, 4].");
            }

            return genes;
        }

        public override string Format(ReadOnlySpan<int> genes)
        {
            var numbers = new int[Edges];
            for (var i = 0; i < Edges; i++)
            {
                numbers[i] = OperationMap[genes[EdgeOf[i]]];
            }

            return $"({string.Join(", ", numbers)})";
        }
    }
}
