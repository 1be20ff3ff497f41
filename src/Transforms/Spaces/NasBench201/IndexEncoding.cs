using System.Globalization;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>The position in the benchmark's order.</summary>
internal sealed class IndexEncoding : ArchitectureEncoding
{
    public override string Name => "index";

    public override string Description => "position 0..15624 in the benchmark's order";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Length is >= 1 and <= 5 && !text.ContainsAnyExceptInRange('0', '9');

    public override int[] Parse(string text)
    {
        var index = int.Parse(text, CultureInfo.InvariantCulture);
        return index < NasBench201Order.Count
            ? NasBench201Genes.FromLexicographic(NasBench201Order.AtIndex[index])
            : throw new FormatException($"Index {index} is not in [0, 15624].");
    }

    public override string Format(ReadOnlySpan<int> genes) => NasBench201Order.IndexOf(genes).ToString(CultureInfo.InvariantCulture);
}
