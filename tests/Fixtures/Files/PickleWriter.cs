using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace NasPipelines.Fixtures.Files;

/// <summary>
/// Writes values as pickles of protocol 2 to 4 as Python does: texts, numbers, lists, tuples and dictionaries (lists of pairs here); an
/// object that appears again is referred to.
/// </summary>
public sealed class PickleWriter
{
    private readonly MemoryStream _output;

    private readonly Dictionary<object, uint> _memo = new(ReferenceEqualityComparer.Instance);

    private readonly ISet<PickledId> _ids;

    private PickleWriter(MemoryStream output, ISet<PickledId> ids) => (_output, _ids) = (output, ids);

    /// <summary>The pickle of a value.</summary>
    /// <param name="value">
    /// A <see cref="string"/>, <see cref="int"/>, <see cref="double"/>, <see cref="bool"/>, null, array of objects (a list),
    /// <see cref="ITuple"/>, array of pairs of key and value (a dictionary), or one of the records beside this class.
    /// </param>
    public static byte[] Write(object? value) => Write(value, new HashSet<PickledId>());

    /// <summary>The pickle of a value, with the persistent ids in it.</summary>
    public static byte[] Write(object? value, ISet<PickledId> ids)
    {
        using var output = new MemoryStream();
        var writer = new PickleWriter(output, ids);
        output.Write([0x80, 2]);
        writer.Put(value);
        output.WriteByte((byte)'.');
        return output.ToArray();
    }

    private void Put(object? value)
    {
        if (value is not null && !value.GetType().IsValueType && _memo.TryGetValue(value, out var number))
        {
            Number('j', number);
            return;
        }

        switch (value)
        {
            case null:
                _output.WriteByte((byte)'N');
                return;
            case int whole:
                Number('J', (uint)whole);
                return;
            case long whole:
                _output.Write([0x8A, sizeof(long)]);
                _output.Write(BitConverter.GetBytes(whole));
                return;
            case double real:
                Span<byte> bytes = stackalloc byte[9];
                bytes[0] = (byte)'G';
                BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], real);
                _output.Write(bytes);
                return;
            case bool truth:
                _output.WriteByte((byte)(truth ? 0x88 : 0x89));
                return;
            case PickledGlobal global:
                Global(global);
                return;
            case PickledId id:
                _ids.Add(id);
                Put(id.Items);
                _output.WriteByte((byte)'Q');
                return;
            case PickledObject made:
                Make(made);
                return;
            case string text:
                var encoded = Encoding.UTF8.GetBytes(text);
                Number('X', (uint)encoded.Length);
                _output.Write(encoded);
                Memorise(value);
                return;
            case (object, object)[] pairs:
                _output.WriteByte((byte)'}');
                Memorise(value);
                Marked(pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 }), 'u');
                return;
            case object[] items:
                _output.WriteByte((byte)']');
                Memorise(value);
                Marked(items, 'e');
                return;
            case ITuple tuple:
                Marked(Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), 't');
                return;
            default:
                throw new ArgumentException($"{value.GetType()} is not written", nameof(value));
        }
    }

    private void Global(PickledGlobal global) =>
        _output.Write(Encoding.UTF8.GetBytes($"c{global.Module}\n{global.Name}\n"));

    // A function called, or a new object; then its entries, then its state.
    private void Make(PickledObject made)
    {
        Global(made.Global);
        if (made.Arguments is null)
        {
            _output.Write([(byte)')', 0x81]);
        }
        else
        {
            Put(made.Arguments);
            _output.WriteByte((byte)'R');
        }

        Memorise(made);
        if (made.Entries.Length > 0)
        {
            Marked(made.Entries.SelectMany(pair => new[] { pair.Key, pair.Value }), 'u');
        }

        if (made.State is not null)
        {
            Put(made.State);
            _output.WriteByte((byte)'b');
        }
    }

    private void Marked(IEnumerable<object?> items, char end)
    {
        _output.WriteByte((byte)'(');
        foreach (var item in items)
        {
            Put(item);
        }

        _output.WriteByte((byte)end);
    }

    private void Memorise(object value)
    {
        _memo.Add(value, (uint)_memo.Count);
        Number('r', (uint)_memo.Count - 1);
    }

    private void Number(char code, uint number)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = (byte)code;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[1..], number);
        _output.Write(bytes);
    }
}
