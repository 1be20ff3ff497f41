namespace NasPipelines.Benchmarks.Tables;

/// <summary>Walks Thrift's compact protocol without believing a count that does not fit into the bytes there.</summary>
internal ref struct ThriftWalk(ReadOnlySpan<byte> bytes, Span<long> numbers = default)
{
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
            id = step > 0 ? id + step : (int)(Varint() >> 1);
            present |= id is > 0 and < 31 ? 1 << id : 0;
            foreach (var field in shape.Fields)
            {
                if (field.Id == id && field.Type != type)
                {
                    throw Damage($"field {id} has type {type} instead of {field.Type}");
                }
            }

            if (id == shape.Mark && step == id)
            {
                Marks.Add(_at - 1);
            }

            var inside = Array.Find(shape.Inside, entry => entry.Id == id);
            var number = Value(type, inside.Element, inside.Inner ?? ThriftShape.Any, depth);
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
            case 1: return 1; // a boolean lies in the field's head
            case 2: return 0;
            case 3: Skip(1); break;
            case ThriftShape.I16 or ThriftShape.I32 or ThriftShape.I64:
                var coded = Varint();
                return (long)(coded >> 1) ^ -(long)(coded & 1);
            case 7: Skip(8); break;
            case ThriftShape.Binary: Skip(Varint()); break;
            case ThriftShape.List or 10: Elements(element, inner, depth); break;
            case 11: Pairs(depth); break;
            case ThriftShape.Struct: Structure(inner, depth - 1); break;
            case 13: Skip(16); break;
            default: throw Damage($"type {type} is unknown");
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

    private void Pairs(int depth)
    {
        var count = Varint();
        if (count > 0)
        {
            Fits(count);
            for (var types = Byte(); count > 0; count--)
            {
                Element((byte)(types >> 4), ThriftShape.Any, depth - 1);
                Element((byte)(types & 0xF), ThriftShape.Any, depth - 1);
            }
        }
    }

    private void Element(byte type, ThriftShape inner, int depth)
    {
        if (depth <= 0)
        {
            throw Damage("it is nested too deeply");
        }

        // Inside a list a boolean takes a byte of its own.
        Value(type is 1 or 2 ? (byte)3 : type, 0, inner, depth);
    }

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
