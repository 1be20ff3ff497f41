using System.Collections.Frozen;
using System.Globalization;

namespace NasPipelines.Spaces.Literals;

/// <summary>
/// What calls stand for: wrapped numbers and texts, arrays, ranges, dictionaries; any other call is a record of its names.
/// </summary>
internal static class LiteralCalls
{
    private const int LongestRange = 1000;

    private static readonly FrozenSet<string> Scalars = FrozenSet.ToFrozenSet(
    [
        "int", "int8", "int16", "int32", "int64", "intc", "intp", "int_", "long", "longlong", "uint8", "uint16", "uint32", "uint64",
        "uintp", "float", "float16", "float32", "float64", "float_", "half", "single", "double", "bool", "bool_", "str", "str_", "bytes_",
        "unicode_",
    ]);

    private static readonly FrozenSet<string> Arrays =
        FrozenSet.ToFrozenSet(["array", "asarray", "ndarray", "tensor", "Tensor", "IntTensor", "LongTensor", "FloatTensor"]);

    private static readonly FrozenSet<string> Containers = FrozenSet.ToFrozenSet(["list", "tuple", "set", "frozenset", "sorted", "deque"]);

    private static readonly FrozenSet<string> Maps = FrozenSet.ToFrozenSet(
    [
        "dict", "OrderedDict", "defaultdict", "mappingproxy", "frozendict", "FrozenDict", "AttrDict", "EasyDict", "DotMap", "Namespace",
        "namespace", "SimpleNamespace",
    ]);

    public static Literal Meaning(string name, List<Literal> items, Dictionary<string, Literal> entries) => LiteralNames.Short(name) switch
    {
        var scalar when Scalars.Contains(scalar) => Only(name, items, LiteralKind.Number, LiteralKind.Text),
        var array when Arrays.Contains(array) => Array(name, Only(name, items, LiteralKind.List, LiteralKind.Number)),
        var container when Containers.Contains(container) => items.Count == 0
            ? Literal.OfList([], Called(name))
            : Literal.OfList(Only(name, items, LiteralKind.List).Items, Called(name)),
        "range" or "arange" => Range(name, items),
        var map when Maps.Contains(map) => Map(name, items, entries),
        "Configuration" when entries.Count == 0 || entries.ContainsKey("values") => Map(name, items, entries),
        _ => Record(name, items, entries),
    };

    private static string Called(string name) => $"{Files.ShownText.Of(name)}(…)";

    private static Literal Only(string name, List<Literal> items, params LiteralKind[] kinds) =>
        items.Count >= 1 && kinds.Contains(items[0].Kind)
            ? items[0]
            : throw new FormatException($"{Called(name)} holds {(items.Count == 0 ? "nothing" : items[0].Notation)}, which is not read.");

    private static Literal Array(string name, Literal content) =>
        content.Kind == LiteralKind.List ? Literal.OfList(content.Items, Called(name)) : content;

    private static Literal Range(string name, List<Literal> items)
    {
        var numbers = items.Select(item => item.Integer).ToList();
        if (items.Count is < 1 or > 3 || numbers.Contains(null) || (items.Count == 3 && numbers[2] <= 0))
        {
            throw new FormatException($"{Called(name)} must have one to three whole numbers.");
        }

        var (start, end, step) = items.Count == 1
            ? (0, numbers[0]!.Value, 1)
            : (numbers[0]!.Value, numbers[1]!.Value, numbers.ElementAtOrDefault(2) ?? 1);
        var count = Math.Max(0, ((long)end - start + step - 1) / step);
        return count > LongestRange
            ? throw new FormatException($"{Called(name)} has more than {LongestRange} values.")
            : Literal.OfList(
                [.. Enumerable.Range(0, (int)count).Select(i => Number(start + (i * step)))],
                $"{LiteralNames.Short(name)}({string.Join(", ", numbers)})");
    }

    private static Literal Number(int value) => Literal.OfNumber(value, value.ToString(CultureInfo.InvariantCulture));

    // A dictionary of a dictionary, of pairs, or of names.
    private static Literal Map(string name, List<Literal> items, Dictionary<string, Literal> entries)
    {
        var inner = entries.Count == 1 && entries.TryGetValue("values", out var values) && values.Kind == LiteralKind.Map
            ? values
            : items.LastOrDefault(item => item.Kind is LiteralKind.Map or LiteralKind.List);
        var all = inner is { Kind: LiteralKind.List } ? LiteralMaps.OfPairs(inner) : new(inner?.Entries ?? entries, StringComparer.Ordinal);
        if (inner is not null && !ReferenceEquals(inner, entries.GetValueOrDefault("values")))
        {
            foreach (var (key, value) in entries)
            {
                LiteralMaps.Add(all, key, value);
            }
        }

        return Literal.OfMap(all, Called(name));
    }

    private static Literal Record(string name, List<Literal> items, Dictionary<string, Literal> entries)
    {
        for (var i = 0; i < items.Count; i++)
        {
            LiteralMaps.Add(entries, i.ToString(CultureInfo.InvariantCulture), items[i]);
        }

        return Literal.OfMap(entries, Called(name));
    }
}
