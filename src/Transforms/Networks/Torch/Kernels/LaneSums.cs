using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Sums over the lanes of vectors of 256 bits, added to numbers in float64.</summary>
internal static class LaneSums
{
    /// <summary>Adds the sums of four vectors to four numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c, Vector256<T> d, ref double sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums += double.CreateTruncating(Vector256.Sum(a));
        Unsafe.Add(ref sums, 1) += double.CreateTruncating(Vector256.Sum(b));
        Unsafe.Add(ref sums, 2) += double.CreateTruncating(Vector256.Sum(c));
        Unsafe.Add(ref sums, 3) += double.CreateTruncating(Vector256.Sum(d));
    }

    /// <summary>Adds four sums, of which the vector has one half in its first half and the other in its second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalves(Vector256<float> halves, ref double sums)
    {
        var four = Avx.ConvertToVector256Double(halves.GetLower() + halves.GetUpper());
        (Vector256.LoadUnsafe(ref sums) + four).StoreUnsafe(ref sums);
    }
}
