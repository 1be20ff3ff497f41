using System.Globalization;

namespace NasPipelines.Spaces.Nds;

/// <summary>One word, fit for tables and command lines.</summary>
internal sealed class CompactEncoding(NdsGenes layout) : ArchitectureEncoding
{
    private const string Letters = "dwbg";

    public override string Name => "compact";

    public override string Description => layout.HasBottlenecks
        ? "d1-2-4/w16-32-64/b0.25-0.5-1/g1-2-4: depths, widths, bottleneck ratios and groups of the three stages"
        : "d1-2-3/w16-24-32: depths and widths of the three stages";

    public override bool Recognises(ReadOnlySpan<char> text) => text.StartsWith("d") && text.Contains('/');

    public override int[] Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != layout.Kinds || parts.Where((part, i) => !part.StartsWith(Letters[i])).Any())
        {
            throw new FormatException($"it is not of the form {Description}.");
        }

        return layout.GenesOf(parts.SelectMany(part => Numbers(text, part[1..].Split('-'))));
    }

    public override string Format(ReadOnlySpan<int> genes) =>
        string.Join('/', layout.ValuesOf(genes).Chunk(NdsGenes.Stages).Select(
            (values, kind) => $"{Letters[kind]}{string.Join('-', values.Select(NumericChoices.Text))}"));

    private IEnumerable<double> Numbers(string text, string[] words) =>
        words.Length == NdsGenes.Stages
            ? words.Select(word => double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new FormatException($"'{word}' is not a number."))
            : throw new FormatException($"expected {NdsGenes.Stages} numbers joined by '-' in each part, as in {Description}.");
}
