using System.Text.Json;

namespace NasPipelines.Architectures;

public sealed partial class NasBench301
{
    private static readonly JsonSerializerOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>Numbers in lists of lists, Python's tuples being lists too.</summary>
    private abstract class NumbersEncoding : ArchitectureEncoding
    {
        public sealed override int[] Parse(string text)
        {
            int[][][]? numbers;
            try
            {
                numbers = JsonSerializer.Deserialize<int[][][]>(text.Replace('(', '[').Replace(')', ']'), Lenient);
            }
            catch (JsonException fault)
            {
                throw new FormatException($"'{text}' is not {Description}: {fault.Message}", fault);
            }

            return numbers is { Length: 2 } && numbers.All(cell => cell is not null && cell.All(list => list is not null)) && numbers.All(IsCell)
                ? InOrder([.. numbers.SelectMany((cell, c) => Genes(cell, c * CellGenes))])
                : throw new FormatException($"'{text}' is not {Description}: the lists have other lengths.");
        }

        protected abstract bool IsCell(int[][] cell);

        /// <summary>The genes of a well-formed cell whose first gene is given.</summary>
        protected abstract IEnumerable<int> Genes(int[][] cell, int first);
    }

    /// <summary>aw_nas: per cell the list of inputs and the list of operations, in an order of its own.</summary>
    private sealed class AwNasEncoding : NumbersEncoding
    {
        // aw_nas: sep_conv_3x3, sep_conv_5x5, dil_conv_3x3, dil_conv_5x5, max_pool_3x3, avg_pool_3x3, skip_connect.
        private static readonly int[] OperationMap = [3, 4, 5, 6, MaxPool, AvgPool, Skip];

        public override string Name => "aw_nas";

        public override string Description =>
            "[[inputs, operations] of normal, [inputs, operations] of reduce], lists of 8 numbers; operations: 0 sep_conv_3x3, 1 sep_conv_5x5, "
            + "2 dil_conv_3x3, 3 dil_conv_5x5, 4 max_pool_3x3, 5 avg_pool_3x3, 6 skip_connect";

        public override bool Recognises(ReadOnlySpan<char> text) => (text.StartsWith("[") || text.StartsWith("(")) && text.Count('[') + text.Count('(') <= 7;

        public override string Format(ReadOnlySpan<int> genes) => $"[{Cell(genes[..CellGenes])}, {Cell(genes[CellGenes..])}]";

        protected override bool IsCell(int[][] cell) => cell.Length == 2 && cell.All(list => list.Length == 8);

        protected override IEnumerable<int> Genes(int[][] cell, int first) => cell[0].Zip(cell[1]).SelectMany((edge, i) => new[]
        {
            edge.Second >= 0 && edge.Second < OperationMap.Length
                ? OperationMap[edge.Second]
                : throw new FormatException($"{EdgeName(first + (2 * i))}: operation {edge.Second} is not in [0, {OperationMap.Length - 1}]."),
            edge.First,
        });

        private static string Cell(ReadOnlySpan<int> genes)
        {
            var edges = genes.ToArray().Chunk(2).ToArray();
            return $"[[{string.Join(", ", edges.Select(e => e[1]))}], [{string.Join(", ", edges.Select(e => Array.IndexOf(OperationMap, e[0])))}]]";
        }
    }

    /// <summary>NASLib's compact form: per cell eight pairs of input and operation.</summary>
    private sealed class NasLibEncoding : NumbersEncoding
    {
        public override string Name => "naslib";

        public override string Description => "(((input, operation), … 8 pairs) of normal, (…) of reduce), operations numbered as in the tokens";

        public override bool Recognises(ReadOnlySpan<char> text) => text.StartsWith("[") || text.StartsWith("(");

        public override string Format(ReadOnlySpan<int> genes) => $"({Cell(genes[..CellGenes])}, {Cell(genes[CellGenes..])})";

        protected override bool IsCell(int[][] cell) => cell.Length == 8 && cell.All(list => list.Length == 2);

        protected override IEnumerable<int> Genes(int[][] cell, int first) => cell.SelectMany(edge => new[] { edge[1], edge[0] });

        private static string Cell(ReadOnlySpan<int> genes) => $"({string.Join(", ", genes.ToArray().Chunk(2).Select(e => $"({e[1]}, {e[0]})"))})";
    }
}
