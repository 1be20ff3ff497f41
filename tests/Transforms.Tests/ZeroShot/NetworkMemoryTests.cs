using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Passes;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>What does not fit into memory is a missing value with a reason, before it begins; what fits beside it is measured.</summary>
public sealed class NetworkMemoryTests
{
    private const string Heavy = "333333";

    [Test]
    public void Score_ANetworkBeyondAnyMachine_IsMissingWithTheReasonBesideWhatNeedsNoPass()
    {
        var proxies = new[] { "params", "grasp", "zico" }.Select(ZeroShotProxies.Get).ToList();
        var batch = new ImageBatch(new float[64 * 3 * 32 * 32], new int[64], new(3, 32, 32));
        using var engine = new ZeroShotEngine(SearchSpaces.NasBench201, proxies, batch, new()
        {
            Network = new NetworkSize { Channels = 4096, CellsPerStage = 40 },
        });
        var architecture = SearchSpaces.NasBench201.Parse(Heavy);

        var observed = engine.Measure(architecture);

        var values = proxies.ConvertAll(proxy => ZeroShotEngine.Compute(proxy, architecture, observed));
        Assert.That(values[0].Value, Is.GreaterThan(1e9));
        Assert.That(values.Skip(1).Select(v => v.Reason), Is.All.Contains("GiB").And.All.Contains("smaller batch"));
    }

    [Test]
    public void Refusals_WhereSecondGradientsAloneDoNotFit_AreOfThemAlone()
    {
        var network = SearchSpaces.NasBench201.BuildNetwork(SearchSpaces.NasBench201.Parse(Heavy));
        const ZeroShotNeeds Both = ZeroShotNeeds.LossGradient | ZeroShotNeeds.HessianGradient;
        var (first, second) = (
            NetworkMemory.Estimate(network, network, ZeroShotNeeds.LossGradient, 64, wide: false),
            NetworkMemory.Estimate(network, network, ZeroShotNeeds.HessianGradient, 64, wide: false));

        ZeroShotNeeds[] Refused(long available) =>
            [.. NetworkMemory.Refusals(network, network, Both, 64, wide: false, available).Select(r => r.Need)];

        Assert.That(second, Is.GreaterThan(2 * first));
        Assert.That(Refused(second), Is.Empty);
        Assert.That(Refused(first), Is.EqualTo(new[] { ZeroShotNeeds.HessianGradient }));
        Assert.That(Refused(first / 2), Is.EquivalentTo(new[] { ZeroShotNeeds.LossGradient, ZeroShotNeeds.HessianGradient }));
    }

    [Test]
    public void Estimate_OfReluCorrelations_GrowsByTheGradientsThatAreHeldAndNoMore()
    {
        var network = SearchSpaces.NasBench201.BuildNetwork(SearchSpaces.NasBench201.Parse(Heavy));
        double Beside(int samples) =>
            NetworkMemory.Estimate(network, network, ZeroShotNeeds.ReluCorrelation, samples, wide: false)
                - NetworkMemory.Estimate(network, network, ZeroShotNeeds.LossGradient, samples, wide: false);

        Assert.That(Beside(16) - Beside(8), Is.Positive.And.EqualTo(Beside(24) - Beside(16)).Within(1), "few are held all at once");
        Assert.That(Beside(1 << 14) - Beside(1 << 13), Is.Zero.Within(1), "of many, only a part is");
    }
}
