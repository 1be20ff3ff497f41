using System.IO.Compression;
using System.Security.Cryptography;

namespace NasPipelines.Files;

/// <summary>Input files: opened for reading from start to end, decompressed where the name ends in <c>.gz</c>, and their hash.</summary>
internal static class InputFile
{
    /// <summary>Whether the name says that the file is compressed.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file name without its <c>.gz</c>.</summary>
    public static string NameWithoutGzip(string path)
    {
        var name = Path.GetFileName(path);
        return IsGzip(name) ? name[..^3] : name;
    }

    /// <summary>Checks that a file is there.</summary>
    /// <exception cref="FileNotFoundException">It is not, or is a folder.</exception>
    public static void Require(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                Directory.Exists(path) ? $"{path} is a folder, a file is needed" : $"there is no file {path}", path);
        }
    }

    /// <summary>The content, at most <paramref name="maxBytes"/> of it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The name ends in <c>.gz</c> but the content is not gzip; while reading: it is damaged or holds more than the cap.
    /// </exception>
    public static InputStream Open(string path, long maxBytes)
    {
        Require(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            return new InputStream(path, Decompressed(path, file), maxBytes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The SHA-256 of a file as it lies on disk, in lower-case hexadecimal.</summary>
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Sha256(file);
    }

    /// <summary>The SHA-256 of a stream from its start to its end, in lower-case hexadecimal.</summary>
    public static string Sha256(Stream file)
    {
        file.Position = 0;
        return Convert.ToHexString(SHA256.HashData(file)).ToLowerInvariant();
    }

    private static Stream Decompressed(string path, FileStream file)
    {
        if (!IsGzip(path))
        {
            return file;
        }

        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip
            ? new GZipStream(file, CompressionMode.Decompress)
            : throw new InvalidDataException(
                $"{path} is not gzip although its name ends in .gz: its first bytes are not 1F 8B; decompressed files go without .gz");
    }
}
