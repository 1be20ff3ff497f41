using NasPipelines.Networks;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Tests.Networks;

/// <summary>Operations that are not run by libtorch's function of the same name.</summary>
public sealed class TorchNetworkTests
{
    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    [TestCase(8, 3, 1, 1)]
    [TestCase(16, 3, 1, 1)]
    [TestCase(8, 2, 2, 0)]
    [TestCase(16, 2, 2, 0)]
    [TestCase(7, 3, 2, 1)]
    [TestCase(13, 3, 2, 1)]
    public void AveragePool_SmallAndLargePlanes_IsLibtorchsWithItsGradients(int size, int kernel, int stride, int padding)
    {
        using var scope = torch.NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), torch.ScalarType.Float64);
        var x = torch.randn(3, 4, size, size, dtype: torch.ScalarType.Float64).requires_grad_();
        var builder = new NetworkGraphBuilder(new FeatureShape(4, size, size));
        var node = (AvgPool)builder.Build(builder.AvgPool(0, "pool", kernel, stride, padding)).Nodes[1];

        var ours = Derivatives(TorchNetwork.AveragePool(x, node, context), x);
        var theirs = Derivatives(F.avg_pool2d(x, [kernel, kernel], [stride, stride], [padding, padding], count_include_pad: false), x);

        foreach (var (actual, expected) in ours.Zip(theirs))
        {
            Assert.That(actual.shape, Is.EqualTo(expected.shape));
            Assert.That((actual - expected).abs().max().item<double>(), Is.LessThan(1e-12));
        }
    }

    [Test]
    public void Run_PointwiseConvolution_IsLibtorchsWithItsGradients()
    {
        using var scope = torch.NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), torch.ScalarType.Float64);
        var x = torch.randn(3, 4, 5, 5, dtype: torch.ScalarType.Float64).requires_grad_();
        var builder = new NetworkGraphBuilder(new FeatureShape(4, 5, 5));
        var graph = builder.Build(builder.Conv2d(0, "conv", 6, 1));
        var weight = context.Parameter(graph.Parameters[0]);

        var ours = TorchNetwork.Run(graph, x, context).Logits.pow(3);
        var theirs = F.conv2d(x, weight).flatten(1).pow(3);

        foreach (var input in new[] { x, weight })
        {
            foreach (var (actual, expected) in Derivatives(ours, input).Zip(Derivatives(theirs, input)))
            {
                Assert.That((actual - expected).abs().max().item<double>(), Is.LessThan(1e-10));
            }
        }
    }

    /// <summary>The value, the gradient of the sum of its squares, and the gradient of the sum of that one's squares.</summary>
    private static torch.Tensor[] Derivatives(torch.Tensor value, torch.Tensor input)
    {
        var first = torch.autograd.grad([value.square().sum()], [input], null, true, true)[0];
        var second = torch.autograd.grad([first.square().sum()], [input], null, true, true)[0];
        return [value, first, second];
    }
}
