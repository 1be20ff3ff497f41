using System.Globalization;
using NasPipelines.Files;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.Nds;

/// <summary>aw_nas: an OrderedDict of Python.</summary>
internal sealed class OrderedDictEncoding(NdsGenes layout) : LiteralEncoding
{
    private static readonly string[] Keys = ["depths", "widths", "bot_muls", "num_groups"];

    public override string Name => "ordered_dict";

    public override string Description => $"OrderedDict([('depths.0', 1), … {string.Join(", ", Keys[..layout.Kinds])}, each .0 to .2])";

    public override string Notation => "aw_nas's dictionary";

    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.Map && !JobEncoding.IsNet(literal);

    public override int[] Read(Literal literal)
    {
        string[] names = [.. Names()];
        var unknown = literal.Entries.Keys.Except(names).FirstOrDefault();
        var missing = names.Except(literal.Entries.Keys).FirstOrDefault();
        return unknown is null && missing is null
            ? layout.GenesOf(names.Select(name => literal.Entries[name] is { Kind: LiteralKind.Number } number
                ? number.Value
                : throw new FormatException($"{name}: '{literal.Entries[name].Shown}' is no number.")))
            : throw new FormatException($"it is not {Description}: "
                + $"{(missing is not null ? $"{missing} is missing" : $"{ShownText.Of(unknown)} is not of this space")}.");
    }

    public override string Format(ReadOnlySpan<int> genes) =>
        $"OrderedDict([{string.Join(", ", Names().Zip(layout.ValuesOf(genes), (name, value) => $"('{name}', {Python(name, value)})"))}])";

    private IEnumerable<string> Names() =>
        Keys.Take(layout.Kinds).SelectMany(key => Enumerable.Range(0, NdsGenes.Stages).Select(stage => $"{key}.{stage}"));

    private static string Python(string name, double value) =>
        value.ToString(name.StartsWith(Keys[2], StringComparison.Ordinal) ? "0.0#" : "0", CultureInfo.InvariantCulture);
}
