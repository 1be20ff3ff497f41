using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using NasPipelines.Files;
using System.Text.Json.Serialization;
using NasPipelines.Scoring;

namespace NasPipelines.Stages;

/// <summary>A stage as a text: what a saved model carries of it. Compressed, since images are most of it.</summary>
internal sealed record StagePayload(
    ScorerRecipe Recipe, string ArchitectureColumn, string? StatusColumn, int Threads, BadRows BadRows = BadRows.Fail)
{
    private const int MaxBytes = 1 << 30;

    private sealed record Header(
        string Kind, string Settings, string ArchitectureColumn, string? StatusColumn, int Threads, IReadOnlyList<ContentHeader> Contents)
    {
        // Left out where it is the default, which models of before it mean.
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public BadRows BadRows { get; init; }
    }

    private sealed record ContentHeader(string Sha256, int Length);

    /// <summary>As text without characters that need escaping.</summary>
    public string Encode() => Convert.ToBase64String(ToBytes());

    /// <summary>As bytes.</summary>
    /// <param name="level">How much time compression may take.</param>
    public byte[] ToBytes(CompressionLevel level = CompressionLevel.SmallestSize)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header(
            Recipe.Kind,
            Recipe.Settings,
            ArchitectureColumn,
            StatusColumn,
            Threads,
            [.. Recipe.Contents.Select(c => new ContentHeader(c.Sha256, c.Bytes.Length))])
        {
            BadRows = BadRows,
        });
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(new BrotliStream(bytes, level)))
        {
            writer.Write(header.Length);
            writer.Write(header);
            foreach (var content in Recipe.Contents)
            {
                writer.Write(Differences(content.Bytes));
            }
        }

        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The text is no stage, or is damaged.</exception>
    public static StagePayload Decode(string text)
    {
        try
        {
            return Decode(Convert.FromBase64String(text));
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"The saved stage cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no stage, or are damaged.</exception>
    public static StagePayload Decode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new BrotliStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress));
            var header = JsonSerializer.Deserialize<Header>(Exactly(reader, reader.ReadInt32()))
                ?? throw new InvalidDataException("The saved stage has no header.");
            ImmutableArray<ScorerContent> contents = [.. header.Contents.Select(c => Checked(c, Sums(Exactly(reader, c.Length))))];
            return new(
                new ScorerRecipe(header.Kind, header.Settings, contents), header.ArchitectureColumn, header.StatusColumn, header.Threads,
                header.BadRows);
        }
        catch (Exception e) when (e is FormatException or JsonException or EndOfStreamException or IOException or ArgumentException)
        {
            throw new InvalidDataException($"The saved stage cannot be read: {JsonFaults.Text(e)}", e);
        }
    }

    private static byte[] Exactly(BinaryReader reader, int length)
    {
        if (length is < 0 or > MaxBytes)
        {
            throw new InvalidDataException($"The saved stage names a part of {length} bytes; at most {MaxBytes} are allowed.");
        }

        var bytes = reader.ReadBytes(length);
        return bytes.Length == length
            ? bytes
            : throw new InvalidDataException($"The saved stage ends after {bytes.Length} of {length} bytes of a part.");
    }

    private static ScorerContent Checked(ContentHeader header, byte[] bytes) =>
        ScorerContent.Of(bytes) is var content && content.Sha256 == header.Sha256
            ? content
            : throw new InvalidDataException(
                $"Images of the saved stage are damaged: their SHA-256 is {content.Sha256}, {header.Sha256} was saved.");

    // Neighbouring pixels are alike: their differences compress a fifth better.
    private static byte[] Differences(byte[] bytes)
    {
        var differences = new byte[bytes.Length];
        byte last = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            differences[i] = unchecked((byte)(bytes[i] - last));
            last = bytes[i];
        }

        return differences;
    }

    private static byte[] Sums(byte[] differences)
    {
        byte sum = 0;
        return Array.ConvertAll(differences, d => sum = unchecked((byte)(sum + d)));
    }
}
