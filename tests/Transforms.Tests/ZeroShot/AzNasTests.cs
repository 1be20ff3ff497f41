using NasPipelines.Networks.Native;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using NasPipelines.ZeroShot.Proxies;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

public sealed class AzNasTests
{
    private const string Text = "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";
    private const string Skips = "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|";

    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    [Test]
    public void Compute_WorkedExamples_AreTheirValues()
    {
        var observed = Observed.Nothing.With(o =>
        {
            o.BlockEntropies = new[] { 1, 1.5, 1.25, 2 };
            o.BlockJacobianNorms = new double[] { 1, 2 };
            o.ScoredCost = new(0, 2_359_296);
        });

        Assert.That(new AzExpressivity().Compute(observed).Value, Is.EqualTo(5.75).Within(1e-12));
        Assert.That(new AzProgressivity().Compute(observed).Value, Is.EqualTo(-0.25).Within(1e-12));
        Assert.That(new AzTrainability().Compute(observed).Value, Is.EqualTo(-0.25).Within(1e-6));
        Assert.That(new AzComplexity().Compute(observed).Value, Is.EqualTo(2_359_296));
    }

    [Test]
    public void Compute_UnmarkedConstantOrIdenticalBlocks_AreMissingWithReasons()
    {
        var observed = Observed.Nothing.With(
            o => { o.BlockEntropies = new[] { 1, double.NaN }; o.BlockJacobianNorms = new[] { 1, double.PositiveInfinity }; });

        Assert.That(new AzExpressivity().Compute(Observed.Nothing).Reason, Does.Contain("does not mark its blocks"));
        Assert.That(new AzTrainability().Compute(Observed.Nothing).Reason, Does.Contain("does not mark its blocks"));
        Assert.That(new AzProgressivity().Compute(observed).Reason, Does.Contain("block 1 does not vary"));
        Assert.That(new AzTrainability().Compute(observed).Reason, Does.Contain("block 2 is the identity"));
        Assert.That(
            new AzTrainability().Compute(observed.With(o => { o.BlockJacobianNorms = new[] { double.NaN }; })).Reason,
            Does.Contain("block 1 passes no gradient"));
    }

    /// <summary>
    /// Two independent channels of equal variance have two equal eigenvalues; proportional channels have one that is not zero.
    /// </summary>
    [Test]
    public void Entropy_OfKnownSpectra_IsTheirEntropy()
    {
        using var scope = torch.NewDisposeScope();
        var independent = torch.tensor(new double[] { 1, 1, -1, -1, 1, -1, 1, -1 }, [1, 2, 2, 2]);
        var proportional = torch.tensor(new double[] { 1, 1, -1, -1, 2, 2, -2, -2 }, [1, 2, 2, 2]);

        Assert.That(BlockPass.Entropy(independent), Is.EqualTo(Math.Log(2)).Within(1e-7));
        Assert.That(BlockPass.Entropy(proportional), Is.Zero.Within(1e-7));
        Assert.That(BlockPass.Entropy(torch.ones(1, 2, 2, 2)), Is.NaN);
    }

    [Test]
    public void JacobianNorm_OfScalingsAndOfPooling_IsTheLargestSingularValue()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.randn(64, 3, 16, 16).requires_grad_();
        var scaled = x * torch.tensor([0.5f, 3, 1]).view(1, 3, 1, 1);

        Assert.That(BlockPass.JacobianNorm(x, scaled, 1, seed: 5), Is.EqualTo(3).Within(2).Percent);

        // Each value of a 2×2 mean passes a quarter to four positions: √(4 · 1/16).
        Assert.That(BlockPass.JacobianNorm(x, torch.nn.functional.avg_pool2d(x, 2), 1, seed: 5), Is.EqualTo(0.5).Within(4).Percent);
        Assert.That(BlockPass.JacobianNorm(x, x, 1, seed: 5), Is.EqualTo(double.PositiveInfinity));
        Assert.That(BlockPass.JacobianNorm(x, torch.zeros(64, 3, 16, 16), 1, seed: 5), Is.NaN);
    }

    [Test]
    public void Measure_Blocks_AreStemCellsAndReductions()
    {
        var observed = Tiny.Measure(new AzExpressivity(), Text);

        Assert.That(observed.BlockEntropies.Length, Is.EqualTo(6));
        Assert.That(observed.BlockJacobianNorms.ToArray(), Has.Length.EqualTo(5).And.All.GreaterThan(0));

        // Entropies are at most the logarithm of the number of channels: 4, 4, 8, 8, 16, 16.
        Assert.That(observed.BlockEntropies.ToArray().Zip(new[] { 4.0, 4, 8, 8, 16, 16 }).All(
            e => e.First > 0 && e.First <= Math.Log(e.Second) + 1e-6));
    }

    [Test]
    public void Measure_CellsOfSkips_AreIdentities()
    {
        var observed = Tiny.Measure(new AzTrainability(), Skips);

        Assert.That(
            observed.BlockJacobianNorms.ToArray().Select(double.IsPositiveInfinity), Is.EqualTo(new[] { true, false, true, false, true }));
        Assert.That(
            SearchSpaces.NasBench201.BuildNetwork(SearchSpaces.NasBench201.Parse(Skips), new(Tiny.Network)).Blocks, Has.Length.EqualTo(6));
    }
}
