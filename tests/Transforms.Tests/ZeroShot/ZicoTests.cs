using MathNet.Numerics.Statistics;
using NasPipelines.Networks;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using NasPipelines.ZeroShot.Proxies;

namespace NasPipelines.Tests.ZeroShot;

public sealed class ZicoTests
{
    [Test]
    public void Compute_WorkedExample_IsItsValue()
    {
        var observed = Observed.Nothing.With(o => o.HalfBatchGradients = [[Observed.Layer([1, 2, 5])], [Observed.Layer([3, -2, 5])]]);

        Assert.That(new Zico().Compute(observed).Value, Is.EqualTo(Math.Log(3)).Within(1e-12));
    }

    [Test]
    public void Compute_RandomGradients_IsTheBruteForceSum()
    {
        var random = new Random(3);
        double[][][] gradients = [.. Enumerable.Range(0, 2).Select(_ =>
            new[] { 5, 9 }.Select(n => Enumerable.Range(0, n).Select(i => i == 4 ? 0.25 : random.NextDouble() - 0.5).ToArray()).ToArray())];

        var expected = 0.0;
        for (var layer = 0; layer < 2; layer++)
        {
            var sum = 0.0;
            for (var weight = 0; weight < gradients[0][layer].Length; weight++)
            {
                double[] values = [gradients[0][layer][weight], gradients[1][layer][weight]];
                if (weight != 4)
                {
                    sum += values.Select(Math.Abs).Average() / values.PopulationStandardDeviation();
                }
            }

            expected += Math.Log(sum);
        }

        var observed = Observed.Nothing.With(
            o => o.HalfBatchGradients = [.. gradients.Select(half => half.Select(g => Observed.Layer(g)).ToArray())]);
        Assert.That(new Zico().Compute(observed).Value, Is.EqualTo(expected).Within(1e-10));
    }

    [Test]
    public void Compute_EqualHalves_IsMissingWithReason()
    {
        var value = new Zico().Compute(Observed.Nothing.With(o => { o.HalfBatchGradients =
        [
            [Observed.Layer([1, 2])], [Observed.Layer([1, 2])],
        ]; }));

        Assert.That(value.Value, Is.NaN);
        Assert.That(value.Reason, Does.Contain("halves"));
    }

    [Test]
    public void Measure_TinyNetwork_HalvesAreTheGradientsOfTheirImagesAlone()
    {
        const string Text = "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";
        var halves = Tiny.Measure(new Zico(), Text, wide: true).HalfBatchGradients;

        for (var half = 0; half < 2; half++)
        {
            var size = Tiny.Batch.Pixels.Length / 2;
            var images = new ImageBatch(
                Tiny.Batch.Pixels[(half * size)..((half + 1) * size)], Tiny.Batch.Labels[(half * 4)..((half * 4) + 4)],
                new FeatureShape(3, 8, 8));
            using var engine = new ZeroShotEngine(
                SearchSpaces.NasBench201, [new GradNorm()], images,
                new ZeroShotEngineOptions { Threads = 1, Seed = 20, Network = Tiny.Network, Double = true });
            var alone = engine.Measure(SearchSpaces.NasBench201.Parse(Text)).Layers;

            Assert.That(halves[half].Select(l => l.Parameter), Is.EqualTo(alone.Select(l => l.Parameter)));
            Assert.That(
                halves[half].SelectMany(l => l.Gradient.ToArray()), Is.EqualTo(alone.SelectMany(l => l.Gradient.ToArray())).Within(1e-12));
        }
    }
}
