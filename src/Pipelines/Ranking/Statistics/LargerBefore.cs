using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Counts for each number of a sequence the larger ones before it: its inversions.</summary>
internal static class LargerBefore
{
    /// <summary>Writes the counts; returns their sum.</summary>
    /// <param name="numbers">Numbers that all differ.</param>
    /// <param name="limit">Every number lies in [0, <paramref name="limit"/>).</param>
    /// <param name="counts">As long as the sequence.</param>
    public static long Count(ReadOnlySpan<int> numbers, int limit, Span<int> counts)
    {
        if (limit > SlotCounter.Limit)
        {
            return CountInChunks(numbers, limit, counts);
        }

        Span<ulong> memory = stackalloc ulong[SlotCounter.Memory];
        memory.Clear();
        var counter = new SlotCounter(memory, limit);
        long sum = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            sum += counts[i] = i - counter.Add(numbers[i]);
        }

        return sum;
    }

    // A counter for each 65,536 numbers, and a binary indexed tree (Fenwick 1994) of how many there are in each.
    private static long CountInChunks(ReadOnlySpan<int> numbers, int limit, Span<int> counts)
    {
        var chunks = (limit + SlotCounter.Limit - 1) / SlotCounter.Limit;
        var buffer = ArrayPool<ulong>.Shared.Rent(chunks * SlotCounter.Memory);
        var memory = buffer.AsSpan(0, chunks * SlotCounter.Memory);
        memory.Clear();
        var tree = new int[chunks + 1];
        long sum = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            int chunk = numbers[i] / SlotCounter.Limit, smaller = 0;
            for (var at = chunk; at > 0; at &= at - 1)
            {
                smaller += tree[at];
            }

            for (var at = chunk + 1; at <= chunks; at += at & -at)
            {
                tree[at]++;
            }

            var counter = new SlotCounter(memory.Slice(chunk * SlotCounter.Memory, SlotCounter.Memory), SlotCounter.Limit);
            sum += counts[i] = i - smaller - counter.Add(numbers[i] % SlotCounter.Limit);
        }

        ArrayPool<ulong>.Shared.Return(buffer);
        return sum;
    }
}
