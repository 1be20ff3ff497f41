using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>A file in which some bytes are others: a reader does not know a type that is stored as one that it knows.</summary>
internal sealed class PatchedStream(Stream inner, IReadOnlyCollection<long> places, byte value) : ReadingStream
{
    public override bool CanSeek => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var from = inner.Position;
        var read = inner.Read(buffer);
        foreach (var place in places)
        {
            if (place >= from && place < from + read)
            {
                buffer[(int)(place - from)] = value;
            }
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
