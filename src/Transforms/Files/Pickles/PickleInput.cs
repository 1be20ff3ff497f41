using System.Buffers.Binary;
using System.Text;

namespace NasPipelines.Files.Pickles;

/// <summary>The bytes of a pickle from start to end; every fault names the file and the position.</summary>
/// <param name="name">The name of the file, and of what in it, for messages.</param>
/// <param name="stream">The content; it is not disposed.</param>
internal sealed class PickleInput(string name, Stream stream)
{
    private const int LongestLine = 1 << 16;

    private readonly byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private long before;

    /// <summary>The bytes that were taken.</summary>
    public long Position => before + start;

    public bool AtEnd => !Fill(1);

    public byte Byte()
    {
        Need(1);
        return buffer[start++];
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
        start += count;
        return buffer.AsSpan(start - count, count);
    }

    /// <summary>Bytes of a claimed length: memory is taken as they arrive.</summary>
    public byte[] Bytes(ulong count, long most)
    {
        if (count > (ulong)Math.Min(most, Array.MaxLength))
        {
            throw Fault($"a value claims {count} bytes, more than the {Math.Min(most, Array.MaxLength)} that are allowed");
        }

        var bytes = new byte[(int)Math.Min(count, (ulong)buffer.Length)];
        for (var filled = 0; ;)
        {
            for (; filled < bytes.Length;)
            {
                Need(1);
                var part = Math.Min(bytes.Length - filled, end - start);
                buffer.AsSpan(start, part).CopyTo(bytes.AsSpan(filled));
                start += part;
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
            var part = (int)Math.Min(count, (ulong)(end - start));
            start += part;
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

    public InvalidDataException Fault(string what, Exception? cause = null) => new($"{name}, byte {Position}: {what}", cause);

    private void Need(int count)
    {
        if (end - start < count && !Fill(count))
        {
            throw Fault($"the content ends too early, inside a value or before the end ({end - start} of {count} bytes left)");
        }
    }

    private bool Fill(int count)
    {
        if (end - start >= count)
        {
            return true;
        }

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        before += start;
        end -= start;
        start = 0;
        end += stream.ReadAtLeast(buffer.AsSpan(end), count - end, throwOnEndOfStream: false);
        return end >= count;
    }
}
