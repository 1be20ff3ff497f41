using System.Buffers;
using System.Text;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>The rows of the adjacency matrix in one, then the names of the operations, as in the benchmark's file.</summary>
internal sealed class RecordEncoding : ArchitectureEncoding
{
    private static readonly SearchValues<char> Brackets = SearchValues.Create("[](){}'\"");

    public override string Name => "record";

    public override string Description =>
        "rows of the adjacency matrix in one, then operations, as in the TFRecord: 0100100… input,…,output";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Length > 0 && char.IsAsciiDigit(text[0])
        && text.Contains(MatrixText.Input, StringComparison.Ordinal) && !text.ContainsAny(Brackets);

    public override string Format(ReadOnlySpan<int> genes) => MatrixText.Record(NasBench101Cell.FromGenes(genes));

    public override int[] Parse(string text)
    {
        var start = text.IndexOf(MatrixText.Input, StringComparison.Ordinal);
        return start < 0
            ? throw new FormatException($"the operation {MatrixText.Input} is missing.")
            : MatrixText.GenesOf(Digits(text.AsSpan(0, start)), text[start..].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Digits(ReadOnlySpan<char> text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '0' or '1')
            {
                digits.Append(character);
            }
            else if (!",;| \t\r\n".Contains(character))
            {
                throw new FormatException($"'{character}' in the adjacency matrix, expected zeros and ones.");
            }
        }

        return digits.ToString();
    }
}
