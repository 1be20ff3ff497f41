using System.Runtime.CompilerServices;

namespace NasPipelines.Numerics;

/// <summary>
/// The SplitMix64 generator (Steele, Lea and Flood, OOPSLA 2014): a stream that is a pure function of its initial state.
/// </summary>
/// <param name="state">The initial state: the stream is a function of it alone.</param>
internal struct SplitMix64(ulong state)
{
    private ulong _state = state;

    /// <summary>The bit mixer alone; maps 0 to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The next 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, bound) by multiplication: fast, with a bias below bound / 2^64.</summary>
    public uint Below(uint bound) => (uint)Math.BigMul(Next(), bound, out _);

    /// <summary>Uniform in [0, exclusiveMax), without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public long NextInteger(long exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        var limit = ulong.MaxValue - (ulong.MaxValue % (ulong)exclusiveMax);
        ulong value;
        do
        {
            value = Next();
        }
        while (value >= limit);
        return (long)(value % (ulong)exclusiveMax);
    }
}
