using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NasPipelines.Networks.Torch;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Which of a call's operands are positive, a bit each, read from libtorch's memory once: several times faster than products of matrices
/// of zeros and ones.
/// </summary>
internal sealed class SignBits
{
    // A row per sample.
    private readonly ulong[] _codes;

    /// <param name="operands">[samples, units], float32 or float64.</param>
    public SignBits(Tensor operands)
    {
        (Samples, Units) = ((int)operands.shape[0], (int)operands.shape[1]);
        Words = (Units + 63) / 64;
        _codes = new ulong[Samples * Words];
        if (operands.dtype == ScalarType.Float64)
        {
            Readback.Read<double>(operands, Pack);
        }
        else
        {
            Readback.Read<float>(operands, Pack);
        }
    }

    /// <summary>Samples.</summary>
    public int Samples { get; }

    /// <summary>Operands of a sample.</summary>
    public int Units { get; }

    // Of a sample.
    private int Words { get; }

    /// <summary>The signs of a sample, the first operand's lowest; zeros beyond the last.</summary>
    public ReadOnlySpan<ulong> Code(int sample) => _codes.AsSpan(sample * Words, Words);

    /// <summary>The number of operands on different sides of zero for two samples.</summary>
    public long Different(int first, int second)
    {
        var x = Code(first);
        var y = Code(second);
        var count = 0L;
        for (var i = 0; i < x.Length; i++)
        {
            count += BitOperations.PopCount(x[i] ^ y[i]);
        }

        return count;
    }

    /// <summary>For each of 64 units its signs for 64 samples, the first sample's lowest; zeros beyond the last unit and sample.</summary>
    /// <param name="firstSample">The first sample.</param>
    /// <param name="word">Which 64 units.</param>
    /// <param name="units">64 words.</param>
    public void Units64(int firstSample, int word, Span<ulong> units)
    {
        units.Clear();
        for (var i = 0; i < Math.Min(64, Samples - firstSample); i++)
        {
            units[i] = _codes[((firstSample + i) * Words) + word];
        }

        Transpose(units);
    }

    // Halves of blocks change places, from blocks of 64 down to those of two (Warren, Hacker's Delight, 7-3).
    private static void Transpose(Span<ulong> rows)
    {
        var mask = 0x00000000FFFFFFFFUL;
        for (var half = 32; half > 0; half >>= 1, mask ^= mask << half)
        {
            for (var row = 0; row < 64; row = ((row | half) + 1) & ~half)
            {
                var moved = ((rows[row] >> half) ^ rows[row | half]) & mask;
                rows[row] ^= moved << half;
                rows[row | half] ^= moved;
            }
        }
    }

    private void Pack<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        for (var sample = 0; sample < Samples; sample++)
        {
            PackRow(values.Slice(sample * Units, Units), _codes.AsSpan(sample * Words, Words));
        }
    }

    private static void PackRow<T>(ReadOnlySpan<T> row, Span<ulong> code)
        where T : unmanaged, INumber<T>
    {
        // Vectors are powers of two wide and at most 64 bits of code, so none straddles two words.
        var vectors = MemoryMarshal.Cast<T, Vector256<T>>(row);
        for (var v = 0; v < vectors.Length; v++)
        {
            var bit = v * Vector256<T>.Count;
            code[bit / 64] |= (ulong)Vector256.GreaterThan(vectors[v], Vector256<T>.Zero).ExtractMostSignificantBits() << (bit % 64);
        }

        for (var i = vectors.Length * Vector256<T>.Count; i < row.Length; i++)
        {
            code[i / 64] |= row[i] > T.Zero ? 1UL << (i % 64) : 0;
        }
    }
}
