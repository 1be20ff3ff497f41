using System.Buffers;
using System.Globalization;

namespace NasPipelines.Spaces;

/// <summary>The genes themselves, for spaces without a form of their own.</summary>
internal sealed class GenesEncoding : ArchitectureEncoding
{
    private const NumberStyles Spaced = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789, ");

    public override string Name => "genes";

    public override string Description => "1,0,2: the genes, joined by ','";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(Characters);

    public override int[] Parse(string text) =>
        [.. text.Split(',').Select((word, gene) => int.TryParse(word, Spaced, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"'{text}': gene {gene} is '{word.Trim()}', expected a number."))];

    public override string Format(ReadOnlySpan<int> genes)
    {
        var words = new string[genes.Length];
        for (var gene = 0; gene < words.Length; gene++)
        {
            words[gene] = genes[gene].ToString(CultureInfo.InvariantCulture);
        }

        return string.Join(',', words);
    }
}
