using System.Collections.Immutable;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>What a score is a mean over, and the settings that travel with it.</summary>
public sealed class ProtocolTests
{
    private const string Text = "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";
    private static readonly Architecture Architecture = SearchSpaces.NasBench201.Parse(Text);

    [TestCase(ZeroShotCompat.None, 8, 4)]
    [TestCase(ZeroShotCompat.LastBatchCountsFully, 1, 1)]
    public void Score_TwoBatchesTheLastSmaller_IsTheMeanByImages(ZeroShotCompat compat, double first, double last)
    {
        var images = TinyNetworks.Images.Take(0, 12);
        var both = Score(["grad_norm", "synflow"], o => o.With(
            (nameof(ZeroShotOptions.Images), images), (nameof(ZeroShotOptions.Batches), 2), (nameof(ZeroShotOptions.Compat), compat)));
        var alone = new[] { (0, 8), (8, 4) }.Select(part => Score(["grad_norm", "synflow"], o => o.With(
            (nameof(ZeroShotOptions.Images), images.Take(part.Item1, part.Item2)),
            (nameof(ZeroShotOptions.BatchSize), part.Item2)))).ToList();

        Assert.That(
            both[0].Value, Is.EqualTo(((first * alone[0][0].Value) + (last * alone[1][0].Value)) / (first + last)).Within(1e-12).Percent);
        Assert.That(both[1], Is.EqualTo(alone[0][1]), "synflow has no images");
    }

    [Test]
    public void Score_SeveralSeeds_AreMeanDeviationAndEach()
    {
        long[] seeds = [20, 2020, 202020];
        using var scorer = Scorer(["snip", "params"], o => o.With((nameof(ZeroShotOptions.Seeds), seeds)));
        double[] each = [.. seeds.Select(s => Score(["snip"], o => o.With((nameof(ZeroShotOptions.Seed), s)))[0].Value)];

        Assert.That(
            scorer.Columns.Select(s => s.Name),
            Is.EqualTo(new[] { "snip", "snip_sd", "snip_seed20", "snip_seed2020", "snip_seed202020", "params" }));
        Assert.That(scorer.Columns.Select(s => s.Statistic), Is.EqualTo(
            new[] { "mean over seeds 20, 2020, 202020", "sample standard deviation over seeds 20, 2020, 202020", "seed 20", "seed 2020",
                "seed 202020", null }));
        var values = scorer.Score(Architecture, default).Values.Select(v => v.Value).ToArray();
        Assert.That(values[0], Is.EqualTo(each.Average()).Within(1e-12).Percent);
        Assert.That(values[1], Is.EqualTo(Math.Sqrt(each.Sum(v => Math.Pow(v - each.Average(), 2)) / 2)).Within(1e-9).Percent);
        Assert.That(values[2..5], Is.EqualTo(each));
        Assert.That(values[5], Is.EqualTo(scorer.ScoreEncoding(Architecture, default).Values[5].Value));
    }

    [Test]
    public void Mean_OneValueMissing_IsMissingWithItsReason()
    {
        ScoreValue[] values = [1, ScoreValue.Missing("overflow"), 3];

        Assert.That(ProxyStatistics.Mean(values, [1, 1, 1], i => $"seed {i}").Reason, Is.EqualTo("seed 1: overflow"));
        Assert.That(ProxyStatistics.Deviation(values, i => $"seed {i}").Reason, Is.EqualTo("seed 1: overflow"));
        Assert.That(ProxyStatistics.Deviation([1, 3, 5], i => string.Empty).Value, Is.EqualTo(2));
    }

    [Test]
    public void FromRecipe_AllOptionsSet_ScoresTheSameBits()
    {
        using var scorer = Scorer(["snip", "az_trainability"], o => o.With(
            (nameof(ZeroShotOptions.Seeds), (IReadOnlyList<long>)([3, 4])),
            (nameof(ZeroShotOptions.Batches), 2),
            (nameof(ZeroShotOptions.BatchSize), 3),
            (nameof(ZeroShotOptions.Part), ImagePart.LastFifth),
            (nameof(ZeroShotOptions.Batch), BatchSelection.Random(5)),
            (nameof(ZeroShotOptions.Transform), ImageTransform.CropAndFlip(9)),
            (nameof(ZeroShotOptions.Statistics), BatchNormStatistics.Initial),
            (nameof(ZeroShotOptions.Compat), ZeroShotCompat.LastBatchCountsFully | ZeroShotCompat.ReluBeforeConvolutionCountsTwice)));
        using var again = ZeroShotScorer.FromRecipe(scorer.ToRecipe(), name => SearchSpaces.Get(name));

        Assert.That(
            again.Columns.Select(c => (c.Name, c.Direction, c.Statistic)),
            Is.EqualTo(scorer.Columns.Select(c => (c.Name, c.Direction, c.Statistic))));
        Assert.That(again.Score(Architecture, default).Values, Is.EqualTo(scorer.Score(Architecture, default).Values));
        foreach (var told in new[] {
            "\"Seeds\":[3,4]", "\"Count\":6", "LastFifth", "random, seed 5", "crop with padding 4 and flip, seed 9",
            "\"Statistics\":\"Initial\"", "LastBatchCountsFully" })
        {
            Assert.That(scorer.Provenance, Does.Contain(told));
        }
    }

    [Test]
    public void Score_InitialStatistics_OnlyScaleByTheEpsilon()
    {
        // With mean 0 and variance 1 a normalisation divides by √(1 + 10⁻⁵): synaptic flow nearly loses its normalisation.
        var initial = Score(["synflow_bn", "synflow"], o => o.With((nameof(ZeroShotOptions.Statistics), BatchNormStatistics.Initial)));
        var batch = Score(["synflow_bn", "synflow"], o => o);

        Assert.That(initial[0].Value, Is.EqualTo(initial[1].Value).Within(0.1).Percent);
        Assert.That(batch[0].Value, Is.Not.EqualTo(batch[1].Value).Within(10).Percent);
    }

    [Test]
    public void Score_PublishedQuirks_ChangeWhatTheySay()
    {
        const ZeroShotCompat Twice = ZeroShotCompat.ReluBeforeConvolutionCountsTwice;
        using var sound = Scorer(["relu", "relu_logdet", "plain", "meco"], o => o);
        using var quirks = Scorer(
            ["relu", "relu_logdet", "plain", "meco"],
            o => o.With((nameof(ZeroShotOptions.Compat), Twice | ZeroShotCompat.PlainIsHigherBetter)));
        var (plain, published) = (sound.Score(Architecture, default), quirks.Score(Architecture, default));

        // Four convolutions in each of three cells and two in each of two reductions have a ReLU; the head's stands alone.
        Assert.That(plain.Values[0].Value, Is.EqualTo(17));
        Assert.That(published.Values[0].Value, Is.EqualTo((2 * 16) + 1));
        Assert.That(published.Values[1].Value, Is.GreaterThan(plain.Values[1].Value));
        Assert.That(published.Oriented(2, quirks.Columns[2].Direction), Is.EqualTo(-plain.Oriented(2, sound.Columns[2].Direction)));
        Assert.That(published.Values[3], Is.EqualTo(plain.Values[3]));
    }

    [Test]
    public void Score_NativeFailure_IsMissingForThatArchitectureOnly()
    {
        using var scorer = ZeroShotScorer.Create([new Greedy()], TinyNetworks.Options(SearchSpaces.NasBench201), null);

        var failed = scorer.Score(SearchSpaces.NasBench201.Parse("333333"), default).Values[0];
        Assert.That(failed.Value, Is.NaN);
        Assert.That(failed.Reason, Is.Not.Empty.And.Not.Contain("\n"));
        Assert.That(scorer.Score(Architecture, default).Values[0].Value, Is.GreaterThan(0));
    }

    [Test]
    public void Validate_ManyFaults_ReportsThemAll()
    {
        var options = TinyNetworks.Options(SearchSpaces.NasBench201).With(
            (nameof(ZeroShotOptions.Batches), 0),
            (nameof(ZeroShotOptions.Part), (ImagePart)9),
            (nameof(ZeroShotOptions.Initialisation), (InitialisationScheme)9),
            (nameof(ZeroShotOptions.Statistics), (BatchNormStatistics)9),
            (nameof(ZeroShotOptions.Compat), (ZeroShotCompat)(1 << 30)),
            (nameof(ZeroShotOptions.Seeds), (IReadOnlyList<long>)([1, 1])),
            (nameof(ZeroShotOptions.Network), new NasPipelines.Networks.NetworkSize { Classes = 0 }));

        Assert.That(options.Validate, Throws.ArgumentException.With.Message
            .Contains("Batches must be").And.Message.Contains("Part must be one of All")
            .And.Message.Contains("Initialisation must be").And.Message
            .Contains("Statistics must be").And.Message.Contains("Compat must be made of")
            .And.Message.Contains("Seeds must be").And.Message.Contains("Network: Classes must be"));
        Assert.That(
            () => (TinyNetworks.Options(SearchSpaces.NasBench201).With((nameof(ZeroShotOptions.Part), ImagePart.LastFifth))).Validate(),
            Throws.ArgumentException.With.Message.Contains("7 (was 8 times 1)"));
    }

    private static ZeroShotScorer Scorer(string[] proxies, Func<ZeroShotOptions, ZeroShotOptions> change)
    {
        var options = change(TinyNetworks.Options(SearchSpaces.NasBench201));
        options.Validate();
        return ZeroShotScorer.Create([.. proxies.Select(ZeroShotProxies.Get)], options, null);
    }

    private static ImmutableArray<ScoreValue> Score(string[] proxies, Func<ZeroShotOptions, ZeroShotOptions> change)
    {
        using var scorer = Scorer(proxies, change);
        return scorer.Score(Architecture, default).Values;
    }

    /// <summary>Asks for more memory than there is where a network is large.</summary>
    private sealed class Greedy : ZeroShotProxy
    {
        public override string Name => "greedy";

        public override string Description => "a failure of libtorch";

        public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights;

        public override ScoreValue Compute(ZeroShotObservations observations)
        {
            using var all = torch.zeros(observations.ReluCalls > 20 ? 1L << 50 : 1);
            return observations.ReluCalls;
        }
    }
}
