using NasPipelines.Numerics;

namespace NasPipelines.ZeroShot;

/// <summary>The distinct rows of signs over the samples, one for each operand of any call.</summary>
internal sealed class CodePatterns
{
    private readonly HashSet<ulong> _found = [];

    /// <summary>How many.</summary>
    public long Count => _found.Count;

    /// <summary>Adds the operands of a call. More than 64 samples are hashed into one word.</summary>
    public void Add(SignBits signs)
    {
        Span<ulong> next = stackalloc ulong[64];
        Span<ulong> units = stackalloc ulong[64];
        for (var first = 0; first < signs.Units; first += 64)
        {
            signs.Units64(0, first / 64, units);
            for (var sample = 64; sample < signs.Samples; sample += 64)
            {
                signs.Units64(sample, first / 64, next);
                for (var unit = 0; unit < 64; unit++)
                {
                    units[unit] = SplitMix64.Mix(units[unit]) + next[unit];
                }
            }

            foreach (var pattern in units[..Math.Min(64, signs.Units - first)])
            {
                _found.Add(pattern);
            }
        }
    }
}
