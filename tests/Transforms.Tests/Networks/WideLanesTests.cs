using System.Numerics;
using System.Runtime.InteropServices;
using NasPipelines.Networks.Torch.Kernels;

namespace NasPipelines.Tests.Networks;

/// <summary>Kernels with lanes of 256 and of 512 bits, which processors without such lanes make up from narrower ones.</summary>
public sealed class WideLanesTests
{
    /// <summary>A kernel for each width.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Planes">Values of the planes.</param>
    /// <param name="Weights">Values of the weights.</param>
    /// <param name="Results">Values of the results.</param>
    /// <param name="Channels">Channels of the results.</param>
    public sealed record Case(string Name, int Planes, int Weights, int Results, int Channels)
    {
        internal Func<bool, IConvolutionKernel> Single { get; init; } = null!;

        internal Func<bool, IConvolutionKernel> Double { get; init; } = null!;

        public override string ToString() => Name;
    }

    // Images, channels, channels of the results, rows, columns: with rests of rows, of lanes and of blocks.
    private static readonly (int Images, int Channels, int Results, int Rows, int Columns)[] Sizes =
    [
        (3, 16, 16, 32, 32), (5, 64, 32, 8, 8), (9, 3, 8, 4, 4), (3, 3, 5, 7, 9), (2, 5, 3, 1, 1), (2, 7, 9, 14, 13), (1, 1, 1, 40, 70),
        (5, 130, 6, 3, 3),
    ];

    private static readonly DepthwiseWindow[] Windows =
    [
        new((32, 32), (5, 5), (1, 1), (2, 2), (1, 1)), new((8, 8), (3, 3), (1, 1), (1, 1), (1, 1)),
        new((16, 16), (5, 5), (2, 2), (4, 4), (2, 2)), new((9, 13), (3, 5), (1, 2), (1, 2), (1, 1)),
        new((1, 1), (3, 3), (1, 1), (1, 1), (1, 1)),
    ];

    private static IEnumerable<Case> Cases =>
    [
        .. Sizes.Select(s => Dense("3 x 3", s, 9) with
        {
            Single = isWide => KernelFactory<float>.Winograd((s.Rows, s.Columns), s.Channels, s.Results, isWide),
            Double = isWide => KernelFactory<double>.Winograd((s.Rows, s.Columns), s.Channels, s.Results, isWide),
        }),
        .. Sizes.Select(s => Dense("3 x 3, every other", s, 9) with
        {
            Results = s.Images * s.Results * ((s.Rows + 1) / 2) * ((s.Columns + 1) / 2),
            Single = isWide => KernelFactory<float>.Strided((s.Rows, s.Columns), s.Channels, s.Results, isWide),
            Double = isWide => KernelFactory<double>.Strided((s.Rows, s.Columns), s.Channels, s.Results, isWide),
        }),
        .. Sizes.Select(s => Dense("1 x 1", s, 1) with
        {
            Single = isWide => KernelFactory<float>.Pointwise((s.Rows, s.Columns), s.Channels, s.Results, isWide),
            Double = isWide => KernelFactory<double>.Pointwise((s.Rows, s.Columns), s.Channels, s.Results, isWide),
        }),
        .. Windows.Select(w => new Case(
            $"each channel, {w.Kernel} on {w.Input}", 6 * w.Input.Rows * w.Input.Columns, 3 * w.Taps.Length,
            6 * w.Output.Rows * w.Output.Columns, 3)
        {
            Single = isWide => KernelFactory<float>.Depthwise(w, isWide),
            Double = isWide => KernelFactory<double>.Depthwise(w, isWide),
        }),
    ];

    [Test]
    public void Convolution_OfEitherWidth_SameBits([ValueSource(nameof(Cases))] Case convolution)
    {
        Assert.Multiple(() =>
        {
            Compare<float>(convolution.Single);
            Compare<double>(convolution.Double);
        });

        void Compare<T>(Func<bool, IConvolutionKernel> kernel)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Assert.That(Run<T>(convolution, kernel(true)), Is.EqualTo(Run<T>(convolution, kernel(false))), typeof(T).Name);
    }

    [TestCase(32, 32)]
    [TestCase(8, 8)]
    [TestCase(13, 9)]
    public void Pooling_OfEitherWidth_SameBits(int rows, int columns)
    {
        Assert.Multiple(() =>
        {
            foreach (var isBack in new[] { false, true })
            {
                var window = new PoolingWindow(rows, columns, 3);
                Compare<float>(
                    new PoolingKernel<float, Lanes512<float>>(window, isBack).Run,
                    new PoolingKernel<float, Lanes256<float>>(window, isBack).Run);
                Compare<double>(
                    new PoolingKernel<double, Lanes512<double>>(window, isBack).Run,
                    new PoolingKernel<double, Lanes256<double>>(window, isBack).Run);
            }
        });

        void Compare<T>(Pool<T> wide, Pool<T> narrow)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var planes = Numbers<T>(3 * rows * columns, 1);
            var (first, second) = (new T[planes.Length], new T[planes.Length]);
            wide(planes, first);
            narrow(planes, second);
            Assert.That(first, Is.EqualTo(second));
        }
    }

    private delegate void Pool<T>(ReadOnlySpan<T> planes, Span<T> results);

    private static Case Dense(string name, (int Images, int Channels, int Results, int Rows, int Columns) s, int places) => new(
        $"{name} on {s}", s.Images * s.Channels * s.Rows * s.Columns, s.Results * s.Channels * places,
        s.Images * s.Results * s.Rows * s.Columns, s.Results);

    // The convolution and both gradients.
    private static T[][] Run<T>(Case convolution, IConvolutionKernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var planes = MemoryMarshal.AsBytes<T>(Numbers<T>(convolution.Planes, 1));
        var weights = MemoryMarshal.AsBytes<T>(Numbers<T>(convolution.Weights, 2));
        var gradients = MemoryMarshal.AsBytes<T>(Numbers<T>(convolution.Results, 3));
        T[] results = new T[convolution.Results], ofPlanes = new T[convolution.Planes], ofWeights = new T[convolution.Weights];
        kernel.Convolve(planes, weights, MemoryMarshal.AsBytes(results.AsSpan()));
        kernel.ConvolveBack(gradients, weights, MemoryMarshal.AsBytes(ofPlanes.AsSpan()));
        kernel.Correlate(planes, gradients, ..convolution.Channels, MemoryMarshal.AsBytes(ofWeights.AsSpan()));
        return [results, ofPlanes, ofWeights];
    }

    private static T[] Numbers<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
    }
}
