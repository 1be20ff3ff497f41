using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Native;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.Spaces.NasBench1Shot1;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Tests.Networks;

public sealed class NasBench101NetworkTests
{
    // Vertices 1, 2, 4 and 5 feed the output.
    private const string FourShare =
        "0111010000000100000010000100000000100000010000000 "
            + "input,conv1x1-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,maxpool3x3,output";

    // Vertices 2, 3 and 4 feed the output, which the input feeds too; vertex 4 takes the first channels of vertex 1, which is wider.
    private const string ThreeShare =
        "010001001110000001000001000001000000 input,conv3x3-bn-relu,conv3x3-bn-relu,conv1x1-bn-relu,maxpool3x3,output";

    private static readonly SearchSpace Space = SearchSpaces.NasBench101;
    private static readonly NetworkOptions Small = new() { Channels = 8, CellsPerStage = 1, ImageSize = 8 };

    [OneTimeSetUp]
    public void LoadTorch() => LibTorch.EnsureLoaded();

    [TestCase(null, null, 32, 512)]
    [TestCase(8, 1, 32, 32)]
    [TestCase(12, 2, 16, 48)]
    public void BuildNetwork_AnySize_HasTheShapesOfThreeStages(int? channels, int? cells, int image, int last)
    {
        var options = new NetworkOptions { Channels = channels, CellsPerStage = cells, ImageSize = image, Classes = 7 };
        var graph = Space.BuildNetwork(Space.Parse(ThreeShare), options);

        Assert.That(graph.Nodes[graph.Output].Shape, Is.EqualTo(new FeatureShape(7, 1, 1)));
        var pooled = graph.Nodes.OfType<GlobalAvgPool>().Select(p => graph.Nodes[p.Inputs[0]].Shape);
        Assert.That(pooled, Is.EqualTo(new[] { new FeatureShape(last, image / 4, image / 4) }));
        Assert.That(graph.Nodes.OfType<Conv2d>().Count(c => c.Name.Contains("conv3x3")), Is.EqualTo(3 * (cells ?? 3) * 2));
    }

    [TestCase(FourShare)]
    [TestCase(ThreeShare)]
    [TestCase("2/1/")]
    public void Run_WholeNetwork_GivesALogitPerImageAndClass(string cell)
    {
        using var scope = NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(1, InitialisationScheme.PyTorch), ScalarType.Float32);
        var trace = TorchNetwork.Run(
            Space.BuildNetwork(Space.Parse(cell), new NetworkOptions { Channels = 16 }), Images(2, 32).to(ScalarType.Float32), context);

        Assert.That(trace.Logits.shape, Is.EqualTo(new long[] { 2, 10 }));
        Assert.That(trace.Logits.isfinite().all().item<bool>());
    }

    [Test]
    public void Run_FourVerticesShareTheOutput_IsTheNetworkByHand() => AssertParity(FourShare, (x, name, parameters, width) =>
    {
        var quarter = width / 4;
        var one = parameters.ConvBnRelu(parameters.Projection(x, name, 1, quarter), $"{name}.vertex.1.conv1x1.{quarter}", quarter, 1);
        var two = parameters.ConvBnRelu(parameters.Projection(x, name, 2, quarter), $"{name}.vertex.2.conv3x3.{quarter}", quarter, 3);
        var three = parameters.ConvBnRelu(parameters.Projection(x, name, 3, quarter), $"{name}.vertex.3.conv3x3.{quarter}", quarter, 3);
        var four = parameters.ConvBnRelu(three, $"{name}.vertex.4.conv3x3.{quarter}", quarter, 3);
        var five = F.max_pool2d(parameters.Projection(x, name, 5, quarter), [3, 3], [1, 1], [1, 1]);
        return cat([one, two, four, five], 1);
    });

    // 8 = 3 + 3 + 2, 16 = 6 + 5 + 5, 32 = 11 + 11 + 10.
    [Test]
    public void Run_ThreeVerticesShareTheOutputUnevenly_IsTheNetworkByHand() => AssertParity(ThreeShare, (x, name, parameters, width) =>
    {
        var (second, third, fourth) = width switch { 8 => (3, 3, 2), 16 => (6, 5, 5), _ => (11, 11, 10) };
        var one = parameters.ConvBnRelu(parameters.Projection(x, name, 1, second), $"{name}.vertex.1.conv3x3.{second}", second, 3);
        var two = parameters.ConvBnRelu(one[.., ..second], $"{name}.vertex.2.conv3x3.{second}", second, 3);
        var three = parameters.ConvBnRelu(one[.., ..third], $"{name}.vertex.3.conv1x1.{third}", third, 1);
        var four = F.max_pool2d(one[.., ..fourth], [3, 3], [1, 1], [1, 1]);
        return cat([two, three, four], 1) + parameters.Projection(x, name, 5, width);
    });

    [Test]
    public void BuildNetwork_FewerChannelsThanVerticesThatShareThem_SaysHowManyItTakes() =>
        Assert.That(
            () => Space.BuildNetwork(Space.Parse(FourShare), new NetworkOptions { Channels = 3 }),
            Throws.ArgumentException.With.Message.Contains("Channels must be at least 4").And.Message.Contains("(was 3)"));

    // A name is one parameter in all networks: contexts share tensors by name.
    [Test]
    public void BuildNetwork_OfManyCells_GivesOneShapeToAName()
    {
        var shapes = new Dictionary<string, string>();
        foreach (var parameter in Space.Sample(300, 3).SelectMany(a => Space.BuildNetwork(a).Parameters))
        {
            var shape = string.Join('x', parameter.Shape);
            Assert.That(shapes.TryAdd(parameter.Name, shape) || shapes[parameter.Name] == shape, parameter.Name);
        }
    }

    [Test]
    public void Cost_OfAnyCellAndOptions_IsThatOfTheGraph()
    {
        NetworkOptions[] options =
        [
            new(), Small, new() { Channels = 18, CellsPerStage = 2, ImageSize = 33, ImageChannels = 1, Classes = 100 },
            new() { AffineCells = false }, new() { Normalisation = NetworkNormalisation.None }, new() { DropDeadEdges = true },
        ];
        foreach (var architecture in Space.Sample(40, 5).Append(Space.Parse("2/1/")))
        {
            foreach (var option in options)
            {
                Assert.That(
                    Space.Cost(architecture, option), Is.EqualTo(NetworkCost.Of(Space.BuildNetwork(architecture, option))),
                    $"{architecture}, {option}");
            }
        }
    }

    [Test]
    public void BuildNetwork_OfAnotherSpacesCell_IsTheOneOfNasBench101()
    {
        var space = (NasBench1Shot1Space)SearchSpaces.NasBench1Shot1;
        foreach (var architecture in space.Sample(20, 2))
        {
            var same = Space.BuildNetwork(space.ToNasBench101(architecture), Small);
            Assert.That(Operations(space.BuildNetwork(architecture, Small)), Is.EqualTo(Operations(same)));
            Assert.That(space.Cost(architecture, Small), Is.EqualTo(NetworkCost.Of(same)));
        }

        static IEnumerable<(string, string, FeatureShape)> Operations(NetworkGraph graph) =>
            graph.Nodes.Select(n => (n.Name, n.Operation, n.Shape));
    }

    [TestCase(3, 1, 1, 8, 8)]
    [TestCase(3, 1, 1, 3, 5)]
    [TestCase(3, 1, 1, 2, 2)]
    [TestCase(2, 2, 0, 6, 6)]
    public void MaximumPooling_WithAndWithoutGradients_IsTheWindowsMaximum(int kernel, int stride, int padding, int rows, int columns)
    {
        using var scope = NewDisposeScope();
        var x = Images(2, 8)[.., .., ..rows, ..columns] - 2;
        var pool = new MaxPool("pool", [0], default, kernel, stride, padding);
        var expected = F.max_pool2d(x, [kernel, kernel], [stride, stride], [padding, padding]);

        Assert.That((MaximumPooling.Apply(x, pool) - expected).abs().max().item<double>(), Is.Zero);
        var differentiable = MaximumPooling.Apply(x.clone().requires_grad_(true), pool);
        Assert.That(differentiable.requires_grad);
        Assert.That((differentiable - expected).abs().max().item<double>(), Is.Zero);
    }

    private static void AssertParity(string text, Func<Tensor, string, HandParameters, int, Tensor> cell)
    {
        using var scope = NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(3, InitialisationScheme.PyTorch), ScalarType.Float64);
        var images = Images(4, 8);
        var parameters = new HandParameters();
        var x = parameters.ConvBnRelu(images, "stem.conv", 8, 3);
        x = cell(x, "cells.0", parameters, 8);
        x = cell(F.max_pool2d(x, [2, 2], [2, 2]), "cells.1", parameters, 16);
        x = cell(F.max_pool2d(x, [2, 2], [2, 2]), "cells.2", parameters, 32);
        var weight = parameters.Make("classifier.weight", ParameterRole.LinearWeight, 10, 32);
        var expected = F.linear(x.mean([2, 3]), weight, parameters.Make("classifier.bias", ParameterRole.Bias, 10));

        var actual = TorchNetwork.Run(Space.BuildNetwork(Space.Parse(text), Small), images, context).Logits;

        Assert.That((actual - expected).abs().max().item<double>(), Is.LessThan(1e-12));
        Assert.That(expected.std().item<double>(), Is.GreaterThan(1e-3));
    }

    private static Tensor Images(int count, int size)
    {
        var random = new Random(4);
        var pixels = Enumerable.Range(0, count * 3 * size * size).Select(_ => random.NextDouble()).ToArray();
        return tensor(pixels, [count, 3, size, size], ScalarType.Float64);
    }

    /// <summary>The layers of the network written out, with the parameters of seed 3.</summary>
    private sealed class HandParameters
    {
        private readonly ParameterSource _source = ParameterSource.Seeded(3, InitialisationScheme.PyTorch);

        public Tensor Make(string name, ParameterRole role, params long[] shape) =>
            tensor(_source.Values(new ParameterReference(name, role, [.. shape])), ScalarType.Float32)
                .to(ScalarType.Float64).reshape(shape);

        public Tensor Projection(Tensor x, string cell, int vertex, int width) =>
            ConvBnRelu(x, $"{cell}.edge.0-{vertex}.projection.{width}", width, 1);

        public Tensor ConvBnRelu(Tensor x, string name, int width, int kernel)
        {
            var weight = Make($"{name}.weight", ParameterRole.ConvolutionWeight, width, x.shape[1], kernel, kernel);
            var y = F.conv2d(x, weight, padding: [kernel / 2, kernel / 2]);
            var mean = y.mean([0, 2, 3], keepdim: true);
            var variance = (y - mean).square().mean([0, 2, 3], keepdim: true);
            return ((y - mean) / (variance + 1e-5).sqrt()).relu();
        }
    }
}
