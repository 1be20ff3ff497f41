using static System.FormattableString;

namespace NasPipelines.Files.Pickles;

/// <summary>A global that pickles may name: what calling it and setting its state make of data. Nothing else can be called.</summary>
/// <param name="Name">Module and name, with a dot between.</param>
/// <param name="Call">The value made of arguments; null where the global is only named.</param>
/// <param name="Build">Sets the state of a value that the call made; null where there is none.</param>
internal sealed record PickleGlobal(
    string Name, Func<PickleArguments, PickleValue>? Call = null, Action<PickleValue, PickleArguments>? Build = null)
{
    public override string ToString() => Name;
}

/// <summary>The arguments of a call, checked as they are taken.</summary>
/// <param name="Global">The global that is called, for messages.</param>
/// <param name="Items">The arguments.</param>
/// <param name="Budget">Counts what is made of them, before it is made.</param>
internal readonly record struct PickleArguments(string Global, PickleValue[] Items, MemoryBudget Budget)
{
    public int Count => Items.Length;

    public long Integer(int index, long low, long high) =>
        At(index) is { Kind: PickleKind.Integer } value && value.Integer >= low && value.Integer <= high
            ? value.Integer
            : throw Wrong(index, Invariant($"a whole number in [{low}, {high}]"));

    public bool Boolean(int index) =>
        At(index) is { Kind: PickleKind.Boolean or PickleKind.Integer } value ? value.Integer != 0 : throw Wrong(index, "a truth value");

    public string Text(int index) => At(index).Content as string ?? throw Wrong(index, "a text");

    /// <summary>Bytes, or a text of Python 2, whose characters are bytes.</summary>
    public byte[] Bytes(int index)
    {
        if (At(index).Content is byte[] bytes)
        {
            return bytes;
        }

        if (At(index).Content is not string text || text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            throw Wrong(index, "bytes");
        }

        Budget.Take(PickleSize.Array + text.Length);
        return System.Text.Encoding.Latin1.GetBytes(text);
    }

    public T Content<T>(int index, string what)
        where T : class => At(index).Content as T ?? throw Wrong(index, what);

    /// <summary>The whole numbers of a tuple.</summary>
    public long[] Integers(int index, int most, long low, long high)
    {
        var items = Content<PickleTuple>(index, "a tuple of whole numbers").Items;
        if (items.Length > most || Array.Exists(items, i => i.Kind != PickleKind.Integer || i.Integer < low || i.Integer > high))
        {
            throw Wrong(index, Invariant($"a tuple of at most {most} whole numbers in [{low}, {high}]"));
        }

        Budget.Take(PickleSize.Array + (sizeof(long) * items.Length));
        return Array.ConvertAll(items, item => item.Integer);
    }

    public PickleValue At(int index) => index < Items.Length
        ? Items[index]
        : throw new InvalidDataException($"{Global} needs at least {index + 1} arguments (found {Items.Length})");

    private InvalidDataException Wrong(int index, string what) =>
        new($"{Global}: argument {index + 1} must be {what} (was {Items[index]})");
}
