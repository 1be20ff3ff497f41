using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Lanes of 256 bits.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="numbers">The numbers.</param>
internal readonly unsafe struct Lanes256<T>(Vector256<T> numbers) : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _numbers = numbers;

    /// <inheritdoc/>
    public static int Count => Vector256<T>.Count;

    /// <inheritdoc/>
    public static int Parts => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new(left._numbers + right._numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new(left._numbers - right._numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new(left._numbers * right._numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> value) => new(-value._numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Of(T value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref T from) => new(Vector256.LoadUnsafe(ref from));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Repeat(T* from) => new(Vector256.Load(from));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Gather(ref T from, nint apart) => Load(ref from);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> sum) =>
        new(Fused.MultiplyAdd(x._numbers, y._numbers, sum._numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c, Lanes256<T> d, ref double sums, nint apart)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            var pairs = Avx.HorizontalAdd(a._numbers.AsSingle(), b._numbers.AsSingle());
            var others = Avx.HorizontalAdd(c._numbers.AsSingle(), d._numbers.AsSingle());
            LaneSums.AddHalves(Avx.HorizontalAdd(pairs, others), ref sums);
            return;
        }

        LaneSums.Add(a._numbers, b._numbers, c._numbers, d._numbers, ref sums);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T to) => _numbers.StoreUnsafe(ref to);
}
