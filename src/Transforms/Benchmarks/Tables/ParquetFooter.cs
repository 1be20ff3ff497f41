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

    /// <summary>
    /// Checks a file; the stream ends at its start again. The result is the places of the bytes that say a column holds half floats.
    /// </summary>
    /// <exception cref="InvalidDataException">It has not the frame of a Parquet file, or its metadata is damaged.</exception>
    public static IReadOnlyList<long> Check(Stream file)
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
        var walk = new ThriftWalk(metadata);
        if ((walk.Structure(ParquetShapes.FileMetaData, Deepest) & RequiredFields) != RequiredFields)
        {
            throw new InvalidDataException("damaged metadata: version, schema, rows and row groups are needed");
        }

        return [.. walk.Marks.Select(mark => file.Length - 8 - length + mark)];
    }
}
