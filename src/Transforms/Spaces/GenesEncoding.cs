using System.Globalization;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces;

/// <summary>The genes themselves, for spaces without a form of their own.</summary>
internal sealed class GenesEncoding : LiteralEncoding
{
    public override string Name => "genes";

    public override string Description => "1,0,2: the genes, joined by ','";

    public override string Notation => "genes";

    public override bool Fits(Literal literal) => literal.Kind is LiteralKind.Number or LiteralKind.List;

    public override int[] Read(Literal literal) => literal.Kind == LiteralKind.Number
        ? [literal.Integer ?? throw new FormatException($"gene 0 is '{literal.Shown}', expected a whole number.")]
        : [.. literal.Items.Select((item, gene) => item.Integer
            ?? throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"gene {gene} is '{item.Shown}', expected a whole number.")))];

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
