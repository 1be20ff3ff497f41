using System.Globalization;

namespace NasPipelines.Spaces.NatsSizes;

/// <summary>The channels of the layers, as in the benchmark.</summary>
internal sealed class ChannelsEncoding(NumericChoices choices) : ArchitectureEncoding
{
    public override string Name => "channels";

    public override string Description => "8:16:24:32:40, the channels of the five layers";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Contains(':') && !text.ContainsAny("([{");

    public override int[] Parse(string text)
    {
        var words = text.Split(':');
        return words.Length != choices.Count
            ? throw new FormatException($"expected {choices.Count} channel counts joined by ':', found {words.Length}.")
            : [.. words.Select((word, layer) => int.TryParse(word, CultureInfo.InvariantCulture, out var channels)
                ? choices.GeneOf(layer, channels)
                : throw new FormatException($"'{word}' is not a number of channels."))];
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var channels = new string[genes.Length];
        for (var layer = 0; layer < channels.Length; layer++)
        {
            channels[layer] = NumericChoices.Text(choices.Value(genes, layer));
        }

        return string.Join(':', channels);
    }
}
