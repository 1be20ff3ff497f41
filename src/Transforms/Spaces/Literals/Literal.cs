using System.Globalization;
using NasPipelines.Files;

namespace NasPipelines.Spaces.Literals;

/// <summary>A value as Python or JSON write it, whatever it was wrapped in.</summary>
internal sealed class Literal
{
    private const int LongestShown = 60;

    private Literal(LiteralKind kind, string notation, string text)
    {
        Kind = kind;
        Notation = notation;
        Text = text;
    }

    public LiteralKind Kind { get; }

    /// <summary>How it was written, with its article, for messages: "a tuple", "a NumPy array".</summary>
    public string Notation { get; }

    /// <summary>The text or word; a number as it was written.</summary>
    public string Text { get; }

    /// <summary>The value of a number.</summary>
    public double Value { get; private init; }

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<Literal> Items { get; private init; } = [];

    /// <summary>The values of a map by name, in the order they were written.</summary>
    public IReadOnlyDictionary<string, Literal> Entries { get; private init; } = new Dictionary<string, Literal>();

    /// <summary>The number where it is a whole one of 32 bits, else null.</summary>
    public int? Integer => Kind == LiteralKind.Number && Value is >= int.MinValue and <= int.MaxValue && Value == Math.Floor(Value)
        ? (int)Value
        : null;

    /// <summary>The value as messages show it.</summary>
    public string Shown => Kind switch
    {
        LiteralKind.List => string.Create(CultureInfo.InvariantCulture, $"{Notation} of {Items.Count}"),
        LiteralKind.Map => Notation,
        _ => ShownText.Of(Text, LongestShown),
    };

    public static Literal OfNumber(double value, string written) => new(LiteralKind.Number, "a number", written) { Value = value };

    public static Literal OfText(string text) => new(LiteralKind.Text, "a text", text);

    public static Literal OfName(string name) => new(LiteralKind.Name, "a word", name);

    public static Literal OfList(IReadOnlyList<Literal> items, string notation) =>
        new(LiteralKind.List, notation, string.Empty) { Items = items };

    public static Literal OfMap(IReadOnlyDictionary<string, Literal> entries, string notation) =>
        new(LiteralKind.Map, notation, string.Empty) { Entries = entries };

    /// <summary>The value of a key of a map.</summary>
    /// <exception cref="FormatException">There is no such key.</exception>
    public Literal Entry(string key) => Entries.GetValueOrDefault(key) ?? throw new FormatException($"the key '{key}' is missing.");

    /// <summary>The whole numbers of a list.</summary>
    /// <exception cref="FormatException">It is no list of whole numbers.</exception>
    public int[] Integers(string what) => Kind == LiteralKind.List
        ? [.. Items.Select(item => item.Integer ?? throw new FormatException($"{what}: '{item.Shown}' is no whole number."))]
        : throw new FormatException($"{what} is {Notation}, expected a list of whole numbers.");

    /// <summary>How many lists there are, this one and those within it.</summary>
    public int CountLists() => Kind == LiteralKind.List ? 1 + Items.Sum(item => item.CountLists()) : 0;
}
