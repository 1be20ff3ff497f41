using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>What estimators say of themselves, against what they do.</summary>
public sealed class ProxyMetadataTests
{
    private const string Text = "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    private static readonly string[] ForwardOnly =
    [
        "params", "flops", "activations", "params_active", "layers", "depth", "weight_memory", "peak_activations", "relu", "relu_logdet",
        "swap", "swap_reg", "zen", "meco", "l2_norm", "near", "epsinas", "linear_regions", "rbflex", "az_complexity",
    ];

    [Test]
    public void IsForwardOnly_OfTheList_IsWhatDifferentiatesNothing() =>
        Assert.That(
            ZeroShotProxies.All.Where(p => p.IsForwardOnly).Select(p => p.Name), Is.EquivalentTo(ForwardOnly));

    [Test]
    public void NeedsLabels_OfEachProxy_IsWhetherItsScoreMovesWithTheLabels()
    {
        var architecture = NasPipelines.Spaces.SearchSpaces.NasBench201.Parse(Text);
        var (one, other) = (Scores(Tiny.Batch), Scores(Tiny.Batch with { Labels = [.. Tiny.Batch.Labels.Select(l => 3 - l)] }));
        foreach (var (proxy, i) in ZeroShotProxies.All.Select((p, i) => (p, i)))
        {
            Assert.That(proxy.NeedsLabels || one[i] == other[i], Is.True, proxy.Name);
        }

        double[] Scores(ImageBatch batch)
        {
            using var engine = new ZeroShotEngine(
                NasPipelines.Spaces.SearchSpaces.NasBench201, ZeroShotProxies.All, batch,
                new ZeroShotEngineOptions { Threads = 1, Seed = 20, Network = Tiny.Network });
            return [.. engine.Score(architecture, default).Values.Select(v => v.IsDefined ? v.Value : -1)];
        }
    }
}
