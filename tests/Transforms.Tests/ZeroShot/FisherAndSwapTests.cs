using NasPipelines.ZeroShot.Proxies;

namespace NasPipelines.Tests.ZeroShot;

public sealed class FisherAndSwapTests
{
    [Test]
    public void FisherChannel_WorkedExample_CountsTheChannelOnceAndFisherOncePerWeight()
    {
        var observed = Observed.Nothing.With(o => { o.Samples = 2; o.Layers = [Observed.Layer(new double[9], [2, 4])]; });

        Assert.That(new FisherChannel().Compute(observed).Value, Is.EqualTo(5));
        Assert.That(new Fisher().Compute(observed).Value, Is.EqualTo(45));
    }

    [Test]
    public void FisherChannel_SeveralLayers_IsTheBruteForceSum()
    {
        const int Samples = 3;
        var random = new Random(1);
        double[][] saliencies = [
            .. new[] { 2, 5 }.Select(channels => Enumerable.Range(0, Samples * channels).Select(_ => random.NextDouble() - 0.5).ToArray())];
        var observed = Observed.Nothing.With(
            o => { o.Samples = Samples; o.Layers = [.. saliencies.Select(s => Observed.Layer(new double[4], s))]; });

        var expected = 0.0;
        foreach (var layer in saliencies)
        {
            var channels = layer.Length / Samples;
            for (var c = 0; c < channels; c++)
            {
                expected += 0.5 * Enumerable.Range(0, Samples).Average(n => Math.Pow(layer[(n * channels) + c], 2));
            }
        }

        Assert.That(new FisherChannel().Compute(observed).Value, Is.EqualTo(expected).Within(1e-14));
    }

    [TestCase(500_000, 100, 36.7879441)]
    [TestCase(1_500_000, 77, 77)]
    public void SwapReg_WorkedExample_IsItsValue(long parameters, long patterns, double expected) =>
        Assert.That(
            new SwapReg().Compute(Observed.Sized(parameters).With(o => o.DistinctActivationPatterns = patterns)).Value,
            Is.EqualTo(expected).Within(1e-6));

    [Test]
    public void SwapReg_OtherSizeAndWidth_IsAnotherProxy()
    {
        var proxy = new SwapReg(mu: 40, sigma: 200);

        Assert.That(proxy.Name, Is.EqualTo("swap_reg(40;200)"));
        Assert.That(
            proxy.Compute(Observed.Sized(50_000).With(o => o.DistinctActivationPatterns = 10)).Value,
            Is.EqualTo(10 * Math.Exp(-0.5)).Within(1e-12));
    }
}
