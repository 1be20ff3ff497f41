using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasPipelines.Files;

namespace NasPipelines.Spaces.Described;

/// <summary>Takes values out of a description and notes every fault with its place, so that all are told at once.</summary>
internal sealed class DescriptionReader
{
    private readonly JsonObject _object;
    private readonly string _place;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="root">The whole description.</param>
    public DescriptionReader(JsonNode? root)
        : this(root, string.Empty, [])
    {
    }

    private DescriptionReader(JsonNode? node, string place, List<string> faults)
    {
        (_place, Faults) = (place, faults);
        _object = node as JsonObject ?? [];
        if (node is not JsonObject)
        {
            Fault(null, $"must be an object of names and values (was {Shown(node)})");
        }
    }

    public List<string> Faults { get; }

    public bool Has(string name) => _object.ContainsKey(name);

    /// <summary>A text.</summary>
    public string Text(string name, string? missing = null) => Value(name) switch
    {
        null when missing is not null => missing,
        JsonValue value when value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) => text,
        var other => Wrong(name, "a text", other, missing ?? string.Empty),
    };

    /// <summary>One of several words.</summary>
    public string Word(string name, string missing, params string[] known)
    {
        var word = Text(name, missing);
        return known.Contains(word) ? word : Wrong(name, $"one of {string.Join(", ", known)}", _object[name], missing);
    }

    /// <summary>A whole number.</summary>
    public int Integer(string name, int least, int most, int? missing) => Value(name) switch
    {
        null when missing is { } given => given,
        var node => Number(node, whole: true) is { } number && number >= least && number <= most
            ? (int)number
            : Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number in [{least}, {most}]"), node, missing ?? least),
    };

    /// <summary>What can be chosen: a number, or a list of different ones, ascending.</summary>
    public double[] Choices(string name, double least, double most, bool whole, double missing)
    {
        var node = Value(name);
        JsonNode?[] items = node switch { null => [], JsonArray list => [.. list], _ => [node] };
        double?[] numbers = [.. items.Select(item => Number(item, whole))];
        return node is null ? [missing]
            : numbers.Length > 0 && numbers.All(n => n >= least && n <= most) && numbers.Zip(numbers.Skip(1)).All(p => p.First < p.Second)
                ? [.. numbers.OfType<double>()]
                : Wrong<double[]>(name, string.Create(
                    CultureInfo.InvariantCulture,
                    $"a {(whole ? "whole " : string.Empty)}number in [{least}, {most}], or a list of such, from small to large"), node,
                        [missing]);
    }

    /// <summary>A list of texts, at least one, all different.</summary>
    public string[] Texts(string name)
    {
        var node = Value(name);
        string?[] texts = [.. (node as JsonArray ?? []).Select(item => item is JsonValue v && v.TryGetValue<string>(out var t) ? t : null)];
        return texts.Length > 0
            && texts.All(t => !string.IsNullOrWhiteSpace(t))
            && texts.Distinct(StringComparer.Ordinal).Count() == texts.Length
            ? [.. texts.OfType<string>()]
            : Wrong<string[]>(name, "a list of different texts", node, []);
    }

    /// <summary>A list of pairs of whole numbers; null where there is none.</summary>
    public (int From, int To)[]? Pairs(string name)
    {
        if (Value(name) is not { } node)
        {
            return null;
        }

        double?[][] pairs = [.. (node as JsonArray ?? []).Select(
            item => item is JsonArray { Count: 2 } pair ? (double?[])[Number(pair[0], true), Number(pair[1], true)] : [null])];
        return pairs.Length > 0 && pairs.All(p => p.All(n => n is >= 0 and < 1000))
            ? [.. pairs.Select(p => ((int)p[0]!.Value, (int)p[1]!.Value))]
            : Wrong<(int, int)[]?>(name, "a list of pairs of node numbers, such as [[0, 1], [1, 2]]", node, null);
    }

    /// <summary>An object; an empty one where there is none.</summary>
    public DescriptionReader Part(string name) => new(Value(name) ?? new JsonObject(), Place(name), Faults);

    /// <summary>A list of objects, at least one.</summary>
    public IReadOnlyList<DescriptionReader> Parts(string name)
    {
        var node = Value(name);
        return node is JsonArray { Count: > 0 and <= 64 } list
            ? [.. list.Select(
                (item, i) => new DescriptionReader(item, string.Create(CultureInfo.InvariantCulture, $"{Place(name)}[{i}]"), Faults))]
            : Wrong<IReadOnlyList<DescriptionReader>>(name, "a list of 1 to 64 objects", node, []);
    }

    /// <summary>The names that the object has.</summary>
    public IReadOnlyList<string> Names() => [.. _object.Select(member => member.Key)];

    /// <summary>Notes each name that nobody has asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var name in Names().Where(name => !_known.Contains(name)))
        {
            Fault(name, $"is not known here; known: {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }
    }

    public void Fault(string? name, string what) =>
        Faults.Add($"{(name is null ? (_place.Length == 0 ? "the description" : _place) : Place(name))} {what}");

    private JsonNode? Value(string name)
    {
        _known.Add(name);
        return _object[name];
    }

    private string Place(string name) => _place.Length == 0 ? ShownText.Of(name) : $"{_place}.{ShownText.Of(name)}";

    private T Wrong<T>(string name, string wanted, JsonNode? found, T instead)
    {
        Fault(name, found is null ? $"is missing: {wanted}" : $"must be {wanted} (was {Shown(found)})");
        return instead;
    }

    private static double? Number(JsonNode? node, bool whole) =>
        node is JsonValue value
            && value.TryGetValue<double>(out var number)
            && double.IsFinite(number)
            && (!whole || number == Math.Floor(number))
            ? number
            : null;

    private static string Shown(JsonNode? node) => ShownText.Of(node?.ToJsonString(new JsonSerializerOptions()) ?? "null");
}
