using System.Buffers;
using System.Runtime.CompilerServices;

namespace NasPipelines;

/// <summary>Sums over a sequence the weight of each element times the number of larger elements before it, by merge sort.</summary>
internal static class WeightedInversions
{
    private const int Leaf = 8;

    /// <summary>The two sums, for two weights of each element.</summary>
    public static (double First, double Second) Sum(ReadOnlySpan<int> sequence, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
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

    // As in Inversions, choices are made by the sign of a difference, since a branch would be mispredicted half of the time.
    private static void Merge(ReadOnlySpan<long> source, Span<long> target, int width, ref Tally tally)
    {
        int i = 0, j = width, at = 0;
        while (i < width && j < source.Length)
        {
            var a = source[i];
            var change = source[j] - a;
            var right = change >> 63;
            var taken = a + (change & right);
            target[at++] = taken;
            tally.Add(taken, (width - i) & (int)right);
            i += 1 + (int)right;
            j -= (int)right;
        }

        source[i..width].CopyTo(target[at..]);
        source[j..].CopyTo(target[(at + width - i)..]);
    }

    private ref struct Tally(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        private readonly ReadOnlySpan<double> first = first;
        private readonly ReadOnlySpan<double> second = second;

        public double FirstSum { get; private set; }

        public double SecondSum { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long element, int larger)
        {
            var place = (int)(element & uint.MaxValue);
            FirstSum += larger * first[place];
            SecondSum += larger * second[place];
        }
    }
}
