using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// The depthwise convolution and its two gradients, channel by channel, so that what the window moves over stays in the first cache. Where
/// oneDNN has no kernel of its own, as for most gradients, libtorch makes a matrix and a product of each channel of each image.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLanes">The lanes to work with.</typeparam>
/// <param name="window">The window.</param>
/// <threadsafety>One thread at a time: it has its own memory to work in.</threadsafety>
internal sealed class DepthwiseKernel<T, TLanes>(DepthwiseWindow window) : IConvolutionKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    private readonly int[] _distances = [.. window.Taps.Select(tap => (tap.Phase * window.PhaseLength) + tap.Distance)];
    private readonly (int[] Places, int[] Distances)[] _backward = Backward(window);
    private readonly DepthwiseLayout _layout = new(window);

    // One channel of one image, its gradient, its positions after zeros, that the gradient of the first values reads, and results. Vectors
    // reach beyond the ends.
    private readonly T[] _phases = new T[((window.Phases + 1) * window.PhaseLength) + VectorUnits.Length];
    private readonly T[] _gradients = new T[window.Phases * window.PhaseLength];
    private readonly T[] _positions = new T[(2 * window.PhaseLength) + window.Length + VectorUnits.Length];
    private readonly T[] _results = new T[window.Length];

    private int Places => window.Taps.Length;

    private int InputValues => window.Input.Rows * window.Input.Columns;

    private int OutputValues => window.Output.Rows * window.Output.Columns;

    private Span<T> Positions => _positions.AsSpan(window.Reach, window.Length);

    /// <inheritdoc/>
    public void Convolve(ReadOnlySpan<byte> planes, ReadOnlySpan<byte> weights, Span<byte> results) =>
        Convolve(Cast(planes), Cast(weights), MemoryMarshal.Cast<byte, T>(results));

    /// <inheritdoc/>
    public void ConvolveBack(ReadOnlySpan<byte> gradients, ReadOnlySpan<byte> weights, Span<byte> results) =>
        ConvolveBack(Cast(gradients), Cast(weights), MemoryMarshal.Cast<byte, T>(results));

    /// <inheritdoc/>
    public void Correlate(ReadOnlySpan<byte> planes, ReadOnlySpan<byte> gradients, Range channels, Span<byte> results)
    {
        var all = MemoryMarshal.Cast<byte, T>(results);
        var (first, count) = channels.GetOffsetAndLength(all.Length / Places);
        for (var channel = first; channel < first + count; channel++)
        {
            Correlate(Cast(planes), Cast(gradients), all.Length / Places, channel, all.Slice(channel * Places, Places));
        }
    }

    private static ReadOnlySpan<T> Cast(ReadOnlySpan<byte> values) => MemoryMarshal.Cast<byte, T>(values);

    private void Convolve(ReadOnlySpan<T> planes, ReadOnlySpan<T> weights, Span<T> results)
    {
        for (var plane = 0; plane < planes.Length / InputValues; plane++)
        {
            _layout.ToPhases<T>(planes.Slice(plane * InputValues, InputValues), _phases);
            Gather(_phases, _distances, Of(weights, plane), _results);
            _layout.FromPositions<T>(_results, results.Slice(plane * OutputValues, OutputValues));
        }
    }

    private void ConvolveBack(ReadOnlySpan<T> gradients, ReadOnlySpan<T> weights, Span<T> results)
    {
        Span<T> chosen = stackalloc T[Places];
        for (var plane = 0; plane < gradients.Length / OutputValues; plane++)
        {
            _layout.ToPositions(gradients.Slice(plane * OutputValues, OutputValues), Positions);
            var all = Of(weights, plane);
            for (var phase = 0; phase < _backward.Length; phase++)
            {
                var (places, distances) = _backward[phase];
                for (var i = 0; i < places.Length; i++)
                {
                    chosen[i] = all[places[i]];
                }

                Gather(_positions, distances, chosen[..places.Length], _gradients.AsSpan(phase * window.PhaseLength, window.PhaseLength));
            }

            _layout.FromPhases<T>(_gradients, results.Slice(plane * InputValues, InputValues));
        }
    }

    private void Correlate(ReadOnlySpan<T> planes, ReadOnlySpan<T> gradients, int channels, int channel, Span<T> result)
    {
        Span<double> sums = stackalloc double[Places];
        sums.Clear();
        for (var plane = channel; plane < planes.Length / InputValues; plane += channels)
        {
            _layout.ToPhases<T>(planes.Slice(plane * InputValues, InputValues), _phases);
            _layout.ToPositions(gradients.Slice(plane * OutputValues, OutputValues), Positions);
            AddProducts(_phases, _distances, Positions, sums);
        }

        for (var place = 0; place < Places; place++)
        {
            result[place] = T.CreateTruncating(sums[place]);
        }
    }

    private ReadOnlySpan<T> Of(ReadOnlySpan<T> weights, int plane) => weights.Slice(plane % (weights.Length / Places) * Places, Places);

    // The sum over places of weight times source, for all positions of the target.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(ReadOnlySpan<T> source, ReadOnlySpan<int> offsets, ReadOnlySpan<T> weights, Span<T> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (at, width) = (0, TLanes.Count);
        for (; at + (4 * width) <= target.Length; at += 4 * width)
        {
            var (a, b, c, d) = (default(TLanes), default(TLanes), default(TLanes), default(TLanes));
            for (var t = 0; t < offsets.Length; t++)
            {
                var weight = TLanes.Of(weights[t]);
                ref var first = ref Unsafe.Add(ref from, at + offsets[t]);
                a = TLanes.MultiplyAdd(weight, TLanes.Load(ref first), a);
                b = TLanes.MultiplyAdd(weight, TLanes.Load(ref Unsafe.Add(ref first, width)), b);
                c = TLanes.MultiplyAdd(weight, TLanes.Load(ref Unsafe.Add(ref first, 2 * width)), c);
                d = TLanes.MultiplyAdd(weight, TLanes.Load(ref Unsafe.Add(ref first, 3 * width)), d);
            }

            ref var four = ref Unsafe.Add(ref to, at);
            a.Store(ref four);
            b.Store(ref Unsafe.Add(ref four, width));
            c.Store(ref Unsafe.Add(ref four, 2 * width));
            d.Store(ref Unsafe.Add(ref four, 3 * width));
        }

        for (; at < target.Length; at += 2 * width)
        {
            var (a, b) = (default(TLanes), default(TLanes));
            for (var t = 0; t < offsets.Length; t++)
            {
                var weight = TLanes.Of(weights[t]);
                ref var first = ref Unsafe.Add(ref from, at + offsets[t]);
                a = TLanes.MultiplyAdd(weight, TLanes.Load(ref first), a);
                b = TLanes.MultiplyAdd(weight, TLanes.Load(ref Unsafe.Add(ref first, width)), b);
            }

            a.Store(ref Unsafe.Add(ref to, at));
            b.Store(ref Unsafe.Add(ref to, at + width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(ReadOnlySpan<T> source, ReadOnlySpan<int> offsets, ReadOnlySpan<T> gradient, Span<double> sums)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var above = ref MemoryMarshal.GetReference(gradient);
        var width = Vector256<T>.Count;
        var tap = 0;
        for (; tap + 4 <= offsets.Length; tap += 4)
        {
            var (a, b, c, d) = (Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero);
            ref var p = ref Unsafe.Add(ref from, offsets[tap]);
            ref var q = ref Unsafe.Add(ref from, offsets[tap + 1]);
            ref var r = ref Unsafe.Add(ref from, offsets[tap + 2]);
            ref var s = ref Unsafe.Add(ref from, offsets[tap + 3]);
            for (nuint at = 0; at < (nuint)gradient.Length; at += (nuint)width)
            {
                var g = Vector256.LoadUnsafe(ref above, at);
                a = Fused.MultiplyAdd(g, Vector256.LoadUnsafe(ref p, at), a);
                b = Fused.MultiplyAdd(g, Vector256.LoadUnsafe(ref q, at), b);
                c = Fused.MultiplyAdd(g, Vector256.LoadUnsafe(ref r, at), c);
                d = Fused.MultiplyAdd(g, Vector256.LoadUnsafe(ref s, at), d);
            }

            LaneSums.Add(a, b, c, d, ref sums[tap]);
        }

        for (; tap < offsets.Length; tap++)
        {
            var sum = Vector256<T>.Zero;
            ref var p = ref Unsafe.Add(ref from, offsets[tap]);
            for (nuint at = 0; at < (nuint)gradient.Length; at += (nuint)width)
            {
                sum = Fused.MultiplyAdd(Vector256.LoadUnsafe(ref above, at), Vector256.LoadUnsafe(ref p, at), sum);
            }

            sums[tap] += double.CreateTruncating(Vector256.Sum(sum));
        }
    }

    // For each phase the places of the window that read it, and where its values find the positions that read them.
    private static (int[] Places, int[] Distances)[] Backward(DepthwiseWindow window) =>
        [.. Enumerable.Range(0, window.Phases).Select(phase =>
        {
            int[] places = [.. Enumerable.Range(0, window.Taps.Length).Where(place => window.Taps[place].Phase == phase)];
            return (places, places.Select(place => window.Reach - window.Taps[place].Distance).ToArray());
        })];
}
