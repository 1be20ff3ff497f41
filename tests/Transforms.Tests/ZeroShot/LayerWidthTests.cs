using NasPipelines.Images;
using NasPipelines.Networks.Graph;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>The estimate of a layer's width by NEAR.</summary>
public sealed class LayerWidthTests
{
    [TestCase(-1.0)]
    [TestCase(-0.4)]
    [TestCase(0.3)]
    public void Estimate_RanksOfAPowerLaw_IsWhereItsSlopeFalls(double exponent)
    {
        int[] widths = [8, 16, 32, 64, 128, 256];
        var (a, b) = exponent < 0 ? (0.4, 0.6) : (1.2, -0.2);

        var width = LayerWidth.Estimate(widths, [.. widths.Select(w => w * (a + (b * Math.Pow(w, exponent))))], 0.01);

        Assert.That(width, Is.EqualTo(Math.Pow(0.01, 1 / (exponent - 1))).Within(1e-3).Percent);
    }

    [Test]
    public void Estimate_WorkedExample_IsItsValue() =>
        Assert.That(LayerWidth.Estimate([10, 100], [5.5, 50.5]), Is.EqualTo(1 / Math.Sqrt(0.005)).Within(1e-3).Percent);

    [Test]
    public void Estimate_RanksThatKeepPace_IsRefused() =>
        Assert.That(() => LayerWidth.Estimate([10, 20, 40], [10, 20, 40]), Throws.InvalidOperationException);

    [Test]
    public void Estimate_OneWidth_IsRefused() => Assert.That(() => LayerWidth.Estimate([10], [5]), Throws.ArgumentException);

    [Test]
    public void Estimate_NetworksOfGrowingWidth_IsDeterministicAndLeaksNothing()
    {
        int[] widths = [4, 8, 16];
        double Once() => LayerWidth.Estimate(Network, "layer", widths, TinyNetworks.Images, [1, 2]);
        var first = Once();
        var before = LiveTensors.Count();

        Assert.That(Once(), Is.EqualTo(first));
        Assert.That(first, Is.GreaterThan(1));
        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
        Assert.That(() => LayerWidth.Estimate(Network, "other", widths, TinyNetworks.Images), Throws.ArgumentException);
        Assert.That(() => LayerWidth.Estimate(_ => Network(4), "layer", widths, TinyNetworks.Images), Throws.ArgumentException);
    }

    [Test]
    public void Of_KnownSingularValues_IsTheExponentialOfTheirEntropy()
    {
        using var flat = torch.diag(torch.tensor(new double[] { 3, 3 }));
        using var uneven = torch.tensor(new double[] { 2, 1, 0, 0, 0, 1, 0, 0, 1 }, [3, 3]);
        using var zero = torch.zeros(3, 3);

        Assert.That(EffectiveRanks.Of(flat), Is.EqualTo(2).Within(1e-12));
        Assert.That(EffectiveRanks.Of(zero), Is.Zero);
        Assert.That(EffectiveRanks.Of(uneven), Is.InRange(1, 2));
    }

    private static NetworkGraph Network(int width)
    {
        var images = TinyNetworks.Images.Shape;
        var net = new NetworkGraphBuilder(new(images.Channels, images.Height, images.Width));
        var x = net.Relu(net.Conv2d(0, "layer", width, 3), "relu");
        return net.Build(net.Linear(net.GlobalAvgPool(x, "pool"), "classifier", 10));
    }
}
