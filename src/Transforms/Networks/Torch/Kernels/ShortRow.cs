using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Rows of a few numbers.</summary>
internal static class ShortRow
{
    /// <summary>Copies a row; up to a vector is read and written beyond it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(ref T from, int count, ref T to)
    {
        for (nint i = 0; i < count; i += Vector256<T>.Count)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref from, i)).StoreUnsafe(ref Unsafe.Add(ref to, i));
        }
    }
}
