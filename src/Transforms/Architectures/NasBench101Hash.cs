using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace NasPipelines.Architectures;

/// <summary>
/// The benchmark's own fingerprint of a cell: MD5 of hexadecimal text, passed along the edges as often as the cell has vertices, so that
/// isomorphic cells agree (Ying et al. 2019, appendix).
/// </summary>
internal static class NasBench101Hash
{
    private const int Length = 32;
    private const int LongestMessage = (NasBench101Cell.MaxVertices * Length) + 2;

    public static string Of(NasBench101Cell pruned)
    {
        var vertices = pruned.Vertices;
        Span<byte> hashes = stackalloc byte[NasBench101Cell.MaxVertices * Length];
        Span<byte> next = stackalloc byte[NasBench101Cell.MaxVertices * Length];
        Span<byte> message = stackalloc byte[LongestMessage];
        Span<int> sorted = stackalloc int[NasBench101Cell.MaxVertices];
        Span<int> children = stackalloc int[NasBench101Cell.MaxVertices];
        sorted = sorted[..vertices];
        FindChildren(pruned, children);
        for (var vertex = 0; vertex < vertices; vertex++)
        {
            Digest(Encoding.ASCII.GetBytes(FirstText(pruned, vertex, children[vertex])), hashes[(vertex * Length)..]);
        }

        for (var round = 0; round < vertices; round++)
        {
            Sort(hashes, sorted);
            for (var vertex = 0; vertex < vertices; vertex++)
            {
                var end = Append(message, 0, hashes, sorted, pruned.Parents(vertex));
                message[end++] = (byte)'|';
                end = Append(message, end, hashes, sorted, children[vertex]);
                message[end++] = (byte)'|';
                hashes.Slice(vertex * Length, Length).CopyTo(message[end..]);
                Digest(message[..(end + Length)], next[(vertex * Length)..]);
            }

            next.CopyTo(hashes);
        }

        Sort(hashes, sorted);
        return Fingerprint(hashes, sorted);
    }

    private static void FindChildren(NasBench101Cell cell, Span<int> children)
    {
        for (var vertex = 1; vertex < cell.Vertices; vertex++)
        {
            for (var parents = cell.Parents(vertex); parents != 0; parents &= parents - 1)
            {
                children[BitOperations.TrailingZeroCount(parents)] |= 1 << vertex;
            }
        }
    }

    /// <summary>A Python tuple of out-degree, in-degree and label.</summary>
    private static string FirstText(NasBench101Cell cell, int vertex, int children)
    {
        var label = vertex == 0 ? -1 : vertex == cell.Output ? -2 : cell.Operation(vertex);
        return $"({BitOperations.PopCount((uint)children)}, {BitOperations.PopCount((uint)cell.Parents(vertex))}, {label})";
    }

    private static int Append(Span<byte> message, int end, ReadOnlySpan<byte> hashes, ReadOnlySpan<int> sorted, int mask)
    {
        foreach (var vertex in sorted)
        {
            if ((mask >> vertex & 1) != 0)
            {
                hashes.Slice(vertex * Length, Length).CopyTo(message[end..]);
                end += Length;
            }
        }

        return end;
    }

    /// <summary>The vertices in the order of their hashes.</summary>
    private static void Sort(ReadOnlySpan<byte> hashes, Span<int> sorted)
    {
        for (var i = 0; i < sorted.Length; i++)
        {
            var at = i;
            for (; at > 0 && hashes.Slice(sorted[at - 1] * Length, Length).SequenceCompareTo(hashes.Slice(i * Length, Length)) > 0; at--)
            {
                sorted[at] = sorted[at - 1];
            }

            sorted[at] = i;
        }
    }

    /// <summary>The hash of a Python list of all hashes in ascending order.</summary>
    private static string Fingerprint(ReadOnlySpan<byte> hashes, ReadOnlySpan<int> sorted)
    {
        var text = new StringBuilder("[");
        foreach (var vertex in sorted)
        {
            text.Append(text.Length > 1 ? ", '" : "'").Append(Encoding.ASCII.GetString(hashes.Slice(vertex * Length, Length))).Append('\'');
        }

        Span<byte> digest = stackalloc byte[Length];
        Digest(Encoding.ASCII.GetBytes(text.Append(']').ToString()), digest);
        return Encoding.ASCII.GetString(digest);
    }

#pragma warning disable CA5351 // a fingerprint that the benchmark defines, not a safeguard
    private static void Digest(ReadOnlySpan<byte> message, Span<byte> hexadecimal)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(message, digest);
        for (var i = 0; i < digest.Length; i++)
        {
            hexadecimal[2 * i] = "0123456789abcdef"u8[digest[i] >> 4];
            hexadecimal[(2 * i) + 1] = "0123456789abcdef"u8[digest[i] & 15];
        }
    }
#pragma warning restore CA5351
}
