using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Every other number of a row, and the way back.</summary>
internal static class AlternateColumns
{
    /// <summary>The first, third … numbers of a row, and the second, fourth …; a zero where the last has no partner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split<T>(ref T row, int count, ref T first, ref T second)
        where T : unmanaged
    {
        var i = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (; i + 16 <= count; i += 16)
            {
                var a = Vector256.LoadUnsafe(ref row, (nuint)i).AsSingle();
                var b = Vector256.LoadUnsafe(ref row, (nuint)i + 8).AsSingle();
                var (low, high) = (Avx.Permute2x128(a, b, 0x20), Avx.Permute2x128(a, b, 0x31));
                Avx.Shuffle(low, high, 0x88).As<float, T>().StoreUnsafe(ref first, (nuint)i / 2);
                Avx.Shuffle(low, high, 0xDD).As<float, T>().StoreUnsafe(ref second, (nuint)i / 2);
            }

            for (; i + 8 <= count; i += 8)
            {
                var a = Vector128.LoadUnsafe(ref row, (nuint)i).AsSingle();
                var b = Vector128.LoadUnsafe(ref row, (nuint)i + 4).AsSingle();
                Sse.Shuffle(a, b, 0x88).As<float, T>().StoreUnsafe(ref first, (nuint)i / 2);
                Sse.Shuffle(a, b, 0xDD).As<float, T>().StoreUnsafe(ref second, (nuint)i / 2);
            }
        }

        if (typeof(T) == typeof(double) && Avx2.IsSupported)
        {
            for (; i + 8 <= count; i += 8)
            {
                var a = Vector256.LoadUnsafe(ref row, (nuint)i).AsDouble();
                var b = Vector256.LoadUnsafe(ref row, (nuint)i + 4).AsDouble();
                Avx2.Permute4x64(Avx.UnpackLow(a, b), 0xD8).As<double, T>().StoreUnsafe(ref first, (nuint)i / 2);
                Avx2.Permute4x64(Avx.UnpackHigh(a, b), 0xD8).As<double, T>().StoreUnsafe(ref second, (nuint)i / 2);
            }
        }

        for (; i < count; i += 2)
        {
            Unsafe.Add(ref first, i / 2) = Unsafe.Add(ref row, i);
            Unsafe.Add(ref second, i / 2) = i + 1 < count ? Unsafe.Add(ref row, i + 1) : default;
        }
    }

    /// <summary>A row of numbers from one and the other by turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<T>(ref T first, ref T second, ref T row, int count)
        where T : unmanaged
    {
        var i = 0;
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            for (; i + 8 <= count; i += 8)
            {
                var a = Vector128.LoadUnsafe(ref first, (nuint)i / 2).AsSingle();
                var b = Vector128.LoadUnsafe(ref second, (nuint)i / 2).AsSingle();
                Sse.UnpackLow(a, b).As<float, T>().StoreUnsafe(ref row, (nuint)i);
                Sse.UnpackHigh(a, b).As<float, T>().StoreUnsafe(ref row, (nuint)i + 4);
            }
        }

        if (typeof(T) == typeof(double) && Avx.IsSupported)
        {
            for (; i + 8 <= count; i += 8)
            {
                var a = Vector256.LoadUnsafe(ref first, (nuint)i / 2).AsDouble();
                var b = Vector256.LoadUnsafe(ref second, (nuint)i / 2).AsDouble();
                var (low, high) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
                Avx.Permute2x128(low, high, 0x20).As<double, T>().StoreUnsafe(ref row, (nuint)i);
                Avx.Permute2x128(low, high, 0x31).As<double, T>().StoreUnsafe(ref row, (nuint)i + 4);
            }
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref row, i) = Unsafe.Add(ref i % 2 == 0 ? ref first : ref second, i / 2);
        }
    }
}
