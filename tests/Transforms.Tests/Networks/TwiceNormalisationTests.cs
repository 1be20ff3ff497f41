using NasPipelines.Networks.Native;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Tests.Networks;

/// <summary>Batch normalisation that is differentiated twice, beside libtorch's.</summary>
public sealed class TwiceNormalisationTests
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    private static readonly long[][] Shapes = [[6, 5, 7, 3], [9, 3, 1, 1], [4, 16, 8, 8], [3, 2, 33, 1]];

    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    [Test]
    public void Apply_ValueAndGradient_AreLibtorchsBits(
        [ValueSource(nameof(Shapes))] long[] shape, [Values(ScalarType.Float64, ScalarType.Float32)] ScalarType type,
        [Values] bool hasScale)
    {
        using var scope = NewDisposeScope();
        var (operand, scale, shift) = Operands(shape, type, hasScale);
        var own = Derivatives(operand, v => TwiceNormalisation.Apply(v, scale, shift, Momentum, Epsilon));
        var expected = Derivatives(operand, v => F.batch_norm(v, null, null, scale, shift, true, Momentum, Epsilon));

        Assert.That(own[..2].Select(Bytes), Is.EqualTo(expected[..2].Select(Bytes)));

        static byte[] Bytes(Tensor tensor) => tensor.detach().contiguous().bytes.ToArray();
    }

    // Of plain operations: libtorch's own takes the statistics of the batch for constants in the third derivative.
    [Test]
    public void Apply_FurtherDerivatives_AreThoseOfItsDefinition(
        [ValueSource(nameof(Shapes))] long[] shape, [Values(ScalarType.Float64, ScalarType.Float32)] ScalarType type,
        [Values] bool hasScale)
    {
        using var scope = NewDisposeScope();
        var (operand, scale, shift) = Operands(shape, type, hasScale);
        var own = Derivatives(operand, v => TwiceNormalisation.Apply(v, scale, shift, Momentum, Epsilon));
        var expected = Derivatives(operand, v =>
        {
            var centred = v - Mean(v);
            var normalised = centred * (Mean(centred * centred) + Epsilon).rsqrt();
            return scale is null ? normalised : (normalised * scale.view(1, -1, 1, 1)) + shift!.view(1, -1, 1, 1);
        });

        Assert.Multiple(() =>
        {
            foreach (var (mine, other) in own.Zip(expected).Skip(2))
            {
                var largest = (mine - other).abs().max().ToDouble() / Math.Max(1e-6, other.abs().max().ToDouble());
                Assert.That(largest, Is.LessThan(type == ScalarType.Float64 ? 1e-11 : 1e-4));
            }
        });

        static Tensor Mean(Tensor values) => values.mean([0, 2, 3], keepdim: true);
    }

    [Test]
    public void Apply_SeveralThreads_SameBits()
    {
        using var scope = NewDisposeScope();
        var x = randn(4, 7, 6, 6) + 1;
        var runs = new[] { 1, 3 }.Select(threads =>
        {
            using var isolation = new TorchIsolation(threads);
            return Derivatives(x, v => TwiceNormalisation.Apply(v, null, null, Momentum, Epsilon))[2].data<float>().ToArray();
        }).ToArray();

        Assert.That(runs[1], Is.EqualTo(runs[0]));
    }

    private static (Tensor Operand, Tensor? Scale, Tensor? Shift) Operands(long[] shape, ScalarType type, bool hasScale)
    {
        var random = new Generator(2);
        return (
            (randn(shape, dtype: type, generator: random) * 2) + 1,
            hasScale ? randn([shape[1]], dtype: type, generator: random) : null,
            hasScale ? randn([shape[1]], dtype: type, generator: random) : null);
    }

    // The value, its gradient, that of the gradient as it is asked once, and as it is asked to be differentiated again, and the third.
    private static Tensor[] Derivatives(Tensor operand, Func<Tensor, Tensor> normalise)
    {
        var x = operand.detach().requires_grad_();
        var weights = arange(1, x.numel() + 1, dtype: x.dtype).view(x.shape) / x.numel();
        var value = normalise(x);
        var first = autograd.grad([(value.pow(3) * weights).sum()], [x], null, retain_graph: true, create_graph: true)[0];
        var once = autograd.grad([(first * first.detach() * weights).sum()], [x], null, retain_graph: true)[0];
        var again = autograd.grad([(first.pow(2) * weights).sum()], [x], null, retain_graph: true, create_graph: true)[0];
        var third = autograd.grad([again.pow(2).sum()], [x])[0];
        return [value, first, once, again, third];
    }
}
