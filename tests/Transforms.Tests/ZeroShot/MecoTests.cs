using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using NasPipelines.ZeroShot.Proxies;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

public sealed class MecoTests
{
    private const string Text = "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    [Test]
    public void Compute_WorkedExample_IsTheSum()
    {
        double[] least = [Least([[1, 2, 3], [1, 3, 2]]), Least([[1, 2, 3], [4, 4, 4]])];

        Assert.That(least, Is.EqualTo(new[] { 0.5, 0 }).Within(1e-12));
        Assert.That(
            new Meco().Compute(Observed.Nothing.With(o => o.LeastChannelEigenvalues = least)).Value, Is.EqualTo(0.5).Within(1e-12));
    }

    [Test]
    public void Run_AConvolutionOfTheImage_IsTheEigenvalueComputedByHand()
    {
        var shape = new FeatureShape(2, 4, 4);
        var weight = new ParameterReference("one", ParameterRole.ConvolutionWeight, [3, 2, 1, 1]);
        var constant = new ParameterReference("zero", ParameterRole.ConvolutionWeight, [3, 2, 1, 1]);
        ImmutableArray<NetworkNode> nodes =
        [
            new Input("image", shape),
            new Conv2d("first", [0], new FeatureShape(3, 4, 4), weight, null, 1, 0, 1, 1),
            new Conv2d("second", [0], new FeatureShape(3, 4, 4), constant, null, 1, 0, 1, 1) { Multiplicity = 2 },
            new Add("sum", [1, 2], new FeatureShape(3, 4, 4)),
        ];
        using var context = new TorchContext(new Fixed(), torch.ScalarType.Float64);

        var least = FeatureCorrelationPass.Run(new NetworkGraph(nodes, 3), seed: 7, context);

        var image = new float[32];
        SeededParameters.FillNormal(image, SeededParameters.Stream(FeatureCorrelationPass.ImageName, 7), 1);
        var first = Fixed.One.Chunk(2)
            .Select(w => Enumerable.Range(0, 16).Select(i => (w[0] * (double)image[i]) + (w[1] * (double)image[16 + i])).ToArray())
            .ToArray();

        // Of three mixtures of two channels the least eigenvalue is 0; of the second, with a constant channel and two opposite ones, too.
        Assert.That(least, Is.EqualTo(new[] { Least(first), 0, 0 }).Within(1e-10));
    }

    [Test]
    public void Measure_TinyNetwork_IsTheBruteForceOverAllMaps()
    {
        var observed = Tiny.Measure(new Meco(), Text, wide: true);
        var space = SearchSpaces.NasBench201;
        var graph = space.BuildNetwork(space.Parse(Text), new(Tiny.Network) { DropDeadEdges = true, AffineCells = false, ImageSize = 64 });
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        using var context = new TorchContext(ParameterSource.Seeded(20), torch.ScalarType.Float64);
        var image = new float[3 * 64 * 64];
        SeededParameters.FillNormal(image, SeededParameters.Stream(FeatureCorrelationPass.ImageName, 20), 1);
        var input = torch.tensor(image, [1, 3, 64, 64]).to(torch.ScalarType.Float64);

        var maps = TorchNetwork.Run(graph, input, context, keep: n => n is Conv2d or BatchNorm or Relu).Kept;

        var expected = maps.Sum(m => Least([.. Gradients.Numbers(m.Value).Chunk(m.Node.Shape.Height * m.Node.Shape.Width)]));
        Assert.That(observed.LeastChannelEigenvalues.Length, Is.EqualTo(maps.Count));
        Assert.That(new Meco().Compute(observed).Value, Is.EqualTo(expected).Within(1e-9));
        Assert.That(expected, Is.GreaterThan(0.1));
    }

    private static double Least(double[][] channels)
    {
        var correlation = Matrix<double>.Build.Dense(channels.Length, channels.Length, (i, j) =>
        {
            var r = MathNet.Numerics.Statistics.Correlation.Pearson(channels[i], channels[j]);
            return double.IsFinite(r) ? r : 0;
        });
        return correlation.Evd(Symmetricity.Symmetric).EigenValues.Min(e => e.Real);
    }

    private sealed class Fixed : ParameterSource
    {
        public static readonly float[] One = [1, 0.5f, -0.25f, 2, 1, 1];

        public override string Identity => "fixed";

        public override float[] Values(ParameterReference parameter) => parameter.Name == "one" ? One : [0, 0, 1, 1, -1, -1];
    }
}
