using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;

namespace NasPipelines.Files;

/// <summary>Opens a file compressed by bzip2 for reading from start to end.</summary>
internal static class Bzip2File
{
    private static ReadOnlySpan<byte> Head => "BZh"u8;

    /// <summary>The content, at most <paramref name="maxBytes"/> of it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not bzip2; while reading: it is damaged or holds more than the cap.</exception>
    public static Stream Open(string path, long maxBytes)
    {
        InputFile.Require(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        Span<byte> head = stackalloc byte[Head.Length];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (read < head.Length || !head.SequenceEqual(Head))
        {
            file.Dispose();
            throw new InvalidDataException($"{path} is not bzip2: its first bytes are not BZh");
        }

        return new InputStream(path, new Decompressed(file), maxBytes);
    }

    /// <summary>The library reports damage by several kinds of exception; here it is one.</summary>
    private sealed class Decompressed(Stream file) : ReadingStream
    {
        private readonly byte[] _read = new byte[1 << 16];
        private Stream? _inner;

        public override int Read(Span<byte> buffer)
        {
            try
            {
                _inner ??= new BZip2InputStream(file) { IsStreamOwner = false };
                var (count, read) = (Math.Min(buffer.Length, _read.Length), 0);
                while ((read = _inner.Read(_read, 0, count)) == 0 && count > 0 && NextStream())
                {
                }

                _read.AsSpan(0, read).CopyTo(buffer);
                return read;
            }
            catch (Exception fault) when (fault is SharpZipBaseException
                or IndexOutOfRangeException or NullReferenceException or EndOfStreamException)
            {
                throw new InvalidDataException($"bzip2: {fault.Message}", fault);
            }
        }

        // Programs that compress in parallel write a stream for each part, one behind the other.
        private bool NextStream()
        {
            var left = file.Length - file.Position;
            if (left == 0)
            {
                return false;
            }

            Span<byte> head = stackalloc byte[Head.Length];
            var start = file.Position;
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.SequenceEqual(Head))
            {
                throw new InvalidDataException($"bzip2: {left} bytes at byte {start} of the file, behind the end of its content, are no "
                    + "further stream");
            }

            file.Position = start;
            _inner = new BZip2InputStream(file) { IsStreamOwner = false };
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner?.Dispose();
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
