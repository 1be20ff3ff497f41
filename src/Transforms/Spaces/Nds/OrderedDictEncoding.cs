using System.Globalization;
using System.Text.RegularExpressions;

namespace NasPipelines.Spaces.Nds;

/// <summary>aw_nas: Python's text of an OrderedDict.</summary>
internal sealed partial class OrderedDictEncoding(NdsGenes layout) : ArchitectureEncoding
{
    private static readonly string[] Keys = ["depths", "widths", "bot_muls", "num_groups"];

    public override string Name => "ordered_dict";

    public override string Description => $"OrderedDict([('depths.0', 1), … {string.Join(", ", Keys[..layout.Kinds])}, each .0 to .2])";

    public override bool Recognises(ReadOnlySpan<char> text) => text.StartsWith("OrderedDict");

    public override int[] Parse(string text)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (Match pair in Pair().Matches(text))
        {
            if (!values.TryAdd(pair.Groups[1].Value, double.Parse(pair.Groups[2].Value, CultureInfo.InvariantCulture)))
            {
                throw new FormatException($"'{text}': {pair.Groups[1].Value} is given twice.");
            }
        }

        string[] names = [.. Names()];
        var unknown = values.Keys.Except(names).ToList();
        var missing = names.Except(values.Keys).ToList();
        return unknown.Count + missing.Count == 0
            ? layout.GenesOf(names.Select(name => values[name]))
            : throw new FormatException(
                $"'{text}' is not {Description}: {(missing.Count > 0 ? $"{missing[0]} is missing" : $"{unknown[0]} is not of this space")}"
                    + ".");
    }

    public override string Format(ReadOnlySpan<int> genes) =>
        $"OrderedDict([{string.Join(", ", Names().Zip(layout.ValuesOf(genes), (name, value) => $"('{name}', {Python(name, value)})"))}])";

    private IEnumerable<string> Names() =>
        Keys.Take(layout.Kinds).SelectMany(key => Enumerable.Range(0, NdsGenes.Stages).Select(stage => $"{key}.{stage}"));

    private static string Python(string name, double value) =>
        value.ToString(name.StartsWith(Keys[2], StringComparison.Ordinal) ? "0.0#" : "0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(\s*['""]([a-z_]+\.\d)['""]\s*,\s*(\d{1,4}(?:\.\d{1,4})?)\s*\)")]
    private static partial Regex Pair();
}
