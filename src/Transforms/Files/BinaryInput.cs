using System.Buffers.Binary;
using System.Text;
using static System.FormattableString;

namespace NasPipelines.Files;

/// <summary>
/// The bytes of a file from start to end; every fault names the file and the position. Memory follows what arrives, not what lengths claim.
/// </summary>
/// <param name="name">The name of the file, and of what in it, for messages.</param>
/// <param name="stream">The content; it is not disposed.</param>
internal sealed class BinaryInput(string name, Stream stream)
{
    private const int LongestLine = 1 << 16;
    private const int LongestMessage = 2000;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _before;

    /// <summary>The bytes that were taken.</summary>
    public long Position => _before + _start;

    public bool AtEnd => !Fill(1);

    public byte Byte()
    {
        Need(1);
        return _buffer[_start++];
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Short(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Short(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Short(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Short(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Short(8));

    /// <summary>At most as many bytes as the buffer holds; they are valid until the next call.</summary>
    public ReadOnlySpan<byte> Short(int count)
    {
        Need(count);
        _start += count;
        return _buffer.AsSpan(_start - count, count);
    }

    /// <summary>Bytes of a claimed length: memory is taken as they arrive.</summary>
    public byte[] Bytes(ulong count, long most)
    {
        if (count > (ulong)Math.Min(most, Array.MaxLength))
        {
            throw Fault($"a value claims {count} bytes, more than the {Math.Min(most, Array.MaxLength)} that are allowed");
        }

        var bytes = new byte[(int)Math.Min(count, (ulong)_buffer.Length)];
        for (var filled = 0; ;)
        {
            for (; filled < bytes.Length;)
            {
                Need(1);
                var part = Math.Min(bytes.Length - filled, _end - _start);
                _buffer.AsSpan(_start, part).CopyTo(bytes.AsSpan(filled));
                _start += part;
                filled += part;
            }

            if ((ulong)bytes.Length == count)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(count, 2UL * (ulong)bytes.Length));
        }
    }

    public void Skip(ulong count)
    {
        while (count > 0)
        {
            Need(1);
            var part = (int)Math.Min(count, (ulong)(_end - _start));
            _start += part;
            count -= (ulong)part;
        }
    }

    /// <summary>The text up to a line break.</summary>
    public string Line()
    {
        var line = new StringBuilder();
        for (var next = Byte(); next != '\n'; next = Byte())
        {
            if (line.Length == LongestLine)
            {
                throw Fault($"a line is longer than {LongestLine} bytes");
            }

            line.Append((char)next);
        }

        return line.ToString().TrimEnd('\r');
    }

    public InvalidDataException Fault(string what, Exception? cause = null) =>
        new(Invariant($"{name}, byte {Position}: {ShownText.Of(what, LongestMessage)}"), cause);

    private void Need(int count)
    {
        if (_end - _start < count && !Fill(count))
        {
            throw Fault($"the content ends too early, inside a value or before the end ({_end - _start} of {count} bytes left)");
        }
    }

    private bool Fill(int count)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _before += _start;
        _end -= _start;
        _start = 0;
        _end += stream.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
        return _end >= count;
    }
}
