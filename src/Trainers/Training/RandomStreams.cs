using NasPipelines.Numerics;

namespace NasPipelines.Trainers.Training;

/// <summary>Streams of random numbers by purpose, seed and position: training that resumes draws what it would have drawn.</summary>
internal static class RandomStreams
{
    public static SplitMix64 Of(string purpose, long seed, long position) =>
        new(Fnv1a.Hash(purpose) + SplitMix64.Mix((ulong)seed) + (SplitMix64.Mix((ulong)position + 1) << 1));

    /// <summary>A stream from a state.</summary>
    public static SplitMix64 From(ulong state) => new(state);

    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in random order.</summary>
    public static int[] Permutation(int count, SplitMix64 random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)random.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
