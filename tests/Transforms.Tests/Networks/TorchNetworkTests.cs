using System.Collections.Immutable;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Native;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
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
    [TestCase(5, 5, 1, 2)]
    [TestCase(13, 5, 1, 2)]
    [TestCase(2, 3, 1, 1)]
    [TestCase(1, 3, 1, 1)]
    [TestCase(7, 3, 2, 1)]
    [TestCase(13, 3, 2, 1)]
    public void AveragePool_SmallAndLargePlanes_IsLibtorchsWithItsGradients(int size, int kernel, int stride, int padding)
    {
        using var scope = torch.NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), torch.ScalarType.Float64);
        var x = torch.randn(3, 4, size, size, dtype: torch.ScalarType.Float64).requires_grad_();
        var builder = new NetworkGraphBuilder(new FeatureShape(4, size, size));
        var node = (AvgPool)builder.Build(builder.AvgPool(0, "pool", kernel, stride, padding)).Nodes[1];

        var ours = Derivatives(AveragePooling.Apply(x, node, new(context, BatchNormStatistics.Batch)), x);
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
                Assert.That(((actual - expected).abs().max() / expected.abs().max()).item<double>(), Is.LessThan(1e-12));
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

    // 1×1 features of one image: the deviation from the mean is zero.
    [TestCase(false)]
    [TestCase(true)]
    public void Run_NormalisationOfOneValuePerChannel_LeavesTheShift(bool affine)
    {
        using var scope = torch.NewDisposeScope();
        using var context = new TorchContext(new Threes(), torch.ScalarType.Float64);
        var builder = new NetworkGraphBuilder(new FeatureShape(2, 1, 1));
        var graph = builder.Build(builder.BatchNorm(0, "bn", affine));

        var logits = TorchNetwork.Run(graph, torch.tensor(new[] { 5.0, -7.0 }, [1, 2, 1, 1]), context).Logits;

        Assert.That(logits.data<double>().ToArray(), Is.EqualTo(affine ? new[] { 3.0, 3.0 } : [0.0, 0.0]));
    }

    [Test]
    public void Parameter_OneNameInTwoShapes_IsTwoParameters()
    {
        using var scope = torch.NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), torch.ScalarType.Float32);
        ImmutableArray<long>[] shapes = [[4, 2, 3, 3], [4, 4, 3, 3]];

        foreach (var shape in shapes)
        {
            var parameter = new ParameterReference("conv.weight", ParameterRole.ConvolutionWeight, shape);
            Assert.That(context.Parameter(parameter).shape, Is.EqualTo(shape));
            Assert.That(context.Values(parameter), Has.Length.EqualTo(parameter.Size));
        }
    }

    private sealed class Threes : ParameterSource
    {
        public override string Identity => "threes";

        public override float[] Values(ParameterReference parameter) => [.. Enumerable.Repeat(3f, (int)parameter.Size)];
    }
}
