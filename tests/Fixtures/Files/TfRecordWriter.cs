using System.Buffers.Binary;
using System.Numerics;

namespace NasPipelines.Fixtures.Files;

/// <summary>Writes TFRecord files: length, masked CRC-32C of the length, payload, masked CRC-32C of the payload.</summary>
/// <param name="stream">Where to; it is not disposed.</param>
public sealed class TfRecordWriter(Stream stream)
{
    private readonly byte[] _number = new byte[8];

    /// <summary>Writes a record.</summary>
    public void Write(ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_number, (ulong)payload.Length);
        stream.Write(_number);
        WriteCrc(_number);
        stream.Write(payload);
        WriteCrc(payload);
    }

    private void WriteCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc = BitOperations.Crc32C(crc, next);
        }

        Span<byte> masked = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, BitOperations.RotateRight(~crc, 15) + 0xA282EAD8);
        stream.Write(masked);
    }
}
