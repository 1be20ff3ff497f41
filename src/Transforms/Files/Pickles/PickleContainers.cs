namespace NasPipelines.Files.Pickles;

/// <summary>
/// A value that holds others. Once it is held itself, it does not change any more: a pickle without cycles never asks for it, and so
/// there are no cycles and <see cref="Depth"/> is exact.
/// </summary>
internal abstract class PickleContainer
{
    /// <summary>The levels of containers below and including this one.</summary>
    public int Depth { get; protected set; } = 1;

    /// <summary>Whether another container holds this one.</summary>
    public bool IsHeld { get; private set; }

    protected void Hold(PickleValue value)
    {
        if (value.Content is PickleContainer inner)
        {
            inner.IsHeld = true;
            Depth = Math.Max(Depth, inner.Depth + 1);
        }
    }
}

/// <summary>A list or a set, in the order of writing.</summary>
internal sealed class PickleList(bool isSet = false) : PickleContainer
{
    private readonly List<PickleValue> _items = [];

    public bool IsSet => isSet;

    public IReadOnlyList<PickleValue> Items => _items;

    public void Add(PickleValue value)
    {
        Hold(value);
        _items.Add(value);
    }
}

/// <summary>A tuple.</summary>
internal sealed class PickleTuple : PickleContainer
{
    public static readonly PickleTuple Empty = new([]);

    public PickleTuple(PickleValue[] items)
    {
        Items = items;
        foreach (var item in items)
        {
            Hold(item);
        }
    }

    public PickleValue[] Items { get; }
}

/// <summary>A dictionary, ordered or not, in the order of writing; of equal keys the last one counts.</summary>
internal sealed class PickleDictionary : PickleContainer
{
    private readonly List<(PickleValue Key, PickleValue Value)> _entries = [];

    public IReadOnlyList<(PickleValue Key, PickleValue Value)> Entries => _entries;

    public void Set(PickleValue key, PickleValue value)
    {
        Hold(key);
        Hold(value);
        _entries.Add((key, value));
    }

    /// <summary>The value of a text key; absent where there is none.</summary>
    public PickleValue Find(string key)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].Key.Content is string text && text == key)
            {
                return _entries[i].Value;
            }
        }

        return default;
    }
}
