using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NatsSizes;

/// <summary>The channels of the layers as a list of numbers.</summary>
internal sealed class ChannelListEncoding(NumericChoices choices) : LiteralEncoding
{
    public override string Name => "list";

    public override string Description => "(8, 16, 24, 32, 40), the channels of the five layers";

    public override string Notation => "a list of channels";

    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.List;

    public override int[] Read(Literal literal) => literal.Kind != LiteralKind.List || literal.Items.Count != choices.Count
        ? throw new FormatException($"expected {choices.Count} channel counts, found {literal.Shown}.")
        : [.. literal.Items.Select((item, layer) => choices.GeneOf(
            layer,
            item.Kind == LiteralKind.Number ? item.Value : throw new FormatException($"'{item.Shown}' is not a number of channels.")))];

    public override string Format(ReadOnlySpan<int> genes)
    {
        var channels = new string[genes.Length];
        for (var layer = 0; layer < channels.Length; layer++)
        {
            channels[layer] = NumericChoices.Text(choices.Value(genes, layer));
        }

        return $"({string.Join(", ", channels)})";
    }
}
