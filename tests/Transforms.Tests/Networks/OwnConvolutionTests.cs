using NasPipelines.Networks.Native;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Tests.Networks;

/// <summary>Convolutions by kernels of our own, beside libtorch's.</summary>
public sealed class OwnConvolutionTests
{
    public sealed record Window(
        int Rows, int Columns, int KernelRows, int KernelColumns, int Down, int Right, int Top, int Left, int Apart);

    /// <summary>A convolution in the engine and in libtorch.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Input">[samples, channels, rows, columns].</param>
    /// <param name="LibTorch">In libtorch.</param>
    public sealed record Case(string Name, long[] Input, Func<Tensor, Tensor, Tensor> LibTorch)
    {
        internal ConvolutionShape Shape { get; init; } = null!;

        internal long[] Weight => Shape.Weight;

        public override string ToString() => Name;
    }

    private static readonly Window[] Windows =
    [
        new(32, 32, 3, 3, 1, 1, 1, 1, 1), new(32, 32, 5, 5, 1, 1, 2, 2, 1), new(16, 16, 3, 3, 1, 1, 2, 2, 2),
        new(16, 16, 5, 5, 2, 2, 4, 4, 2), new(9, 13, 3, 5, 1, 2, 1, 2, 1), new(13, 9, 5, 3, 3, 1, 0, 1, 1), new(7, 7, 7, 7, 1, 1, 3, 3, 1),
        new(5, 5, 5, 5, 1, 1, 0, 0, 1), new(1, 1, 3, 3, 1, 1, 1, 1, 1), new(2, 40, 3, 3, 2, 3, 1, 1, 1), new(10, 10, 3, 3, 4, 4, 1, 1, 1),
        new(33, 31, 2, 4, 2, 2, 1, 2, 3),
    ];

    // Samples, channels, channels of the results, rows, columns: whole vectors and rests of all of them, blocks of images and of rows.
    private static readonly (int Samples, int Channels, int Results, int Rows, int Columns)[] Sizes =
    [
        (3, 16, 16, 32, 32), (2, 64, 32, 8, 8), (9, 4, 8, 4, 4), (3, 3, 5, 7, 9), (2, 5, 3, 1, 1), (1, 2, 3, 5, 2), (2, 7, 9, 14, 13),
        (1, 1, 1, 40, 70), (5, 130, 6, 3, 3),
    ];

    private static IEnumerable<Case> Cases =>
    [
        .. Windows.Select(w => Grouped(
            w.ToString(), [3, 4, w.Rows, w.Columns], (w.KernelRows, w.KernelColumns), (w.Down, w.Right), (w.Top, w.Left), w.Apart)),
        .. Sizes.Select(s => Dense("3 x 3", s, 1, ConvolutionShape.Winograd)),
        .. Sizes.Select(s => Dense("3 x 3, every other", s, 1, ConvolutionShape.Strided, 2)),
        .. Sizes.Select(s => Dense("1 x 1", s, 0, ConvolutionShape.Pointwise)),
    ];

    private static IEnumerable<Case> OfEachKind =>
    [
        Grouped("grouped", [5, 7, 12, 12], (3, 3), (2, 2), (1, 1), 1), Dense("3 x 3", (5, 7, 6, 12, 12), 1, ConvolutionShape.Winograd),
        Dense("3 x 3, every other", (5, 7, 6, 12, 12), 1, ConvolutionShape.Strided, 2),
        Dense("1 x 1", (5, 7, 6, 12, 12), 0, ConvolutionShape.Pointwise),
    ];

    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    [Test]
    public void Apply_AnyConvolution_IsLibTorchsWithItsDerivatives(
        [ValueSource(nameof(Cases))] Case convolution, [Values(ScalarType.Float64, ScalarType.Float32)] ScalarType type)
    {
        using var scope = NewDisposeScope();
        var random = new Generator(1);
        var x = randn(convolution.Input, dtype: type, generator: random);
        var weight = randn(convolution.Weight, dtype: type, generator: random);

        var own = Derivatives(x, weight, (a, b) => OwnConvolution.Apply(a, b, convolution.Shape));
        var expected = Derivatives(x, weight, convolution.LibTorch);

        Assert.Multiple(() =>
        {
            foreach (var (mine, other) in own.Zip(expected))
            {
                Assert.That(mine.shape, Is.EqualTo(other.shape));
                var largest = (mine - other).abs().max().ToDouble() / Math.Max(1e-30, other.abs().max().ToDouble());
                Assert.That(largest, Is.LessThan(type == ScalarType.Float64 ? 1e-13 : 2e-5));
            }
        });
    }

    [Test]
    public void Apply_OneGradientOfTheTwo_IsLibTorchsWithItsDerivatives(
        [ValueSource(nameof(OfEachKind))] Case convolution, [Values(0, 1)] int which)
    {
        using var scope = NewDisposeScope();
        var x = randn(convolution.Input, dtype: ScalarType.Float64).requires_grad_();
        var weight = randn(convolution.Weight, dtype: ScalarType.Float64).requires_grad_();

        Assert.That(
            Third(OwnConvolution.Apply(x, weight, convolution.Shape)),
            Is.EqualTo(Third(convolution.LibTorch(x, weight))).Within(1e-6).Percent);

        // The gradient in one operand of the gradient in it of the gradient in it: nothing else is asked on the way.
        double[] Third(Tensor value)
        {
            Tensor[] both = [x, weight];
            var first = autograd.grad([value.pow(4).sum()], [both[which]], null, retain_graph: true, create_graph: true)[0];
            var second = autograd.grad([first.pow(2).sum()], both, null, retain_graph: true, create_graph: true);
            var third = autograd.grad([second[1 - which].pow(2).sum()], both);
            return [.. third.SelectMany(t => t.data<double>())];
        }
    }

    [Test]
    public void Apply_LastPassThroughTheGraph_SameDerivatives([ValueSource(nameof(OfEachKind))] Case convolution)
    {
        using var scope = NewDisposeScope();
        var x = randn(convolution.Input).requires_grad_();
        var weight = randn(convolution.Weight).requires_grad_();

        var kept = autograd.grad([OwnConvolution.Apply(x, weight, convolution.Shape).pow(2).sum()], [x, weight]);
        using (BackwardPass.Begin(isLast: true, [x, weight]))
        {
            var last = autograd.grad([OwnConvolution.Apply(x, weight, convolution.Shape).pow(2).sum()], [x, weight]);
            Assert.That(last.Select(t => t.data<float>().ToArray()), Is.EqualTo(kept.Select(t => t.data<float>().ToArray())));
        }

        Assert.That(BackwardPass.IsLast, Is.False);
    }

    [Test]
    public void Apply_PassAfterOtherGradients_FindsThemAndNoMore([ValueSource(nameof(OfEachKind))] Case convolution)
    {
        using var scope = NewDisposeScope();
        var x = randn(convolution.Input).requires_grad_();
        var weight = randn(convolution.Weight).requires_grad_();
        var expected = autograd.grad([OwnConvolution.Apply(x, weight, convolution.Shape).pow(2).sum()], [x])[0];

        using var pass = BackwardPass.Begin(isLast: false, [x]);
        var value = OwnConvolution.Apply(x, weight, convolution.Shape).pow(2).sum();
        var both = autograd.grad([value], [x, weight], null, allow_unused: true);

        Assert.That(both[0].data<float>().ToArray(), Is.EqualTo(expected.data<float>().ToArray()));
        Assert.That(both[1] is null or { IsInvalid: true });
    }

    [Test]
    public void Apply_SeveralThreads_SameBits([ValueSource(nameof(OfEachKind))] Case convolution)
    {
        using var scope = NewDisposeScope();
        var x = randn(convolution.Input);
        var weight = randn(convolution.Weight);

        var runs = new[] { 1, 3, 16 }.Select(threads =>
        {
            using var isolation = new TorchIsolation(threads);
            return Derivatives(x, weight, (a, b) => OwnConvolution.Apply(a, b, convolution.Shape)).Select(Bytes).ToArray();
        }).ToArray();

        Assert.That(runs[1..], Is.All.EqualTo(runs[0]));

        static byte[] Bytes(Tensor tensor) => tensor.detach().contiguous().bytes.ToArray();
    }

    [Test]
    public void Apply_ImagesAmongOthers_SameBitsAsAlone([ValueSource(nameof(OfEachKind))] Case convolution)
    {
        using var scope = NewDisposeScope();
        var x = randn(convolution.Input);
        var weight = randn(convolution.Weight);

        var together = OwnConvolution.Apply(x, weight, convolution.Shape)[^1].contiguous().data<float>().ToArray();
        var alone = OwnConvolution.Apply(x.narrow(0, x.shape[0] - 1, 1), weight, convolution.Shape).contiguous().data<float>().ToArray();

        Assert.That(alone, Is.EqualTo(together));
    }

    [Test]
    public void Apply_WithGradients_LeavesNoTensorBehind([ValueSource(nameof(OfEachKind))] Case convolution)
    {
        var before = Tensor.TotalCount;
        for (var round = 0; round < 3; round++)
        {
            using var scope = NewDisposeScope();
            var (x, weight) = (randn(convolution.Input), randn(convolution.Weight));
            using var pass = BackwardPass.Begin(isLast: false, [x, weight]);
            Derivatives(x, weight, (a, b) => OwnConvolution.Apply(a, b, convolution.Shape));
        }

        Assert.That(Tensor.TotalCount - before, Is.Zero);
    }

    private static Case Grouped(
        string name, long[] input, (int Rows, int Columns) kernel, (int Rows, int Columns) strides, (int Rows, int Columns) pads, int apart)
    {
        return new(name, input, (x, weight) => F.conv2d(
            x, weight, null, [strides.Rows, strides.Columns], [pads.Rows, pads.Columns], [apart, apart], (int)input[1]))
        {
            Shape = ConvolutionShape.Depthwise(
                input[1], new(((int)input[2], (int)input[3]), kernel, strides, pads, (apart, apart))),
        };
    }

    private static Case Dense(
        string name, (int Samples, int Channels, int Results, int Rows, int Columns) size, int pad,
        Func<long, long, (int Rows, int Columns), ConvolutionShape> shape, int stride = 1) =>
        new(
            $"{name} {size}", [size.Samples, size.Channels, size.Rows, size.Columns],
            (x, weight) => F.conv2d(x, weight, null, [stride, stride], [pad, pad]))
        {
            Shape = shape(size.Channels, size.Results, (size.Rows, size.Columns)),
        };

    // The value, the gradients of a sum of cubes of it, and those of a sum of cubes of these.
    private static Tensor[] Derivatives(Tensor x, Tensor weight, Func<Tensor, Tensor, Tensor> convolve)
    {
        var (a, b) = (x.detach().requires_grad_(), weight.detach().requires_grad_());
        var value = convolve(a, b);
        var first = autograd.grad([value.pow(3).sum()], [a, b], null, retain_graph: true, create_graph: true);
        var second = autograd.grad([first[0].pow(3).sum() + first[1].pow(3).sum()], [a, b]);
        return [value, first[0], first[1], second[0], second[1]];
    }
}
