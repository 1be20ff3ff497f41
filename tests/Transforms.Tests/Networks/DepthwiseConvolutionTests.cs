using NasPipelines.Networks.Native;
using NasPipelines.Networks.Torch;
using NasPipelines.Networks.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Tests.Networks;

/// <summary>The convolution of each channel alone, beside libtorch's grouped one.</summary>
public sealed class DepthwiseConvolutionTests
{
    public sealed record Window(int Rows, int Columns, int KernelRows, int KernelColumns, int Down, int Right, int Top, int Left, int Apart)
    {
        internal DepthwiseWindow Own => new((Rows, Columns), (KernelRows, KernelColumns), (Down, Right), (Top, Left), (Apart, Apart));
    }

    private static readonly Window[] Windows =
    [
        new(32, 32, 3, 3, 1, 1, 1, 1, 1), new(32, 32, 5, 5, 1, 1, 2, 2, 1), new(16, 16, 3, 3, 1, 1, 2, 2, 2),
        new(16, 16, 5, 5, 2, 2, 4, 4, 2), new(9, 13, 3, 5, 1, 2, 1, 2, 1), new(13, 9, 5, 3, 3, 1, 0, 1, 1), new(7, 7, 7, 7, 1, 1, 3, 3, 1),
        new(5, 5, 5, 5, 1, 1, 0, 0, 1), new(1, 1, 3, 3, 1, 1, 1, 1, 1), new(2, 40, 3, 3, 2, 3, 1, 1, 1), new(10, 10, 3, 3, 4, 4, 1, 1, 1),
        new(33, 31, 2, 4, 2, 2, 1, 2, 3),
    ];

    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    [Test]
    public void Apply_AnyWindow_IsTheGroupedConvolutionWithItsDerivatives(
        [ValueSource(nameof(Windows))] Window window, [Values(ScalarType.Float64, ScalarType.Float32)] ScalarType type)
    {
        using var scope = NewDisposeScope();
        var random = new Generator(1);
        var x = randn([3, 4, window.Rows, window.Columns], dtype: type, generator: random);
        var weight = randn([4, 1, window.KernelRows, window.KernelColumns], dtype: type, generator: random);

        var own = Derivatives(x, weight, (a, b) => DepthwiseConvolution.Apply(a, b, window.Own));
        var expected = Derivatives(x, weight, (a, b) => F.conv2d(
            a, b, null, [window.Down, window.Right], [window.Top, window.Left], [window.Apart, window.Apart], 4));

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
    public void Apply_OneGradientOfTheTwo_IsTheGroupedConvolutionWithItsDerivatives([Values(0, 1)] int which)
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 8, 8, dtype: ScalarType.Float64).requires_grad_();
        var weight = randn(3, 1, 3, 3, dtype: ScalarType.Float64).requires_grad_();
        var window = new DepthwiseWindow((8, 8), (3, 3), (2, 2), (1, 1), (1, 1));

        Assert.That(
            Third(DepthwiseConvolution.Apply(x, weight, window)),
            Is.EqualTo(Third(F.conv2d(x, weight, null, [2, 2], [1, 1], [1, 1], 3))).Within(1e-6).Percent);

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
    public void Apply_LastPassThroughTheGraph_SameDerivatives()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 8, 8).requires_grad_();
        var weight = randn(3, 1, 3, 3).requires_grad_();
        var window = new DepthwiseWindow((8, 8), (3, 3), (1, 1), (1, 1), (1, 1));

        var kept = autograd.grad([DepthwiseConvolution.Apply(x, weight, window).pow(2).sum()], [x, weight]);
        using (BackwardPass.Begin(isLast: true))
        {
            var last = autograd.grad([DepthwiseConvolution.Apply(x, weight, window).pow(2).sum()], [x, weight]);
            Assert.That(last.Select(t => t.data<float>().ToArray()), Is.EqualTo(kept.Select(t => t.data<float>().ToArray())));
        }

        Assert.That(BackwardPass.IsLast, Is.False);
    }

    [Test]
    public void Apply_SeveralThreads_SameBits()
    {
        using var scope = NewDisposeScope();
        var x = randn(5, 7, 12, 12);
        var weight = randn(7, 1, 3, 3);
        var window = new DepthwiseWindow((12, 12), (3, 3), (1, 1), (1, 1), (1, 1));

        var runs = new[] { 1, 3, 16 }.Select(threads =>
        {
            using var isolation = new TorchIsolation(threads);
            return Derivatives(x, weight, (a, b) => DepthwiseConvolution.Apply(a, b, window)).Select(Bytes).ToArray();
        }).ToArray();

        Assert.That(runs[1..], Is.All.EqualTo(runs[0]));

        static byte[] Bytes(Tensor tensor) => tensor.detach().contiguous().bytes.ToArray();
    }

    [Test]
    public void Apply_WithGradients_LeavesNoTensorBehind()
    {
        var before = Tensor.TotalCount;
        for (var round = 0; round < 3; round++)
        {
            using var scope = NewDisposeScope();
            using var pass = BackwardPass.Begin(isLast: false);
            Derivatives(
                randn(2, 3, 6, 6), randn(3, 1, 3, 3),
                (a, b) => DepthwiseConvolution.Apply(a, b, new((6, 6), (3, 3), (1, 1), (1, 1), (1, 1))));
        }

        Assert.That(Tensor.TotalCount - before, Is.Zero);
    }

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
