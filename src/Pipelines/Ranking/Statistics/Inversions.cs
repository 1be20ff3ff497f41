using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// Counts inversions (an earlier element larger than a later one) by merge sort, Knight's algorithm (1966), without a branch that depends
/// on the data.
/// </summary>
internal static class Inversions
{
    private const int Leaf = 8;

    private static int SignShift => 8 * nint.Size - 1;

    /// <summary>Sorts the sequence and returns its number of inversions. Elements must lie in [0, 2^28); the scratch is as long.</summary>
    public static long Count(Span<int> sequence, Span<int> scratch)
    {
        var n = sequence.Length;
        long inversions = 0;
        var whole = n - n % Leaf;
        for (var at = 0; at < whole; at += Leaf)
        {
            inversions += SortLeaf(ref sequence[at]);
        }

        inversions += Insert(sequence[whole..]);
        Span<int> from = sequence, to = scratch;
        for (var width = Leaf; width < n; width *= 2)
        {
            for (var low = 0; low < n; low += 2 * width)
            {
                var right = Math.Min(width, n - low - width);
                if (right <= 0)
                {
                    from[low..].CopyTo(to[low..]);
                }
                else
                {
                    ref var source = ref MemoryMarshal.GetReference(from.Slice(low, width + right));
                    ref var target = ref MemoryMarshal.GetReference(to.Slice(low, width + right));
                    inversions += right == width ? MergeEqual(ref source, ref target, width) : Merge(ref source, ref target, width, right);
                }
            }

            var swap = from;
            from = to;
            to = swap;
        }

        if (from != sequence)
        {
            from.CopyTo(sequence);
        }

        return inversions;
    }

    // Each element's place in a block of eight is the number of smaller ones; the lane makes equal elements differ, in their order.
    private static int SortLeaf(ref int block)
    {
        var keys = (Vector256.LoadUnsafe(ref block) << 3) | Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
        Unsafe.SkipInit(out Vector256<int> lanes);
        ref var key = ref Unsafe.As<Vector256<int>, int>(ref lanes);
        keys.StoreUnsafe(ref key);
        var inversions = 0;
        for (var lane = 0; lane < Leaf; lane++)
        {
            var value = Unsafe.Add(ref key, lane);
            var larger = Vector256.GreaterThan(keys, Vector256.Create(value)).ExtractMostSignificantBits();
            inversions += BitOperations.PopCount(larger & ((1u << lane) - 1));
            Unsafe.Add(ref block, Leaf - 1 - BitOperations.PopCount(larger)) = value >> 3;
        }

        return inversions;
    }

    private static long Insert(Span<int> run)
    {
        long inversions = 0;
        for (var i = 1; i < run.Length; i++)
        {
            var value = run[i];
            var at = i;
            for (; at > 0 && run[at - 1] > value; at--)
            {
                run[at] = run[at - 1];
            }

            run[at] = value;
            inversions += i - at;
        }

        return inversions;
    }

    // Two runs of equal length: the lower half of the result is merged upwards and the upper half downwards, two independent chains.
    // Either way, an element of the right run has as many inversions as the left run has larger elements. Choices are made by the sign of a
    // difference (all ones or zero): a comparison would become a branch, mispredicted half of the time.
    private static long MergeEqual(ref int source, ref int target, nint width)
    {
        long inversions = 0;
        nint i = 0, j = width, upI = width - 1, upJ = 2 * width - 1;
        for (nint low = 0, high = upJ; low < width; low++, high--)
        {
            nint a = Unsafe.Add(ref source, i), change = Unsafe.Add(ref source, j) - a;
            var right = change >> SignShift;
            Unsafe.Add(ref target, low) = (int)(a + (change & right));
            inversions += (width - i) & right;
            i = i + 1 + right;
            j -= right;

            nint d = Unsafe.Add(ref source, upJ), fall = d - Unsafe.Add(ref source, upI);
            var left = fall >> SignShift;
            Unsafe.Add(ref target, high) = (int)(d - (fall & left));
            inversions += (width - 1 - upI) & ~left;
            upI += left;
            upJ = upJ - 1 - left;
        }

        return inversions;
    }

    private static long Merge(ref int source, ref int target, nint width, nint rightWidth)
    {
        long inversions = 0;
        nint i = 0, j = width, at = 0, end = width + rightWidth;
        while (i < width && j < end)
        {
            nint a = Unsafe.Add(ref source, i), change = Unsafe.Add(ref source, j) - a;
            var right = change >> SignShift;
            Unsafe.Add(ref target, at++) = (int)(a + (change & right));
            inversions += (width - i) & right;
            i = i + 1 + right;
            j -= right;
        }

        while (i < width)
        {
            Unsafe.Add(ref target, at++) = Unsafe.Add(ref source, i++);
        }

        while (j < end)
        {
            Unsafe.Add(ref target, at++) = Unsafe.Add(ref source, j++);
        }

        return inversions;
    }
}
