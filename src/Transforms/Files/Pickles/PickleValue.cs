using System.Numerics;
using static System.FormattableString;

namespace NasPipelines.Files.Pickles;

/// <summary>What a pickled value is.</summary>
internal enum PickleKind
{
    Absent,
    None,
    Boolean,
    Integer,
    Float,
    Text,
    Bytes,
    LargeInteger,
    List,
    Set,
    Tuple,
    Dictionary,
    Global,
    Data,

    /// <summary>Content that the reader asked not to keep.</summary>
    Skipped,
}

/// <summary>A value of a pickle; numbers are kept in place, everything else by reference, so that sharing is kept.</summary>
internal readonly struct PickleValue
{
    // One object per kind, before the values that use it.
    private static readonly object[] Tags = [.. Enum.GetValues<PickleKind>().Cast<object>()];

    public static readonly PickleValue None = new(PickleKind.None, 0);
    public static readonly PickleValue Skipped = new(PickleKind.Skipped, 0);

    private readonly object? _content;
    private readonly long _bits;

    public PickleValue(object content) => _content = content;

    private PickleValue(PickleKind kind, long bits)
    {
        _content = Tags[(int)kind];
        _bits = bits;
    }

    public PickleKind Kind => _content switch
    {
        null => PickleKind.Absent,
        PickleKind tag => tag,
        string => PickleKind.Text,
        PickleList list => list.IsSet ? PickleKind.Set : PickleKind.List,
        PickleDictionary => PickleKind.Dictionary,
        PickleTuple => PickleKind.Tuple,
        byte[] => PickleKind.Bytes,
        BigInteger => PickleKind.LargeInteger,
        PickleGlobal => PickleKind.Global,
        _ => PickleKind.Data,
    };

    public bool IsSkipped => ReferenceEquals(_content, Tags[(int)PickleKind.Skipped]);

    /// <summary>The object behind the value, or null for a number, a truth value and None.</summary>
    public object? Content => _content is PickleKind ? null : _content;

    /// <summary>The whole number or truth value in place.</summary>
    public long Integer => _bits;

    public double Float => BitConverter.Int64BitsToDouble(_bits);

    public static PickleValue Of(long value) => new(PickleKind.Integer, value);

    public static PickleValue Of(double value) => new(PickleKind.Float, BitConverter.DoubleToInt64Bits(value));

    public static PickleValue Of(bool value) => new(PickleKind.Boolean, value ? 1 : 0);

    /// <summary>
    /// The value as messages show it: what holds others by its kind, since holding is shared and may be deep; a text by its start.
    /// </summary>
    public override string ToString() => Content is PickleTuple { Items: { Length: <= 4 } items }
        ? $"({string.Join(", ", items.Select(item => item.Plain()))})"
        : Plain();

    private string Plain() => Kind switch
    {
        PickleKind.Integer => Invariant($"{_bits}"),
        PickleKind.Boolean => _bits != 0 ? "True" : "False",
        PickleKind.Float => Invariant($"{Float:R}"),
        PickleKind.Text => $"'{ShownText.Of((string)_content!)}'",
        PickleKind.Global => $"{_content}",
        var kind => kind.ToString(),
    };
}
