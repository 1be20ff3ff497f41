using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// Sums in one order on all processors: <see cref="System.Numerics.Tensors.TensorPrimitives"/> adds as many numbers at a time as vectors
/// have, so that the last bits depend on the machine.
/// </summary>
internal static class FixedSums
{
    /// <summary>The sum of numbers.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Add<T, Itself<T>>(x, x);

    /// <summary>The sum of absolute values.</summary>
    public static T SumOfMagnitudes<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Add<T, Magnitude<T>>(x, x);

    /// <summary>The sum of products of numbers of one length.</summary>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        return Add<T, Product<T>>(x, y);
    }

    /// <summary>The Euclidean norm.</summary>
    public static T Norm<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sqrt(Dot(x, x));

    // Four vectors of 256 bits, what is left one by one, and then these with each other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Add<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : ITerm<T>
    {
        ref var first = ref MemoryMarshal.GetReference(x);
        ref var second = ref MemoryMarshal.GetReference(y);
        var (i, width) = (0, Vector256<T>.Count);
        var (a, b, c, d) = (Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero);
        for (; i + (4 * width) <= x.Length; i += 4 * width)
        {
            a = TTerm.Add(Load(ref first, i), Load(ref second, i), a);
            b = TTerm.Add(Load(ref first, i + width), Load(ref second, i + width), b);
            c = TTerm.Add(Load(ref first, i + (2 * width)), Load(ref second, i + (2 * width)), c);
            d = TTerm.Add(Load(ref first, i + (3 * width)), Load(ref second, i + (3 * width)), d);
        }

        var rest = Vector256<T>.Zero;
        for (; i < x.Length; i++)
        {
            rest = TTerm.Add(Vector256.CreateScalar(x[i]), Vector256.CreateScalar(y[i]), rest);
        }

        var lanes = a + b + (c + d);
        var sum = rest.ToScalar();
        for (var lane = 0; lane < width; lane++)
        {
            sum += lanes[lane];
        }

        return sum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<T> Load(ref T from, int at) => Vector256.LoadUnsafe(ref from, (nuint)at);
    }

    private interface ITerm<T>
        where T : unmanaged
    {
        static abstract Vector256<T> Add(Vector256<T> x, Vector256<T> y, Vector256<T> sum);
    }

    private readonly struct Itself<T> : ITerm<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Add(Vector256<T> x, Vector256<T> y, Vector256<T> sum) => sum + x;
    }

    private readonly struct Magnitude<T> : ITerm<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Add(Vector256<T> x, Vector256<T> y, Vector256<T> sum) => sum + Vector256.Abs(x);
    }

    private readonly struct Product<T> : ITerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Add(Vector256<T> x, Vector256<T> y, Vector256<T> sum) => Fused.MultiplyAdd(x, y, sum);
    }
}
