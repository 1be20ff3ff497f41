using NasPipelines.Fixtures;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Spaces;
using NasPipelines.Spaces.Nds;

namespace NasPipelines.Tests.Networks.Onnx;

[Parallelizable] // it computes for long
public sealed class OnnxNetworkTests
{
    private static readonly NetworkOptions Small =
        new() { Channels = 8, CellsPerStage = 1, ImageSize = 16, AffineCells = false, DropDeadEdges = true };

    public static IEnumerable<TestCaseData> Nodes()
    {
        yield return Node("Conv2d", (net, x) => net.Conv2d(x, "a", 6, 3));
        yield return Node("Conv2d, strided, no padding", (net, x) => net.Conv2d(x, "a", 6, 2, stride: 2, padding: 0));
        yield return Node("Conv2d, depthwise, dilated", (net, x) => net.Conv2d(x, "a", 4, 5, dilation: 2, groups: 4));
        yield return Node("Conv2d, grouped", (net, x) => net.Conv2d(x, "a", 6, 3, groups: 2));
        yield return Node("BatchNorm, affine", (net, x) => net.BatchNorm(x, "a", affine: true));
        yield return Node("BatchNorm, plain", (net, x) => net.BatchNorm(x, "a", affine: false));
        yield return Node("BatchNorm after Conv2d", (net, x) => net.BatchNorm(net.Conv2d(x, "c", 5, 3), "a", affine: true));
        yield return Node("Relu", (net, x) => net.Relu(x, "a"));
        yield return Node("AvgPool, padded", (net, x) => net.AvgPool(x, "a", 3, 1, 1));
        yield return Node("AvgPool, strided", (net, x) => net.AvgPool(x, "a", 3, 2, 1));
        yield return Node("MaxPool, padded", (net, x) => net.MaxPool(net.Slice(x, "s", 0, 2), "a", 3, 2, 1));
        yield return Node("GlobalAvgPool", (net, x) => net.GlobalAvgPool(x, "a"));
        yield return Node("Linear", (net, x) => net.Linear(net.GlobalAvgPool(x, "p"), "a", 7));
        yield return Node("Linear on positions", (net, x) => net.Linear(x, "a", 7));
        yield return Node("Add of three", (net, x) => net.Add([x, net.Relu(x, "r"), net.AvgPool(x, "p", 3, 1, 1)], "a"));
        yield return Node("Add with zero", (net, x) => net.Add([x, net.Zero(net.ShapeOf(x), "z")], "a"));
        yield return Node("Concat", (net, x) => net.Concat([x, net.Conv2d(x, "c", 3, 1)], "a"));
        yield return Node("Zero", (net, x) => net.Zero(net.ShapeOf(x), "a"));
        yield return Node("Slice", (net, x) => net.Slice(x, "a", 1, 2));
        yield return Node("Pad", (net, x) => net.Pad(x, "a", 1, 2, 0, 3));
        yield return Node("Pad, cropping", (net, x) => net.Pad(x, "a", -1, 1, 2, -1));
        yield return Node("slices of equal names", (net, x) => net.Add([net.Slice(x, "a", 0, 2), net.Slice(x, "a", 2, 2)], "b"));
        yield return Node("equal names", (net, x) => net.Relu(net.Relu(x, "a"), "a"));
    }

    public static IEnumerable<TestCaseData> Spaces() => SearchSpaces.All.Concat(DescribedSpaces.All)
        .Select(s => new TestCaseData(s).SetArgDisplayNames(s.Name));

    public static IEnumerable<TestCaseData> Supernets() =>
        SearchSpaces.All.Where(s => s.HasSupernet).Concat(DescribedSpaces.All)
            .Select(s => new TestCaseData(s).SetArgDisplayNames(s.Name));

    [TestCaseSource(nameof(Spaces))]
    public void Write_NetworksOfEverySpace_AgreeWithTorchAndCost(SearchSpace space)
    {
        var options = new NetworkOptions(Small) { AffineCells = true };
        foreach (var architecture in space.Sample(3, 2))
        {
            var graph = space.BuildNetwork(architecture, options);
            var (source, images) = (Parity.Random(graph), Parity.Images(4, graph.Nodes[0].Shape));

            Assert.That(
                Parity.MaxDifference(Parity.Onnx(graph, source, images), Parity.Torch(graph, source, images)), Is.LessThan(1e-4),
                architecture.Text);
            Assert.That(space.Cost(architecture, options), Is.EqualTo(NetworkCost.Of(graph)), architecture.Text);
        }
    }

    [TestCaseSource(nameof(Nodes))]
    public void Write_EachOperation_AgreesWithTorch(Func<NetworkGraphBuilder, int, int> add)
    {
        var net = new NetworkGraphBuilder(new FeatureShape(4, 7, 6));
        var graph = net.Build(add(net, 0));
        var (source, images) = (Parity.Random(graph), Parity.Images(5, graph.Nodes[0].Shape));
        using (Assert.EnterMultipleScope())
        {
            var batch = Parity.Torch(graph, source, images);
            Assert.That(Parity.MaxDifference(Parity.Onnx(graph, source, images), batch), Is.LessThan(1e-5));
            Assert.That(Parity.MaxDifference(Parity.Onnx(graph, source, images, byMeans: true), batch), Is.LessThan(1e-5));
            var running = Parity.Torch(graph, source, images, running: true);
            Assert.That(Parity.MaxDifference(Parity.Onnx(graph, source, images, BatchNormStatistics.Running), running), Is.LessThan(1e-5));
            var (folded, values) = NormFolding.Apply(graph, source);
            Assert.That(Parity.MaxDifference(Parity.Onnx(folded, values, images, BatchNormStatistics.Running), running), Is.LessThan(1e-5));
        }
    }

    [TestCaseSource(nameof(Supernets))]
    public void Write_FiftySubnetsOfEverySupernet_AgreeWithTorchInEveryForm(SearchSpace space)
    {
        // Blocks enough for a choice of depth.
        var options = new NetworkOptions(Small) { Channels = 4, ImageSize = 8, CellsPerStage = space is NdsSpace ? 3 : 1 };
        var supernet = space.BuildSupernet(options);
        var (source, images) = (Parity.Random(supernet), Parity.Images(16, supernet.Nodes[0].Shape));
        using var portable = Session(supernet, source, BatchNormStatistics.Batch);
        using var portableRunning = Session(supernet, source, BatchNormStatistics.Running);
        using (Assert.EnterMultipleScope())
        {
            foreach (var architecture in space.Sample(50, 3))
            {
                var graph = space.BuildSubnet(architecture, options);
                long[] genes = [.. architecture.Genes];
                var (batch, running) = (Parity.Torch(graph, source, images), Parity.Torch(graph, source, images, running: true));
                var (own, values) = ParameterSlices.Cut(graph, source);
                Assert.That(Parity.MaxDifference(Parity.Onnx(own, values, images), batch), Is.LessThan(1e-4), architecture.Text);
                Assert.That(
                    Parity.MaxDifference(portable.Logits(images, graph.Nodes[0].Shape, genes), batch), Is.LessThan(1e-4),
                    architecture.Text);
                Assert.That(
                    Parity.MaxDifference(Parity.Onnx(own, values, images, BatchNormStatistics.Running), running), Is.LessThan(1e-4),
                    architecture.Text);
                Assert.That(
                    Parity.MaxDifference(portableRunning.Logits(images, graph.Nodes[0].Shape, genes), running), Is.LessThan(1e-4),
                    architecture.Text);
            }
        }
    }

    // ONNX Runtime merges equal constants of at most eight values, and training mode overwrites two of its inputs.
    [Test]
    public void Write_StatisticsThatEqualShifts_AreNotOverwrittenTogether()
    {
        var net = new NetworkGraphBuilder(new FeatureShape(3, 6, 6));
        var x = net.BatchNorm(net.Conv2d(0, "a", 8, 3), "a.bn", affine: false);
        var graph = net.Build(net.BatchNorm(net.Conv2d(net.Relu(x, "r"), "b", 8, 3), "b.bn", affine: false));
        var values = graph.Parameters.ToDictionary(p => p.Name, ParameterSource.Seeded().Values);
        foreach (var norm in graph.Nodes.OfType<BatchNorm>())
        {
            values[norm.RunningMean.Name] = new float[8];
            values[norm.RunningVariance.Name] = [1, 1, 1, 1, 1, 1, 1, 1];
        }

        var images = Parity.Images(64, graph.Nodes[0].Shape);
        using (Assert.EnterMultipleScope())
        {
            foreach (var source in new[] { ParameterSource.Stored(values, "untrained"), ParameterSource.Seeded() })
            {
                using var session = Session(graph, source, BatchNormStatistics.Batch);
                session.Logits(images, graph.Nodes[0].Shape);
                Assert.That(
                    Parity.MaxDifference(session.Logits(images, graph.Nodes[0].Shape), Parity.Torch(graph, source, images)),
                    Is.LessThan(1e-5));
            }
        }
    }

    private static OnnxSession Session(NetworkGraph graph, ParameterSource source, BatchNormStatistics norms) =>
        new(OnnxNetwork.Write(graph, source, new() { Statistics = norms }), 1);

    private static TestCaseData Node(string name, Func<NetworkGraphBuilder, int, int> add) =>
        new TestCaseData(add).SetArgDisplayNames(name);
}
