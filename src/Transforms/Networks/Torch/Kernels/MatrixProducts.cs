using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Products of matrices that are small in one direction, on one thread.</summary>
internal static class MatrixProducts
{
    /// <summary>Rows of the left matrix that are worked on at once.</summary>
    public const int Rows = 4;

    /// <summary>Columns of the right matrix that are worked on at once.</summary>
    public static int Columns<T>() => 2 * Vector256<T>.Count;

    /// <summary>Four rows of a product.</summary>
    /// <param name="left">[inner, 4]: the four rows, by columns.</param>
    /// <param name="right">[inner, columns].</param>
    /// <param name="inner">The length of what is added.</param>
    /// <param name="pitch">From a row of the right matrix to the next.</param>
    /// <param name="columns">Columns, rounded up to whole vectors.</param>
    /// <param name="results">[4, columns].</param>
    /// <param name="pitchOfResults">From a row of the results to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(ref T left, ref T right, int inner, nint pitch, int columns, ref T results, nint pitchOfResults)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector256<T>.Count;
        for (nint column = 0; column < columns; column += 2 * width)
        {
            var (a, b, c, d) = (Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero);
            var (p, q, r, s) = (Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero);
            ref var weights = ref left;
            ref var values = ref Unsafe.Add(ref right, column);
            for (var i = 0; i < inner; i++)
            {
                var x = Vector256.LoadUnsafe(ref values);
                var y = Vector256.LoadUnsafe(ref Unsafe.Add(ref values, width));
                var first = Vector256.Create(weights);
                a = Fused.MultiplyAdd(first, x, a);
                p = Fused.MultiplyAdd(first, y, p);
                var second = Vector256.Create(Unsafe.Add(ref weights, 1));
                b = Fused.MultiplyAdd(second, x, b);
                q = Fused.MultiplyAdd(second, y, q);
                var third = Vector256.Create(Unsafe.Add(ref weights, 2));
                c = Fused.MultiplyAdd(third, x, c);
                r = Fused.MultiplyAdd(third, y, r);
                var fourth = Vector256.Create(Unsafe.Add(ref weights, 3));
                d = Fused.MultiplyAdd(fourth, x, d);
                s = Fused.MultiplyAdd(fourth, y, s);
                weights = ref Unsafe.Add(ref weights, Rows);
                values = ref Unsafe.Add(ref values, pitch);
            }

            ref var to = ref Unsafe.Add(ref results, column);
            Store(a, p, ref to);
            Store(b, q, ref Unsafe.Add(ref to, pitchOfResults));
            Store(c, r, ref Unsafe.Add(ref to, 2 * pitchOfResults));
            Store(d, s, ref Unsafe.Add(ref to, 3 * pitchOfResults));
        }

        static void Store(Vector256<T> x, Vector256<T> y, ref T to)
        {
            x.StoreUnsafe(ref to);
            y.StoreUnsafe(ref Unsafe.Add(ref to, Vector256<T>.Count));
        }
    }

    /// <summary>Adds the products of four rows with two others, along the rows.</summary>
    /// <param name="left">[4, length].</param>
    /// <param name="pitchOfLeft">From a row to the next.</param>
    /// <param name="right">[2, length].</param>
    /// <param name="pitchOfRight">From a row to the next.</param>
    /// <param name="length">Rounded up to whole vectors; what is beyond the end is zero.</param>
    /// <param name="sums">The four products with the first row.</param>
    /// <param name="others">Those with the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts<T>(
        ref T left, nint pitchOfLeft, ref T right, nint pitchOfRight, int length, ref double sums, ref double others)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, b, c, d) = (Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero);
        var (p, q, r, s) = (Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero);
        for (nint i = 0; i < length; i += Vector256<T>.Count)
        {
            var x = Vector256.LoadUnsafe(ref Unsafe.Add(ref right, i));
            var y = Vector256.LoadUnsafe(ref Unsafe.Add(ref right, pitchOfRight + i));
            ref var row = ref Unsafe.Add(ref left, i);
            var first = Vector256.LoadUnsafe(ref row);
            a = Fused.MultiplyAdd(first, x, a);
            p = Fused.MultiplyAdd(first, y, p);
            var second = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, pitchOfLeft));
            b = Fused.MultiplyAdd(second, x, b);
            q = Fused.MultiplyAdd(second, y, q);
            var third = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 2 * pitchOfLeft));
            c = Fused.MultiplyAdd(third, x, c);
            r = Fused.MultiplyAdd(third, y, r);
            var fourth = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 3 * pitchOfLeft));
            d = Fused.MultiplyAdd(fourth, x, d);
            s = Fused.MultiplyAdd(fourth, y, s);
        }

        Add(a, b, c, d, ref sums);
        Add(p, q, r, s, ref others);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c, Vector256<T> d, ref double sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            var halves = Avx.HorizontalAdd(
                Avx.HorizontalAdd(a.AsSingle(), b.AsSingle()), Avx.HorizontalAdd(c.AsSingle(), d.AsSingle()));
            var four = Avx.ConvertToVector256Double(halves.GetLower() + halves.GetUpper());
            (Vector256.LoadUnsafe(ref sums) + four).StoreUnsafe(ref sums);
            return;
        }

        sums += double.CreateTruncating(Vector256.Sum(a));
        Unsafe.Add(ref sums, 1) += double.CreateTruncating(Vector256.Sum(b));
        Unsafe.Add(ref sums, 2) += double.CreateTruncating(Vector256.Sum(c));
        Unsafe.Add(ref sums, 3) += double.CreateTruncating(Vector256.Sum(d));
    }
}
