using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Sums over a sequence the weight of each element times the number of larger elements before it, by merge sort.</summary>
internal static class WeightedInversions
{
    private const int Leaf = 8;

    /// <summary>The two sums, for two weights of each element.</summary>
    /// <param name="sequence">The elements.</param>
    /// <param name="places">Their places in ascending order, equal ones in the order they come.</param>
    /// <param name="first">The first weight of each.</param>
    /// <param name="second">The second weight of each.</param>
    public static (double First, double Second) Sum(
        ReadOnlySpan<int> sequence, ReadOnlySpan<int> places, ReadOnlySpan<double> first, ReadOnlySpan<double> second) =>
        sequence.Length < SlotCounter.Limit ? CountSlots(places, first, second) : MergeSort(sequence, first, second);

    private static (double First, double Second) CountSlots(
        ReadOnlySpan<int> places, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Span<ulong> memory = stackalloc ulong[SlotCounter.Memory];
        memory.Clear();
        var counter = new SlotCounter(memory, places.Length);
        var tally = new Tally(first, second);
        for (var p = 0; p < places.Length; p++)
        {
            tally.Add(p, p - counter.Add(places[p]));
        }

        return (tally.FirstSum, tally.SecondSum);
    }

    private static (double First, double Second) MergeSort(
        ReadOnlySpan<int> sequence, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var n = sequence.Length;
        var buffer = ArrayPool<long>.Shared.Rent(2 * n);
        Span<long> from = buffer.AsSpan(0, n), to = buffer.AsSpan(n, n);
        for (var p = 0; p < n; p++)
        {
            from[p] = ((long)sequence[p] << 32) | (uint)p; // the place makes equal elements differ, in their order, and finds the weights
        }

        var tally = new Tally(first, second);
        for (var at = 0; at < n; at += Leaf)
        {
            Insert(from.Slice(at, Math.Min(Leaf, n - at)), ref tally);
        }

        for (var width = Leaf; width < n; width *= 2)
        {
            for (var low = 0; low < n; low += 2 * width)
            {
                Merge(from.Slice(low, Math.Min(2 * width, n - low)), to[low..], Math.Min(width, n - low), ref tally);
            }

            var swap = from;
            from = to;
            to = swap;
        }

        ArrayPool<long>.Shared.Return(buffer);
        return (tally.FirstSum, tally.SecondSum);
    }

    private static void Insert(Span<long> run, ref Tally tally)
    {
        for (var i = 1; i < run.Length; i++)
        {
            var element = run[i];
            var at = i;
            for (; at > 0 && run[at - 1] > element; at--)
            {
                run[at] = run[at - 1];
            }

            run[at] = element;
            tally.Add(element, i - at);
        }
    }

    // As in Inversions: from both ends where the runs are of equal length, and choices by the sign of a difference.
    private static void Merge(ReadOnlySpan<long> source, Span<long> target, int width, ref Tally tally)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        nint i = 0, j = width, at = 0, upI = width - 1, upJ = source.Length - 1, up = upJ;
        var both = source.Length == 2 * width ? width : 0;
        for (; at < both; at++, up--)
        {
            long a = Unsafe.Add(ref from, i), change = Unsafe.Add(ref from, j) - a, right = change >> 63, taken = a + (change & right);
            Unsafe.Add(ref to, at) = taken;
            tally.Add(taken, (int)((width - i) & right));
            i += 1 + (nint)right;
            j -= (nint)right;

            long d = Unsafe.Add(ref from, upJ), fall = d - Unsafe.Add(ref from, upI), left = fall >> 63;
            taken = d - (fall & left);
            Unsafe.Add(ref to, up) = taken;
            tally.Add(taken, (int)((width - 1 - upI) & ~left));
            upI += (nint)left;
            upJ -= 1 + (nint)left;
        }

        while (at <= up && i < width && j < source.Length)
        {
            long a = Unsafe.Add(ref from, i), change = Unsafe.Add(ref from, j) - a, right = change >> 63, taken = a + (change & right);
            Unsafe.Add(ref to, at++) = taken;
            tally.Add(taken, (int)((width - i) & right));
            i += 1 + (nint)right;
            j -= (nint)right;
        }

        if (at <= up)
        {
            source[(int)i..width].CopyTo(target[(int)at..]);
            source[(int)j..].CopyTo(target[(int)(at + width - i)..]);
        }
    }

    private ref struct Tally(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        private readonly ReadOnlySpan<double> _first = first;
        private readonly ReadOnlySpan<double> _second = second;

        public double FirstSum { get; private set; }

        public double SecondSum { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long element, int larger)
        {
            var place = (int)(element & uint.MaxValue);
            FirstSum += larger * _first[place];
            SecondSum += larger * _second[place];
        }
    }
}
