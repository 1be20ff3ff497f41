using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NasPipelines.Architectures;

public sealed partial class NdsSpace
{
    private int Kinds => _choices.Count / Stages;

    /// <summary>The genes of values given kind by kind: depths, widths, bottleneck ratios, groups.</summary>
    private int[] GenesOf(IEnumerable<double> values) => [.. values.Select((value, gene) => _choices.GeneOf(gene, value))];

    private double[] ValuesOf(ReadOnlySpan<int> genes)
    {
        var values = new double[genes.Length];
        for (var gene = 0; gene < values.Length; gene++)
        {
            values[gene] = _choices.Value(genes, gene);
        }

        return values;
    }

    /// <summary>One word, fit for tables and command lines.</summary>
    private sealed class CompactEncoding(NdsSpace space) : ArchitectureEncoding
    {
        private const string Letters = "dwbg";

        public override string Name => "compact";

        public override string Description => space._bottleneck
            ? "d1-2-4/w16-32-64/b0.25-0.5-1/g1-2-4: depths, widths, bottleneck ratios and groups of the three stages"
            : "d1-2-3/w16-24-32: depths and widths of the three stages";

        public override bool Recognises(ReadOnlySpan<char> text) => text.StartsWith("d") && text.Contains('/');

        public override int[] Parse(string text)
        {
            var parts = text.Split('/');
            if (parts.Length != space.Kinds || parts.Where((part, i) => !part.StartsWith(Letters[i])).Any())
            {
                throw new FormatException($"'{text}' is not of the form {Description}.");
            }

            return space.GenesOf(parts.SelectMany(part => Numbers(text, part[1..].Split('-'))));
        }

        public override string Format(ReadOnlySpan<int> genes) =>
            string.Join('/', space.ValuesOf(genes).Chunk(Stages).Select((values, kind) => $"{Letters[kind]}{string.Join('-', values)}"));

        private IEnumerable<double> Numbers(string text, string[] words) =>
            words.Length == Stages
                ? words.Select(word => double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : throw new FormatException($"'{text}': '{word}' is not a number."))
                : throw new FormatException($"'{text}': expected {Stages} numbers joined by '-' in each part, as in {Description}.");
    }

    /// <summary>aw_nas: Python's text of an OrderedDict.</summary>
    private sealed partial class OrderedDictEncoding(NdsSpace space) : ArchitectureEncoding
    {
        private static readonly string[] Keys = ["depths", "widths", "bot_muls", "num_groups"];

        public override string Name => "ordered_dict";

        public override string Description => $"OrderedDict([('depths.0', 1), … {string.Join(", ", Keys[..space.Kinds])}, each .0 to .2])";

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
                ? space.GenesOf(names.Select(name => values[name]))
                : throw new FormatException(
                    $"'{text}' is not {Description}: {(missing.Count > 0 ? $"{missing[0]} is missing" : $"{unknown[0]} is not of this space")}.");
        }

        public override string Format(ReadOnlySpan<int> genes) =>
            $"OrderedDict([{string.Join(", ", Names().Zip(space.ValuesOf(genes), (name, value) => $"('{name}', {Python(name, value)})"))}])";

        private IEnumerable<string> Names() => Keys.Take(space.Kinds).SelectMany(key => Enumerable.Range(0, Stages).Select(stage => $"{key}.{stage}"));

        private static string Python(string name, double value) => value.ToString(name.StartsWith(Keys[2], StringComparison.Ordinal) ? "0.0#" : "0");

        [GeneratedRegex(@"\(\s*['""]([a-z_]+\.\d)['""]\s*,\s*(\d{1,4}(?:\.\d{1,4})?)\s*\)")]
        private static partial Regex Pair();
    }

    /// <summary>The description of a network in the published files, whole jobs too; index 0 of each list is the stem.</summary>
    private sealed class JobEncoding(NdsSpace space) : ArchitectureEncoding
    {
        private static readonly string[] Keys = ["ds", "ws", "bot_muls", "num_gs"];

        public override string Name => "json";

        public override string Description =>
            $"{{\"ds\": [1, d1, d2, d3], \"ws\": [16, w1, w2, w3]{(space._bottleneck ? ", \"bot_muls\": [1, …], \"num_gs\": [1, …]" : "")}}}, "
            + "also as \"net\" of a job";

        public override bool Recognises(ReadOnlySpan<char> text) => text.StartsWith("{");

        public override int[] Parse(string text)
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                var net = document.RootElement.TryGetProperty("net", out var inner) ? inner : document.RootElement;
                return net.ValueKind == JsonValueKind.Object
                    ? space.GenesOf(Keys.Take(space.Kinds).SelectMany(key => Numbers(net, key)))
                    : throw new FormatException("\"net\" is no JSON object.");
            }
            catch (JsonException fault)
            {
                throw new FormatException($"The network is no JSON object: {fault.Message}", fault);
            }
        }

        public override string Format(ReadOnlySpan<int> genes) => JsonSerializer.Serialize(
            Keys.Zip(space.ValuesOf(genes).Chunk(Stages), (key, values) => (key, values: (double[])[key == "ws" ? StemWidth : 1, .. values]))
                .ToDictionary(pair => pair.key, pair => pair.values));

        private static IEnumerable<double> Numbers(JsonElement net, string key) =>
            net.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == Stages + 1
            && list.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number)
                ? [.. list.EnumerateArray().Skip(1).Select(value => value.GetDouble())]
                : throw new FormatException($"{key} must be a list of {Stages + 1} numbers, the stem's first.");
    }
}
