using System.Buffers.Binary;
using System.Numerics;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>
/// The records of a TFRecord file: length (8 bytes), its masked CRC-32C, payload, its masked CRC-32C. A length is believed only after its
/// checksum and up to a cap.
/// </summary>
internal sealed class TfRecordReader(string path, Stream stream)
{
    public const int HeaderBytes = 12;
    public const int FooterBytes = 4;
    public const int LongestPayload = 1 << 20;

    private byte[] _buffer = new byte[1 << 18];
    private int _start;
    private int _end;
    private long _position;

    /// <summary>The number of the current record, from 1.</summary>
    public long Record { get; private set; }

    /// <summary>Where the current record is, for messages.</summary>
    public string Where => $"{path}, record {Record} (at byte {_position})";

    /// <summary>The next payload, valid until the next call; false at the end of the file.</summary>
    /// <exception cref="InvalidDataException">The file is truncated here, or a checksum is wrong.</exception>
    public bool Read(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        Record++;
        if (!Fill(HeaderBytes))
        {
            return _end == _start ? false : throw Fault($"{_end - _start} stray bytes where a header of {HeaderBytes} is expected");
        }

        var header = _buffer.AsSpan(_start, HeaderBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
        Require(BinaryPrimitives.ReadUInt32LittleEndian(header[8..]), MaskedCrc(header[..8]), "length");
        if (length > LongestPayload)
        {
            throw Fault($"a payload of {length} bytes, more than the {LongestPayload} of any benchmark's record");
        }

        var size = HeaderBytes + (int)length + FooterBytes;
        if (!Fill(size))
        {
            throw Fault($"the file ends inside the record: {_end - _start} of its {size} bytes are there, {Record - 1} records precede it");
        }

        payload = _buffer.AsSpan(_start + HeaderBytes, (int)length);
        Require(BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_start + size - FooterBytes)), MaskedCrc(payload), "data");
        _start += size;
        _position += size;
        return true;
    }

    public InvalidDataException Fault(string what) => new($"{Where}: {what}");

    /// <summary>CRC-32C by the processor's instruction where it has one, rotated and shifted as TFRecord stores it.</summary>
    public static uint MaskedCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var next in bytes)
        {
            crc = BitOperations.Crc32C(crc, next);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }

    private void Require(uint stored, uint computed, string what)
    {
        if (stored != computed)
        {
            throw Fault($"the checksum of its {what} is {stored:x8}, the {what} gives {computed:x8}");
        }
    }

    private bool Fill(int count)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        var rest = _buffer.AsSpan(_start, _end - _start);
        if (_buffer.Length < count)
        {
            _buffer = new byte[count];
        }

        rest.CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        _end += stream.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
        return _end >= count;
    }
}
