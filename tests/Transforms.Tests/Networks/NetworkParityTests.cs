using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Native;
using NasPipelines.Spaces;
using NasPipelines.Tests.Networks.HandWritten;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks;

/// <summary>Networks of the search spaces against networks written by hand with TorchSharp's modules, in float64.</summary>
public sealed class NetworkParityTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void Open()
    {
        LibTorch.EnsureLoaded();
        torch.set_num_threads(1);
        _scope = NewDisposeScope();
    }

    [TearDown]
    public void Close() => _scope.Dispose();

    [TestCase("00 11 30 22 41 52 20 63", "20 31 40 51 00 61 12 23")]
    [TestCase("20 31 40 51 00 61 12 23", "00 11 30 22 41 52 20 63")]
    public void BuildNetwork_NasBench301_IsTheHandWrittenNetwork(string normal, string reduce)
    {
        var images = Images(16);
        var graph = SearchSpaces.NasBench301.BuildNetwork(
            SearchSpaces.NasBench301.Parse($"{normal} | {reduce}"), new NetworkOptions { Channels = 4, CellsPerStage = 1, ImageSize = 16 });

        AssertEqual(graph, images, DartsNetwork.Forward(images, 4, Edges(normal), Edges(reduce)));
    }

    [TestCase("d1-2-3/w16-24-16", new[] { 1, 2, 3 }, new[] { 16, 24, 16 })]
    [TestCase("d2-1-1/w40-40-16", new[] { 2, 1, 1 }, new[] { 40, 40, 16 })]
    public void BuildNetwork_NdsResNet_IsTheHandWrittenNetwork(string text, int[] depths, int[] widths)
    {
        var images = Images(8);

        AssertEqual(
            SearchSpaces.NdsResNet.BuildNetwork(SearchSpaces.NdsResNet.Parse(text), new NetworkOptions { ImageSize = 8 }),
            images,
            ResidualNetworks.Nds(images, depths, widths));
    }

    [TestCase("d1-2-1/w16-32-64/b0.25-1-0.5/g4-2-1", new[] { 1, 2, 1 }, new[] { 16, 32, 64 }, new[] { 0.25, 1, 0.5 }, new[] { 4, 2, 1 })]
    [TestCase("d2-1-2/w32-32-16/b1-0.5-0.25/g1-4-4", new[] { 2, 1, 2 }, new[] { 32, 32, 16 }, new[] { 1, 0.5, 0.25 }, new[] { 1, 4, 4 })]
    public void BuildNetwork_NdsResNeXtA_IsTheHandWrittenNetwork(string text, int[] depths, int[] widths, double[] ratios, int[] groups)
    {
        var images = Images(8);

        AssertEqual(
            SearchSpaces.NdsResNeXtA.BuildNetwork(SearchSpaces.NdsResNeXtA.Parse(text), new NetworkOptions { ImageSize = 8 }),
            images,
            ResidualNetworks.Nds(images, depths, widths, ratios, groups));
    }

    [TestCase("8:16:24:32:40", new[] { 8, 16, 24, 32, 40 })]
    [TestCase("16:16:16:8:8", new[] { 16, 16, 16, 8, 8 })]
    public void BuildNetwork_NatsSizes_IsTheHandWrittenNetwork(string text, int[] channels)
    {
        var images = Images(8);

        AssertEqual(
            SearchSpaces.NatsSizes.BuildNetwork(SearchSpaces.NatsSizes.Parse(text), new NetworkOptions { ImageSize = 8 }),
            images,
            ResidualNetworks.NatsSizes(images, channels));
    }

    [TestCase("4111")]
    [TestCase("132412")]
    public void BuildNetwork_TransNasMacro_IsTheHandWrittenNetwork(string code)
    {
        var images = Images(32);

        AssertEqual(
            SearchSpaces.TransNasMacro.BuildNetwork(
                SearchSpaces.TransNasMacro.Parse($"64-{code}-basic"), new NetworkOptions { Channels = 8 }),
            images,
            ResidualNetworks.Macro(images, 8, code));
    }

    // Every other size of image, odd ones too, has a network; halves of odd sizes are rounded up.
    [TestCase(9)]
    [TestCase(13)]
    public void BuildNetwork_OddImages_HasLogits(int size)
    {
        var graph = SearchSpaces.NasBench301.BuildNetwork(
            SearchSpaces.NasBench301.Parse("00 11 30 22 41 52 20 63 | 20 31 40 51 00 61 12 23"),
            new NetworkOptions { Channels = 3, CellsPerStage = 1, ImageSize = size });
        using var logits = PlainLayers.Run(graph, Images(size));

        Assert.That(graph.Nodes[^3].Shape.Height, Is.EqualTo((size + 3) / 4));
        Assert.That(logits.shape, Is.EqualTo(new long[] { 2, 10 }));
        Assert.That(logits.data<double>().ToArray(), Is.All.Matches<double>(double.IsFinite));
    }

    private static Tensor Images(int size) => randn([2, 3, size, size], dtype: ScalarType.Float64, generator: new Generator(7));

    private static (string, int)[] Edges(string tokens) =>
        [.. tokens.Split(' ').Select(token => (SearchSpaces.NasBench301.Operations[token[0] - '0'], token[1] - '0'))];

    private static void AssertEqual(NetworkGraph graph, Tensor images, Tensor expected)
    {
        using var logits = PlainLayers.Run(graph, images);

        Assert.That(logits.shape, Is.EqualTo(expected.shape));
        Assert.That((logits - expected).abs().max().item<double>(), Is.LessThan(1e-9 * expected.abs().max().item<double>()));
    }
}
