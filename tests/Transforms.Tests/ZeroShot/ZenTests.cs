using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot.Proxies;

namespace NasPipelines.Tests.ZeroShot;

public sealed class ZenTests
{
    [Test]
    public void Compute_WorkedExample_IsItsValue() =>
        Assert.That(
            new Zen().Compute(
                Observed.Nothing.With(o => { o.FeatureDistance = 2; o.NormalisationVariances = new double[] { 4, 9 }; })).Value,
            Is.EqualTo(Math.Log(12)).Within(1e-12));

    [Test]
    public void Compute_NormalisationOfAConstant_IsLeftOut() =>
        Assert.That(
            new Zen().Compute(
                Observed.Nothing.With(o => { o.FeatureDistance = 2; o.NormalisationVariances = new double[] { 0, 9 }; })).Value,
            Is.EqualTo(Math.Log(6)).Within(1e-12));

    [Test]
    public void Compute_FeaturesThatDoNotMove_IsMissingWithReason()
    {
        var value = new Zen().Compute(Observed.Nothing.With(o => o.FeatureDistance = 0));

        Assert.That(value.Value, Is.NaN);
        Assert.That(value.Reason, Does.Contain("features"));
    }

    [Test]
    public void Measure_OnlySkips_IsTheNetworkComputedByHand()
    {
        const string Skips = "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|";
        var observed = Tiny.Measure(new Zen(), Skips, wide: true);
        var graph = SearchSpaces.NasBench201.BuildNetwork(
            SearchSpaces.NasBench201.Parse(Skips), new(Tiny.Network) { DropDeadEdges = true, AffineCells = false });
        var images = Normal("gaussian images");
        var moved = Normal("gaussian perturbation").Zip(images, (e, x) => x + (0.01 * e)).ToArray();
        var variances = new List<double>();

        var features = HandNetwork.Features(graph, images, variances);
        var movedFeatures = HandNetwork.Features(graph, moved, []);

        Assert.That(
            observed.FeatureDistance, Is.EqualTo(features.Zip(movedFeatures, (a, b) => Math.Abs(a - b)).Sum() / 16).Within(1e-9).Percent);
        Assert.That(observed.NormalisationVariances.ToArray(), Is.EqualTo(variances).Within(1e-9).Percent);
        Assert.That(variances, Has.Count.EqualTo(6));
    }

    private static double[] Normal(string name)
    {
        var values = new float[16 * 3 * 8 * 8];
        SeededParameters.FillNormal(values, SeededParameters.Stream(name, 20), 1);
        return [.. values.Select(v => (double)v)];
    }
}
