using static System.FormattableString;

namespace NasPipelines.Files;

/// <summary>A forward stream that names its file in every fault and ends with an error past a cap of bytes.</summary>
internal sealed class InputStream(string path, Stream inner, long maxBytes) : ReadingStream
{
    private long _delivered;
    private long _allowed = long.MaxValue;
    private string _part = string.Empty;

    public override long Position
    {
        get => _delivered;
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Allows a number of further bytes for one part of the content, such as a record, so that its reader need not hold more.
    /// </summary>
    public void Allow(long bytes, string part)
    {
        _allowed = _delivered + bytes;
        _part = part;
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException(Invariant($"{path} is damaged after {_delivered} decompressed bytes: {fault.Message}"), fault);
        }

        _delivered += read;
        if (_delivered > maxBytes)
        {
            throw new InvalidDataException(
                Invariant($"{path} holds more than the {maxBytes} bytes that are allowed; raise MaxBytes if that is right"));
        }

        return _delivered <= _allowed
            ? read
            : throw new InvalidDataException(Invariant($"{path}: {_part} is longer than any is, at byte {_delivered} of the content"));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
