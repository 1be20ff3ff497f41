using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>Work of our own on as many threads as libtorch uses.</summary>
internal static class TorchThreads
{
    /// <summary>The bytes of some of the parts, all of one size, that a tensor lies in.</summary>
    public static Span<byte> Part(Tensor tensor, int parts, Range part)
    {
        var bytes = tensor.bytes;
        var (first, count) = part.GetOffsetAndLength(parts);
        return bytes.Slice(first * (bytes.Length / parts), count * (bytes.Length / parts));
    }

    /// <summary>Splits a count into one range for each thread.</summary>
    public static void InParts(int count, Action<Range> work)
    {
        var parts = Math.Clamp(get_num_threads(), 1, Math.Max(1, count));
        if (parts == 1)
        {
            work(..count);
            return;
        }

        Parallel.For(
            0, parts, new() { MaxDegreeOfParallelism = parts },
            part => work((int)((long)count * part / parts)..(int)((long)count * (part + 1) / parts)));
    }
}
