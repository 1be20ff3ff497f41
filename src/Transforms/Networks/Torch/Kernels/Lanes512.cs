using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Lanes of 512 bits.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="numbers">The numbers.</param>
internal readonly unsafe struct Lanes512<T>(Vector512<T> numbers) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _numbers = numbers;

    /// <inheritdoc/>
    public static int Count => Vector512<T>.Count;

    /// <inheritdoc/>
    public static int Parts => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new(left._numbers + right._numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new(left._numbers - right._numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new(left._numbers * right._numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> value) => new(-value._numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Of(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref T from) => new(Vector512.LoadUnsafe(ref from));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Repeat(T* from) =>
        Avx512F.IsSupported
            ? new(Avx512F.BroadcastVector256ToVector512((double*)from).As<double, T>())
            : new(Vector512.Create(Vector256.Load(from), Vector256.Load(from)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Gather(ref T from, nint apart) =>
        new(Vector256.LoadUnsafe(ref from).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref Unsafe.Add(ref from, apart))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> sum) =>
        new(Fused.MultiplyAdd(x._numbers, y._numbers, sum._numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c, Lanes512<T> d, ref double sums, nint apart)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            var pairs = Pairs(a._numbers.AsSingle(), b._numbers.AsSingle());
            var sumsOfLines = Pairs(pairs, Pairs(c._numbers.AsSingle(), d._numbers.AsSingle()));
            LaneSums.AddHalves(sumsOfLines.GetLower(), ref sums);
            LaneSums.AddHalves(sumsOfLines.GetUpper(), ref Unsafe.Add(ref sums, apart));
            return;
        }

        LaneSums.Add(a._numbers.GetLower(), b._numbers.GetLower(), c._numbers.GetLower(), d._numbers.GetLower(), ref sums);
        LaneSums.Add(
            a._numbers.GetUpper(), b._numbers.GetUpper(), c._numbers.GetUpper(), d._numbers.GetUpper(), ref Unsafe.Add(ref sums, apart));

        // As Avx.HorizontalAdd.
        static Vector512<float> Pairs(Vector512<float> x, Vector512<float> y) =>
            Avx512F.Shuffle(x, y, 0b_10_00_10_00) + Avx512F.Shuffle(x, y, 0b_11_01_11_01);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T to) => _numbers.StoreUnsafe(ref to);
}
