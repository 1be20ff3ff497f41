namespace NasPipelines;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): a small generator that gives independent streams from neighbouring seeds.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong state = Mix(seed);

    /// <summary>A uniform number in [0, <paramref name="bound"/>), by multiplication; its bias is below bound / 2^64.</summary>
    public uint Below(uint bound) => (uint)Math.BigMul(Next(), bound, out _);

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong Next() => Mix(state += 0x9E3779B97F4A7C15);
}
