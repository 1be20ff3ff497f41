using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Trainers.WeightSharing.Checkpoints;

/// <summary>
/// The file of a checkpoint: a line that names the format, the SHA-256 of the rest in hexadecimal, then the header as JSON and arrays, each
/// with its name; lengths are 32-bit, numbers little-endian.
/// </summary>
internal static class SupernetCheckpointFile
{
    private const string Magic = "NasPipelines.Supernet/1\n";
    private const int HashLength = 64;
    private const long LargestFile = 4L << 30;
    private const int LargestHeader = 256 << 20;
    private const int LongestName = 4096;
    private const int LongestMessage = 1000;

    // Probes may measure what is not a number.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static void Write(string path, SupernetCheckpoint checkpoint)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        OutputFile.WriteWhole(path, file =>
        {
            file.Write(Encoding.ASCII.GetBytes(Magic + new string('0', HashLength)));
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            WriteBody(checkpoint, bytes =>
            {
                hash.AppendData(bytes);
                file.Write(bytes);
            });
            file.Position = Magic.Length;
            file.Write(Encoding.ASCII.GetBytes(Hexadecimal(hash.GetHashAndReset())));
        });
    }

    public static SupernetCheckpoint Read(string path)
    {
        InputFile.Require(path);
        using var file = File.OpenRead(path);
        if (file.Length > LargestFile)
        {
            throw new InvalidDataException(Invariant($"{path}: {file.Length} bytes are more than a checkpoint may have ({LargestFile})."));
        }

        var start = new byte[Magic.Length + HashLength];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length
            || !start.AsSpan().StartsWith(Encoding.ASCII.GetBytes(Magic)))
        {
            throw new InvalidDataException($"{path} is no supernet checkpoint: it does not start with '{Magic.TrimEnd()}'.");
        }

        var expected = Encoding.ASCII.GetString(start, Magic.Length, HashLength);
        var found = Hexadecimal(SHA256.HashData(file));
        if (found != expected)
        {
            throw new InvalidDataException($"{path} is damaged: the SHA-256 of its content is {found}, expected {ShownText.Of(expected)}.");
        }

        file.Position = start.Length;
        return ReadBody(path, new BinaryReader(file, Encoding.UTF8));
    }

    /// <summary>Over space, network and values, not over history or momenta.</summary>
    public static string Hash(SupernetCheckpoint checkpoint)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var form = JsonSerializer.SerializeToUtf8Bytes(
            new { checkpoint.Space, checkpoint.Network, checkpoint.Header.Mean, checkpoint.Header.Deviation });
        hash.AppendData(form);
        WriteArrays(checkpoint.Values.OrderBy(v => v.Key, StringComparer.Ordinal), bytes => hash.AppendData(bytes));
        return Hexadecimal(hash.GetHashAndReset());
    }

    private static string Hexadecimal(byte[] hash) => Convert.ToHexString(hash).ToLowerInvariant();

    private delegate void Sink(ReadOnlySpan<byte> bytes);

    private static void WriteBody(SupernetCheckpoint checkpoint, Sink write)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(checkpoint.Header, Json);
        WriteNumber(header.Length, write);
        write(header);
        WriteArrays(checkpoint.Values, write);
        WriteArrays(checkpoint.Momenta, write);
    }

    private static void WriteArrays(IEnumerable<KeyValuePair<string, float[]>> arrays, Sink write)
    {
        var list = arrays.ToList();
        WriteNumber(list.Count, write);
        foreach (var (name, values) in list)
        {
            var text = Encoding.UTF8.GetBytes(name);
            WriteNumber(text.Length, write);
            write(text);
            WriteNumber(values.Length, write);
            var bytes = new byte[4 * values.Length];
            for (var i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
            }

            write(bytes);
        }
    }

    private static void WriteNumber(int number, Sink write)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        write(bytes);
    }

    private static SupernetCheckpoint ReadBody(string path, BinaryReader reader)
    {
        try
        {
            var header = JsonSerializer.Deserialize<SupernetCheckpointHeader>(reader.ReadBytes(Length(reader, LargestHeader)), Json)
                ?? throw new JsonException("the header is null");
            header.Check();
            return new(header, ReadArrays(reader), ReadArrays(reader)) { File = path };
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException
            or ArgumentException or OverflowException or InvalidDataException)
        {
            var fault = ShownText.Of(JsonFaults.Text(e), LongestMessage);
            throw new InvalidDataException(Invariant($"{path} is damaged at byte {reader.BaseStream.Position}: {fault}"), e);
        }
    }

    private static Dictionary<string, float[]> ReadArrays(BinaryReader reader)
    {
        var arrays = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var left = Length(reader, int.MaxValue); left > 0; left--)
        {
            var name = Encoding.UTF8.GetString(reader.ReadBytes(Length(reader, LongestName)));
            var bytes = reader.ReadBytes(sizeof(float) * Length(reader, int.MaxValue / sizeof(float), sizeof(float)));
            var values = new float[bytes.Length / 4];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i));
            }

            arrays.Add(name, values);
        }

        return arrays;
    }

    // A claimed length is never above what the file still holds.
    private static int Length(BinaryReader reader, int most, int size = 1)
    {
        var length = reader.ReadInt32();
        return length >= 0 && length <= most && length <= (reader.BaseStream.Length - reader.BaseStream.Position) / size
            ? length
            : throw new InvalidDataException(Invariant($"a length of {length} is out of range"));
    }
}
