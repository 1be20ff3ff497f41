using System.Collections.Immutable;
using NasPipelines.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks;

public sealed class TorchNetworkTests
{
    // 1×1 features of one image: the deviation from the mean is zero.
    [TestCase(false)]
    [TestCase(true)]
    public void Run_NormalisationOfOneValuePerChannel_LeavesTheShift(bool affine)
    {
        using var scope = NewDisposeScope();
        using var context = new TorchContext(new Threes(), ScalarType.Float64);
        var builder = new NetworkGraphBuilder(new FeatureShape(2, 1, 1));
        var graph = builder.Build(builder.BatchNorm(0, "bn", affine));

        var logits = TorchNetwork.Run(graph, tensor(new[] { 5.0, -7.0 }, [1, 2, 1, 1]), context).Logits;

        Assert.That(logits.data<double>().ToArray(), Is.EqualTo(affine ? new[] { 3.0, 3.0 } : [0.0, 0.0]));
    }

    [Test]
    public void Parameter_OneNameInTwoShapes_IsTwoParameters()
    {
        using var scope = NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), ScalarType.Float32);
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
