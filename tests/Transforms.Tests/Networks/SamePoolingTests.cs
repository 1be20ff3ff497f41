using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Native;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks;

/// <summary>Average pooling by a kernel of our own beside the products of matrices that stand for it elsewhere.</summary>
public sealed class SamePoolingTests
{
    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    // Both add the same values in the same order: they differ where a processor rounds otherwise.
    [Test]
    public void Apply_AnyPlane_IsTheProducts(
        [Values(1, 4, 10, 11, 16, 33)] int rows, [Values(2, 8, 10, 31)] int columns, [Values(3, 5)] int kernel)
    {
        using var scope = NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), ScalarType.Float32);
        var x = randn(3, 2, rows, columns).requires_grad_();
        var node = Node(rows, columns, kernel);
        var own = Derivatives(AveragePooling.Apply(x, node, new(context, BatchNormStatistics.Batch)), x);
        var expected = Derivatives(AveragePooling.Products(x, node, context), x);

        foreach (var (actual, other) in own.Zip(expected))
        {
            Assert.That((actual - other).abs().max().ToDouble(), Is.LessThanOrEqualTo(1e-6 * other.abs().max().ToDouble()));
        }
    }

    [Test]
    public void Apply_OperandThatDoesNotLieInARow_IsThatOfItsCopy()
    {
        using var scope = NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), ScalarType.Float32);
        var turned = randn(2, 3, 9, 12).transpose(2, 3);
        var run = new TorchRun(context, BatchNormStatistics.Batch);

        Assert.That(
            AveragePooling.Apply(turned, Node(12, 9, 3), run).data<float>().ToArray(),
            Is.EqualTo(AveragePooling.Apply(turned.contiguous(), Node(12, 9, 3), run).data<float>().ToArray()));
    }

    [Test]
    public void Apply_SeveralThreads_SameBits()
    {
        using var scope = NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), ScalarType.Float32);
        var x = randn(5, 3, 17, 17);
        var runs = new[] { 1, 3 }.Select(threads =>
        {
            using var isolation = new TorchIsolation(threads);
            return AveragePooling.Apply(x, Node(17, 17, 3), new(context, BatchNormStatistics.Batch)).data<float>().ToArray();
        }).ToArray();

        Assert.That(runs[1], Is.EqualTo(runs[0]));
    }

    private static AvgPool Node(int rows, int columns, int kernel)
    {
        var builder = new NetworkGraphBuilder(new FeatureShape(2, rows, columns));
        return (AvgPool)builder.Build(builder.AvgPool(0, "pool", kernel, 1, kernel / 2)).Nodes[1];
    }

    // The value, its gradient, and that of the gradient.
    private static Tensor[] Derivatives(Tensor value, Tensor x)
    {
        var first = autograd.grad([value.pow(3).sum()], [x], null, retain_graph: true, create_graph: true)[0];
        return [value, first, autograd.grad([first.square().sum()], [x])[0]];
    }
}
