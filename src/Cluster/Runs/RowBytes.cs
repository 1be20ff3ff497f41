using NasPipelines.Scoring;

namespace NasPipelines.Cluster.Runs;

/// <summary>The row of an architecture as bytes: what a journal keeps of it, and nothing that names a type.</summary>
internal static class RowBytes
{
    /// <summary>A row as bytes.</summary>
    public static byte[] Of(ScoreRow row)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            writer.Write(row.Failed);
            writer.Write7BitEncodedInt(row.Values.Length);
            for (var i = 0; i < row.Values.Length; i++)
            {
                var reason = row.Values[i].Reason;
                writer.Write(reason is not null);
                if (reason is null)
                {
                    writer.Write(row.Values[i].Value);
                }
                else
                {
                    writer.Write(reason);
                }

                writer.Write(row.Seconds[i]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The row of an architecture that was given up.</summary>
    public static byte[] Failure(int columns, string reason) =>
        Of(new ScoreRow(Enumerable.Repeat(ScoreValue.Missing(reason), columns)) { Failed = true });

    /// <summary>Whether the row is of a failure.</summary>
    public static bool IsFailure(byte[] bytes) => bytes is [not 0, ..];

    /// <summary>A row from bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="columns">How many values it must have.</param>
    /// <exception cref="InvalidDataException">They are no such row.</exception>
    public static ScoreRow Read(byte[] bytes, int columns)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes));
            var failed = reader.ReadBoolean();
            var count = reader.Read7BitEncodedInt();
            if (count != columns)
            {
                throw new InvalidDataException($"A row of {columns} scores was expected from the cluster, and one of {count} came.");
            }

            var (values, seconds) = (new ScoreValue[count], new double[count]);
            for (var i = 0; i < count; i++)
            {
                values[i] = reader.ReadBoolean() ? ScoreValue.Missing(reader.ReadString()) : reader.ReadDouble();
                seconds[i] = reader.ReadDouble();
            }

            return reader.BaseStream.Position == bytes.Length
                ? new ScoreRow(values, seconds) { Failed = failed }
                : throw new InvalidDataException("A row from the cluster goes on after its end.");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("A row from the cluster ends before its end.", e);
        }
    }
}
