namespace NasPipelines.Files;

/// <summary>A forward stream that names its file in every fault and ends with an error past a cap of bytes.</summary>
internal sealed class InputStream(string path, Stream inner, long maxBytes) : Stream
{
    private long delivered;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => delivered;
        set => throw new NotSupportedException();
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
            throw new InvalidDataException($"{path} is damaged after {delivered} decompressed bytes: {fault.Message}", fault);
        }

        delivered += read;
        return delivered <= maxBytes
            ? read
            : throw new InvalidDataException($"{path} holds more than the {maxBytes} bytes that are allowed; raise MaxBytes if that is right");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
