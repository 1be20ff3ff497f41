namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// Walks Thrift's compact protocol, as far as Parquet uses it, without believing a count that does not fit into the bytes there.
/// </summary>
internal ref struct ThriftWalk(ReadOnlySpan<byte> bytes, Span<long> numbers = default)
{
    private const byte True = 1;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly Span<long> _numbers = numbers;
    private int _at;

    /// <summary>Where the walk stands.</summary>
    public readonly int Position => _at;

    /// <summary>The places of the fields that are marked.</summary>
    public List<int> Marks { get; } = [];

    /// <summary>Walks a structure; the result has a bit for each of its fields below 31.</summary>
    public int Structure(ThriftShape shape, int depth)
    {
        var present = 0;
        if (depth == 0)
        {
            throw Damage("it is nested too deeply");
        }

        for (var id = 0; ;)
        {
            var head = Byte();
            if (head == 0)
            {
                return present;
            }

            var type = (byte)(head & 0xF);
            var step = head >> 4;
            id = step > 0 ? id + step : FieldId();
            present |= id < 31 ? 1 << id : 0;
            foreach (var field in shape.Fields)
            {
                if (field.Id == id && field.Type != type && !(field.Type == ThriftShape.Bool && type == True))
                {
                    throw Damage($"field {id} has type {type} instead of {field.Type}");
                }
            }

            if (id == shape.Mark && step == id)
            {
                Marks.Add(_at - 1);
            }

            var inside = Array.Find(shape.Inside, entry => entry.Id == id);
            var number = Value(type, inside.Element, inside.Inner ?? ThriftShape.Empty, depth);
            if (shape.Slot > 0 && id is > 0 and < 9)
            {
                _numbers[shape.Slot + id] = number;
            }
        }
    }

    private long Value(byte type, byte element, ThriftShape inner, int depth)
    {
        switch (type)
        {
            case True: return 1; // a boolean lies in the field's head
            case ThriftShape.Bool: return 0;
            case ThriftShape.I8: Skip(1); break;
            case ThriftShape.I16 or ThriftShape.I32 or ThriftShape.I64:
                var coded = Varint();
                return (long)(coded >> 1) ^ -(long)(coded & 1);
            case ThriftShape.Float: Skip(8); break;
            case ThriftShape.Binary: Skip(Varint()); break;
            case ThriftShape.List: Elements(element, inner, depth); break;
            case ThriftShape.Struct: Structure(inner, depth - 1); break;
            default: throw Damage($"type {type} is none of Parquet's");
        }

        return 0;
    }

    private void Elements(byte element, ThriftShape inner, int depth)
    {
        var head = Byte();
        var count = head >> 4 is var few && few < 15 ? (ulong)few : Varint();
        var type = (byte)(head & 0xF);
        if (element != 0 && type != element)
        {
            throw Damage($"a list has elements of type {type} instead of {element}");
        }

        for (Fits(count); count > 0; count--)
        {
            Element(type, inner, depth - 1);
        }
    }

    private void Element(byte type, ThriftShape inner, int depth)
    {
        if (depth <= 0)
        {
            throw Damage("it is nested too deeply");
        }

        // Inside a list a boolean takes a byte of its own.
        Value(type is True or ThriftShape.Bool ? ThriftShape.I8 : type, 0, inner, depth);
    }

    // A number beyond 16 bits would be another field to a reader that cuts it.
    private int FieldId() => Varint() is var coded && (coded & 1) == 0 && coded >> 1 is > 0 and <= (ulong)short.MaxValue
        ? (int)(coded >> 1)
        : throw Damage("a field has no number");

    private void Fits(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at))
        {
            throw Damage($"it counts {count} elements in {_bytes.Length - _at} bytes");
        }
    }

    private byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Damage("it ends too early");

    private void Skip(ulong count)
    {
        Fits(count);
        _at += (int)count;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damage("a number is longer than 64 bits");
    }

    private readonly InvalidDataException Damage(string what) => new($"damaged metadata at byte {_at} of {_bytes.Length}: {what}");
}
