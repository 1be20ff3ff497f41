using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// The benchmark's own fingerprint of a cell: MD5 of hexadecimal text, passed along the edges as often as the cell has vertices, so that
/// isomorphic cells agree (Ying et al. 2019, appendix).
/// </summary>
internal static class NasBench101Hash
{
    private const int Length = 32;
    private const int LongestMessage = (NasBench101Cell.MaxVertices * Length) + 2;
    private const int Labels = NasBench101Cell.OperationCount + 2;

    private static readonly byte[] FirstHashes = FindFirstHashes();

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
            var label = vertex == 0 ? -1 : vertex == pruned.Output ? -2 : pruned.Operation(vertex);
            var first = PlaceOf(
                BitOperations.PopCount((uint)children[vertex]), BitOperations.PopCount((uint)pruned.Parents(vertex)), label);
            FirstHashes.AsSpan(first, Length).CopyTo(hashes[(vertex * Length)..]);
        }

        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
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
                Digest(md5, message[..(end + Length)], next[(vertex * Length)..]);
            }

            next.CopyTo(hashes);
        }

        Sort(hashes, sorted);
        return Fingerprint(md5, hashes, sorted);
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

    /// <summary>The hashes of a vertex before any round: of the Python tuple of out-degree, in-degree and label.</summary>
    private static byte[] FindFirstHashes()
    {
        var hashes = new byte[NasBench101Cell.MaxVertices * NasBench101Cell.MaxVertices * Labels * Length];
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        for (var children = 0; children < NasBench101Cell.MaxVertices; children++)
        {
            for (var parents = 0; parents < NasBench101Cell.MaxVertices; parents++)
            {
                for (var label = -2; label < NasBench101Cell.OperationCount; label++)
                {
                    Digest(md5, Encoding.ASCII.GetBytes($"({children}, {parents}, {label})"),
                        hashes.AsSpan(PlaceOf(children, parents, label)));
                }
            }
        }

        return hashes;
    }

    private static int PlaceOf(int children, int parents, int label) =>
        ((((children * NasBench101Cell.MaxVertices) + parents) * Labels) + label + 2) * Length;

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
    private static string Fingerprint(IncrementalHash md5, ReadOnlySpan<byte> hashes, ReadOnlySpan<int> sorted)
    {
        var text = new StringBuilder("[");
        foreach (var vertex in sorted)
        {
            text.Append(text.Length > 1 ? ", '" : "'").Append(Encoding.ASCII.GetString(hashes.Slice(vertex * Length, Length))).Append('\'');
        }

        Span<byte> digest = stackalloc byte[Length];
        Digest(md5, Encoding.ASCII.GetBytes(text.Append(']').ToString()), digest);
        return Encoding.ASCII.GetString(digest);
    }

    private static void Digest(IncrementalHash md5, ReadOnlySpan<byte> message, Span<byte> hexadecimal)
    {
        Span<byte> digest = stackalloc byte[Length / 2];
        md5.AppendData(message);
        md5.GetHashAndReset(digest);
        for (var i = 0; i < digest.Length; i++)
        {
            hexadecimal[2 * i] = "0123456789abcdef"u8[digest[i] >> 4];
            hexadecimal[(2 * i) + 1] = "0123456789abcdef"u8[digest[i] & 15];
        }
    }
}
