using System.Globalization;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>The position in the benchmark's order.</summary>
internal sealed class IndexEncoding : LiteralEncoding
{
    private const int MostDigits = 5;

    public override string Name => "index";

    public override string Description => "position 0..15624 in the benchmark's order";

    public override string Notation => "a position";

    // Six digits are letters.
    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.Number
        && literal.Text.Length is >= 1 and <= MostDigits && !literal.Text.AsSpan().ContainsAnyExceptInRange('0', '9');

    public override int[] Read(Literal literal) => literal.Integer is >= 0 and < NasBench201Order.Count and { } index
        ? NasBench201Genes.FromLexicographic(NasBench201Order.AtIndex[index])
        : throw new FormatException($"Index {literal.Shown} is not in [0, {NasBench201Order.Count - 1}].");

    public override string Format(ReadOnlySpan<int> genes) => NasBench201Order.IndexOf(genes).ToString(CultureInfo.InvariantCulture);
}
