using System.Buffers.Binary;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// Checks the metadata at the end of a Parquet file before a reader believes it: its Thrift structure (compact protocol) is walked, and
/// every count must fit into the bytes that follow it. A damaged count otherwise costs a reader hours or all memory.
/// </summary>
internal static class ParquetFooter
{
    private const int Deepest = 16;
    private const int RequiredFields = 0b11110; // 1 version, 2 schema, 3 rows, 4 row groups
    private const byte I16 = 4;
    private const byte I32 = 5;
    private const byte I64 = 6;
    private const byte Binary = 8;
    private const byte List = 9;
    private const byte Struct = 12;

    private static readonly Shape Any = new([]);
    private static readonly Shape SchemaElement = new(
        [(1, I32), (2, I32), (3, I32), (4, Binary), (5, I32), (6, I32), (7, I32), (8, I32), (9, I32), (10, Struct)]);

    private static readonly Shape ColumnMetaData = new(
        [(1, I32), (2, List), (3, List), (4, I32), (5, I64), (6, I64), (7, I64), (8, List), (9, I64), (10, I64), (11, I64), (12, Struct),
            (13, List)],
        (2, I32, null),
        (3, Binary, null),
        (8, Struct, null),
        (13, Struct, null));

    private static readonly Shape ColumnChunk = new(
        [(1, Binary), (2, I64), (3, Struct), (4, I64), (5, I32), (6, I64), (7, I32), (8, Struct), (9, Binary)], (3, 0, ColumnMetaData));

    private static readonly Shape RowGroup = new(
        [(1, List), (2, I64), (3, I64), (4, List), (5, I64), (6, I64), (7, I16)], (1, Struct, ColumnChunk), (4, Struct, null));

    private static readonly Shape FileMetaData = new(
        [(1, I32), (2, List), (3, I64), (4, List), (5, List), (6, Binary), (7, List), (8, Struct), (9, Binary)],
        (2, Struct, SchemaElement),
        (4, Struct, RowGroup),
        (5, Struct, null),
        (7, Struct, null));

    /// <summary>Checks a file; the stream ends at its start again.</summary>
    /// <exception cref="InvalidDataException">It has not the frame of a Parquet file, or its metadata is damaged.</exception>
    public static void Check(Stream file)
    {
        Span<byte> tail = stackalloc byte[8];
        if (file.Length < 12)
        {
            throw new InvalidDataException($"{file.Length} bytes are too few");
        }

        file.Position = 0;
        file.ReadExactly(tail[..4]);
        var starts = tail[..4].SequenceEqual("PAR1"u8);
        file.Position = file.Length - 8;
        file.ReadExactly(tail);
        if (!starts || !tail[4..].SequenceEqual("PAR1"u8))
        {
            throw new InvalidDataException("it must start and end with PAR1");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 1 || length > file.Length - 12)
        {
            throw new InvalidDataException($"metadata of {length} bytes in a file of {file.Length}");
        }

        var metadata = new byte[length];
        file.Position = file.Length - 8 - length;
        file.ReadExactly(metadata);
        file.Position = 0;
        var walk = new Walk(metadata);
        if ((walk.Structure(FileMetaData, Deepest) & RequiredFields) != RequiredFields)
        {
            throw new InvalidDataException("damaged metadata: version, schema, rows and row groups are needed");
        }
    }

    /// <summary>The wire types of a structure's fields, and what lies inside some of them.</summary>
    private sealed record Shape((int Id, byte Type)[] Fields, params (int Id, byte Element, Shape? Inner)[] Inside);

    private ref struct Walk(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;

        /// <summary>Walks a structure; the result has a bit for each of its fields below 31.</summary>
        public int Structure(Shape shape, int depth)
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
                id = head >> 4 is var step && step > 0 ? id + step : (int)(Varint() >> 1);
                present |= id is > 0 and < 31 ? 1 << id : 0;
                foreach (var field in shape.Fields)
                {
                    if (field.Id == id && field.Type != type)
                    {
                        throw Damage($"field {id} has type {type} instead of {field.Type}");
                    }
                }

                var inside = Array.Find(shape.Inside, entry => entry.Id == id);
                Value(type, inside.Element, inside.Inner ?? Any, depth);
            }
        }

        private void Value(byte type, byte element, Shape inner, int depth)
        {
            switch (type)
            {
                case 1 or 2: break; // a boolean lies in the field's head
                case 3: Skip(1); break;
                case I16 or I32 or I64: Varint(); break;
                case 7: Skip(8); break;
                case Binary: Skip(Varint()); break;
                case List or 10: Elements(element, inner, depth); break;
                case 11: Pairs(depth); break;
                case Struct: Structure(inner, depth - 1); break;
                case 13: Skip(16); break;
                default: throw Damage($"type {type} is unknown");
            }
        }

        private void Elements(byte element, Shape inner, int depth)
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
                    Element((byte)(types >> 4), Any, depth - 1);
                    Element((byte)(types & 0xF), Any, depth - 1);
                }
            }
        }

        private void Element(byte type, Shape inner, int depth)
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
}
