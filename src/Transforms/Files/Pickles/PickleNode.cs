using static System.FormattableString;

namespace NasPipelines.Files.Pickles;

/// <summary>
/// Something is needed that the reader asked not to keep: another place of the pickle shares it. Reading again without skipping helps.
/// </summary>
internal sealed class SkippedContentException(string message) : Exception(message);

/// <summary>A value of a pickle with the way to it, so that whatever is wrong with it is said with its place.</summary>
/// <param name="parent">What holds it; null for the whole.</param>
/// <param name="step">The step from there, or the file's name.</param>
/// <param name="value">The value.</param>
internal sealed class PickleNode(PickleNode? parent, string step, PickleValue value)
{
    private const int LongestMessage = 2000;

    private readonly PickleNode? _parent = parent;

    public PickleNode(string file, PickleValue value)
        : this(null, file, value)
    {
    }

    public PickleValue Value => value;

    public bool IsNone => value.Kind == PickleKind.None;

    /// <summary>The value of a key.</summary>
    /// <exception cref="InvalidDataException">This is no dictionary, or it has no such key.</exception>
    public PickleNode this[string key] => Find(key) ?? throw Fault($"'{key}' is missing");

    public long Integer => Kept.Kind == PickleKind.Integer ? value.Integer : throw Wrong("a whole number");

    /// <summary>A finite number.</summary>
    public double Number => Kept.Kind switch
    {
        PickleKind.Integer => value.Integer,
        PickleKind.Float when double.IsFinite(value.Float) => value.Float,
        _ => throw Wrong("a finite number"),
    };

    public string Text => Kept.Content as string ?? throw Wrong("a text");

    public PickleDictionary Dictionary => Kept.Content as PickleDictionary ?? throw Wrong("a dictionary");

    /// <summary>The entries of a dictionary.</summary>
    public IEnumerable<(PickleNode Key, PickleNode Value)> Entries =>
        Dictionary.Entries.Select(entry => (Child("key", entry.Key), Child($"[{entry.Key}]", entry.Value)));

    /// <summary>The items of a list or tuple.</summary>
    public IEnumerable<PickleNode> Items => Kept.Content switch
    {
        PickleList list => list.Items.Select((item, i) => Child(Invariant($"[{i}]"), item)),
        PickleTuple tuple => tuple.Items.Select((item, i) => Child(Invariant($"[{i}]"), item)),
        _ => throw Wrong("a list"),
    };

    private PickleValue Kept => value.IsSkipped ? throw new SkippedContentException($"{Where}: its content was skipped") : value;

    private string Where => _parent is null ? step
        : _parent._parent is null ? $"{_parent.Where}: {step}"
        : $"{_parent.Where}{(step[0] == '[' ? "" : ".")}{step}";

    /// <summary>The value of a key, or null where there is none.</summary>
    public PickleNode? Find(string key) =>
        Dictionary.Find(key) is { Kind: not PickleKind.Absent } found ? Child($"['{key}']", found) : null;

    public InvalidDataException Fault(string what) => new($"{Where}: {ShownText.Of(what, LongestMessage)}");

    private InvalidDataException Wrong(string expected) => Fault($"{expected} is expected, {value} was found");

    private PickleNode Child(string name, PickleValue child) => new(this, name, child);
}
