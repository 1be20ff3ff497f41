using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// Sorts doubles with their row numbers: by comparison where they are few, else by least-significant-digit radix on the bits.
/// </summary>
internal static class DoubleSort
{
    private const int RadixFrom = 512;
    private const int Digits = 8;
    private const int Buckets = 256;

    /// <summary>
    /// Fills <paramref name="keys"/> with the ascending order-preserving bits of the values, and <paramref name="order"/> with their rows.
    /// </summary>
    /// <exception cref="ArgumentException">A value is NaN.</exception>
    public static void Sort(ReadOnlySpan<double> values, Span<ulong> keys, Span<int> order)
    {
        for (var i = 0; i < values.Length; i++)
        {
            keys[i] = Key(values[i], i);
            order[i] = i;
        }

        if (values.Length < RadixFrom)
        {
            keys.Sort(order[..values.Length]);
        }
        else
        {
            Radix(keys, order[..values.Length]);
        }
    }

    private static ulong Key(double value, int row)
    {
        if (double.IsNaN(value))
        {
            throw new ArgumentException($"The value of row {row} is NaN, which has no rank; drop or replace missing values first.");
        }

        // Adding zero turns -0 into 0. Negative numbers order by falling magnitude, so all their bits flip; others move above them.
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    private static void Radix(Span<ulong> keys, Span<int> order)
    {
        var n = keys.Length;
        var counts = ArrayPool<int>.Shared.Rent(Digits * Buckets);
        var otherKeys = ArrayPool<ulong>.Shared.Rent(n);
        var otherOrder = ArrayPool<int>.Shared.Rent(n);
        Count(keys, counts);
        Span<ulong> fromKeys = keys, toKeys = otherKeys.AsSpan(0, n);
        Span<int> fromOrder = order, toOrder = otherOrder.AsSpan(0, n);
        var swapped = false;
        for (var digit = 0; digit < Digits; digit++)
        {
            var next = counts.AsSpan(digit * Buckets, Buckets);
            if (!ToOffsets(next, n))
            {
                continue; // all keys share this digit
            }

            for (var i = 0; i < n; i++)
            {
                var key = fromKeys[i];
                var to = next[(int)(byte)(key >> (8 * digit))]++;
                toKeys[to] = key;
                toOrder[to] = fromOrder[i];
            }

            var k = fromKeys;
            fromKeys = toKeys;
            toKeys = k;
            var o = fromOrder;
            fromOrder = toOrder;
            toOrder = o;
            swapped = !swapped;
        }

        if (swapped)
        {
            fromKeys.CopyTo(keys);
            fromOrder.CopyTo(order);
        }

        ArrayPool<int>.Shared.Return(counts);
        ArrayPool<ulong>.Shared.Return(otherKeys);
        ArrayPool<int>.Shared.Return(otherOrder);
    }

    private static void Count(ReadOnlySpan<ulong> keys, int[] counts)
    {
        Array.Clear(counts);
        foreach (var key in keys)
        {
            for (int digit = 0, at = 0; digit < Digits; digit++, at += Buckets)
            {
                counts[at + (byte)(key >> (8 * digit))]++;
            }
        }
    }

    private static bool ToOffsets(Span<int> counts, int n)
    {
        int sum = 0, most = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var count = counts[bucket];
            counts[bucket] = sum;
            sum += count;
            most = Math.Max(most, count);
        }

        return most < n;
    }
}
