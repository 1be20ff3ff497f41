using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NasPipelines.Networks.Torch;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// B Bᵀ + (1 − B)(1 − B)ᵀ summed over calls, B the signs of a call's operands: for each pair of samples the number of operands on the same
/// side of zero. Signs are packed into bits, which is several times faster than matrix products.
/// </summary>
internal sealed class CodeKernel(int samples)
{
    private readonly long[] _same = new long[samples * samples];

    /// <summary>Adds the operands of a call, [samples, units], float32 or float64.</summary>
    public void Add(Tensor operands, int multiplicity)
    {
        var units = (int)operands.shape[1];
        var words = (units + 63) / 64;
        var codes = new ulong[samples * words];
        if (operands.dtype == ScalarType.Float64)
        {
            Readback.Read<double>(operands, values => Pack(values, units, codes, words));
        }
        else
        {
            Readback.Read<float>(operands, values => Pack(values, units, codes, words));
        }

        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var same = units - Different(codes.AsSpan(i * words, words), codes.AsSpan(j * words, words));
                _same[(i * samples) + j] += same * multiplicity;
            }
        }
    }

    /// <summary>[samples × samples].</summary>
    public double[] Values()
    {
        var values = new double[samples * samples];
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                values[(i * samples) + j] = values[(j * samples) + i] = _same[(i * samples) + j];
            }
        }

        return values;
    }

    private static long Different(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y)
    {
        var count = 0L;
        for (var i = 0; i < x.Length; i++)
        {
            count += BitOperations.PopCount(x[i] ^ y[i]);
        }

        return count;
    }

    private static void Pack<T>(ReadOnlySpan<T> values, int units, Span<ulong> codes, int words)
        where T : struct, INumber<T>
    {
        for (var at = 0; at < values.Length / units; at++)
        {
            PackRow(values.Slice(at * units, units), codes.Slice(at * words, words));
        }
    }

    private static void PackRow<T>(ReadOnlySpan<T> row, Span<ulong> code)
        where T : struct, INumber<T>
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
