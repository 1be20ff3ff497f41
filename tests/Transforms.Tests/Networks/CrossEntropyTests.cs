using NasPipelines.Networks.Native;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Tests.Networks;

/// <summary>The cross entropy of our own, beside libtorch's.</summary>
public sealed class CrossEntropyTests
{
    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    [Test]
    public void Mean_WithThreeDerivatives_IsLibTorchs([Values(ScalarType.Float64, ScalarType.Float32)] ScalarType type)
    {
        using var scope = NewDisposeScope();
        var logits = randn([7, 5], dtype: type, generator: new Generator(1));
        var classes = tensor(new long[] { 0, 4, 2, 2, 1, 3, 0 });

        var own = Derivatives(logits, classes, CrossEntropy.Mean);
        var expected = Derivatives(logits, classes, (x, y) => F.cross_entropy(x, y));

        foreach (var (mine, other) in own.Zip(expected))
        {
            Assert.That(mine.dtype, Is.EqualTo(type));
            Assert.That((mine - other).abs().max().ToDouble(), Is.LessThan(type == ScalarType.Float64 ? 1e-15 : 1e-7));
        }
    }

    [Test]
    public void Mean_OfLargeLogits_IsTheirDistance()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new double[] { 1000, -1000, 0, -2000, 3000, 0 }, [2, 3]).requires_grad_();

        var loss = CrossEntropy.Mean(logits, tensor(new long[] { 1, 1 }));

        Assert.That(loss.ToDouble(), Is.EqualTo(1000));
        Assert.That(
            autograd.grad([loss], [logits])[0].data<double>().ToArray(), Is.EqualTo(new[] { 0.5, -0.5, 0, 0, 0, 0 }));
    }

    [Test]
    public void Mean_WithoutGradients_IsTheSame()
    {
        using var scope = NewDisposeScope();
        var (logits, classes) = (randn(4, 3), tensor(new long[] { 0, 1, 2, 0 }));
        using var none = no_grad();

        Assert.That(CrossEntropy.Mean(logits, classes).ToSingle(), Is.EqualTo(F.cross_entropy(logits, classes).ToSingle()).Within(1e-6));
    }

    // The value, its gradient, that of a sum of cubes of it, and that of a sum of cubes of this.
    private static Tensor[] Derivatives(Tensor logits, Tensor classes, Func<Tensor, Tensor, Tensor> loss)
    {
        var x = logits.detach().requires_grad_();
        var value = loss(x, classes);
        var first = autograd.grad([value], [x], null, retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first.pow(3).sum()], [x], null, retain_graph: true, create_graph: true)[0];
        return [value, first, second, autograd.grad([second.pow(3).sum()], [x])[0]];
    }
}
