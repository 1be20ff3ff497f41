using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Products of matrices that are small in one direction, on one thread.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLanes">The lanes to work with.</typeparam>
internal static unsafe class MatrixProducts<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    /// <summary>Rows of the left matrix that are worked on at once.</summary>
    public const int Rows = 4;

    /// <summary>Columns of the right matrix that are worked on at once.</summary>
    public static int Columns => 2 * TLanes.Count;

    /// <summary>Rows of the right matrix whose products with others are added at once.</summary>
    public static int Others => 2 * TLanes.Parts;

    /// <summary>Four rows of a product.</summary>
    /// <param name="left">[inner, 4]: the four rows, by columns.</param>
    /// <param name="right">[inner, columns].</param>
    /// <param name="inner">The length of what is added.</param>
    /// <param name="pitch">From a row of the right matrix to the next.</param>
    /// <param name="columns">Columns, rounded up to whole lanes.</param>
    /// <param name="results">[4, columns].</param>
    /// <param name="pitchOfResults">From a row of the results to the next.</param>
    /// <param name="isAdded">Whether it is added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        ref T left, ref T right, int inner, nint pitch, int columns, ref T results, nint pitchOfResults, bool isAdded = false)
    {
        for (nint column = 0; column < columns; column += Columns)
        {
            var (a, b, c, d) = (default(TLanes), default(TLanes), default(TLanes), default(TLanes));
            var (p, q, r, s) = (default(TLanes), default(TLanes), default(TLanes), default(TLanes));
            ref var to = ref Unsafe.Add(ref results, column);
            if (isAdded)
            {
                (a, p) = Load(ref to);
                (b, q) = Load(ref Unsafe.Add(ref to, pitchOfResults));
                (c, r) = Load(ref Unsafe.Add(ref to, 2 * pitchOfResults));
                (d, s) = Load(ref Unsafe.Add(ref to, 3 * pitchOfResults));
            }

            ref var weights = ref left;
            ref var values = ref Unsafe.Add(ref right, column);
            for (var i = 0; i < inner; i++)
            {
                var x = TLanes.Load(ref values);
                var y = TLanes.Load(ref Unsafe.Add(ref values, TLanes.Count));
                var first = TLanes.Of(weights);
                a = TLanes.MultiplyAdd(first, x, a);
                p = TLanes.MultiplyAdd(first, y, p);
                var second = TLanes.Of(Unsafe.Add(ref weights, 1));
                b = TLanes.MultiplyAdd(second, x, b);
                q = TLanes.MultiplyAdd(second, y, q);
                var third = TLanes.Of(Unsafe.Add(ref weights, 2));
                c = TLanes.MultiplyAdd(third, x, c);
                r = TLanes.MultiplyAdd(third, y, r);
                var fourth = TLanes.Of(Unsafe.Add(ref weights, 3));
                d = TLanes.MultiplyAdd(fourth, x, d);
                s = TLanes.MultiplyAdd(fourth, y, s);
                weights = ref Unsafe.Add(ref weights, Rows);
                values = ref Unsafe.Add(ref values, pitch);
            }

            Store(a, p, ref to);
            Store(b, q, ref Unsafe.Add(ref to, pitchOfResults));
            Store(c, r, ref Unsafe.Add(ref to, 2 * pitchOfResults));
            Store(d, s, ref Unsafe.Add(ref to, 3 * pitchOfResults));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static (TLanes First, TLanes Second) Load(ref T from) =>
            (TLanes.Load(ref from), TLanes.Load(ref Unsafe.Add(ref from, TLanes.Count)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store(TLanes x, TLanes y, ref T to)
        {
            x.Store(ref to);
            y.Store(ref Unsafe.Add(ref to, TLanes.Count));
        }
    }

    /// <summary>Adds the products of four rows with <see cref="Others"/>, along the rows.</summary>
    /// <param name="left">[4, length], where the collector does not move it.</param>
    /// <param name="pitchOfLeft">From a row to the next.</param>
    /// <param name="right">[others, length].</param>
    /// <param name="pitchOfRight">From a row to the next.</param>
    /// <param name="length">Rounded up to whole vectors of 256 bits; what is beyond the end is zero.</param>
    /// <param name="sums">The four products with each of the others.</param>
    /// <param name="pitchOfSums">From those with one to those with the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts(
        T* left, nint pitchOfLeft, ref T right, nint pitchOfRight, int length, ref double sums, nint pitchOfSums)
    {
        var (a, b, c, d) = (default(TLanes), default(TLanes), default(TLanes), default(TLanes));
        var (p, q, r, s) = (default(TLanes), default(TLanes), default(TLanes), default(TLanes));
        for (nint i = 0; i < length; i += Vector256<T>.Count)
        {
            ref var other = ref Unsafe.Add(ref right, i);
            var x = TLanes.Gather(ref other, pitchOfRight);
            var y = TLanes.Gather(ref Unsafe.Add(ref other, TLanes.Parts * pitchOfRight), pitchOfRight);
            var row = left + i;
            var first = TLanes.Repeat(row);
            a = TLanes.MultiplyAdd(first, x, a);
            p = TLanes.MultiplyAdd(first, y, p);
            var second = TLanes.Repeat(row + pitchOfLeft);
            b = TLanes.MultiplyAdd(second, x, b);
            q = TLanes.MultiplyAdd(second, y, q);
            var third = TLanes.Repeat(row + (2 * pitchOfLeft));
            c = TLanes.MultiplyAdd(third, x, c);
            r = TLanes.MultiplyAdd(third, y, r);
            var fourth = TLanes.Repeat(row + (3 * pitchOfLeft));
            d = TLanes.MultiplyAdd(fourth, x, d);
            s = TLanes.MultiplyAdd(fourth, y, s);
        }

        TLanes.AddSums(a, b, c, d, ref sums, pitchOfSums);
        TLanes.AddSums(p, q, r, s, ref Unsafe.Add(ref sums, TLanes.Parts * pitchOfSums), pitchOfSums);
    }
}
