using NasPipelines.Analyses;
using NasPipelines.Ranking;
using NasPipelines.Tests.Ranking;

namespace NasPipelines.Tests.Analyses;

public sealed class VarianceTests
{
    private readonly Nb201Table _table = Nb201Table.Read();

    [TestCase(128, 67, .960)]
    [TestCase(640, 264, .992)]
    [TestCase(1280, 472, .996)]
    [TestCase(10_000, 2217, 1.000)]
    public void Quantise_RealAccuracies_LeavesThePublishedLevelsAndKendall(int images, int levels, double kendall)
    {
        var truth = _table.Column("c10_valid_200_naslib");
        var quantised = ScoreResolution.Quantise(truth, images);
        Assert.That(ScoreResolution.Compute(quantised).Levels, Is.EqualTo(levels));
        Assert.That(new KendallTauB().Evaluate(truth, quantised).Value, Is.EqualTo(kendall).Within(5.001e-4));
    }

    [Test]
    public void ScoreResolution_AFewScores_AreCounted()
    {
        var resolution = ScoreResolution.Compute([1, 1, 2, 3, 3, 3, double.NaN]);
        Assert.That((resolution.Count, resolution.Levels, resolution.SharedLevels, resolution.LargestLevel), Is.EqualTo((6, 3, 2, 3)));
        Assert.That(resolution.TiedPairs, Is.EqualTo(4.0 / 15));
        Assert.That(resolution.ToString(), Does.StartWith("2/3 levels shared"));
    }

    [Test]
    public void KendallWithinLevels_TwoLevels_WeighsThemByPairs()
    {
        // Level 0 holds three rows, tau 1; level 1 two rows, tau -1; level 2 one row: (3 - 1) / 4.
        var tau = ScoreResolution.KendallWithinLevels([1, 2, 3, 2, 1, 9], [0, 0, 0, 1, 1, 2], [1, 2, 3, 1, 2, 9]);
        Assert.That(tau.Value, Is.EqualTo(0.5).Within(1e-15));
        Assert.That(ScoreResolution.KendallWithinLevels([1, 2], [1, 2], [1, 2]).Reason, Does.Contain("no level"));
    }

    [TestCase("params", .227, .079, -.000, .223, .321)]
    [TestCase("active", .232, .091, .004, .259, .345)]
    public void HeadProfile_ParameterCounts_EqualsThePublishedCollapse(string score, params double[] published)
    {
        double[] scores = [.. _table.Ops.Select(o => score == "params" ? Nb201Table.Params(o) : Nb201Table.ActiveParams(o))];
        var profile = HeadProfile.Compute(_table.Column("c10_valid_200_naslib"), scores, 0.01, 0.05, 0.1, 0.25, 0.5);
        Assert.That(profile.Points.Select(p => p.Value.Value), Is.EqualTo(published).Within(6e-4));
    }

    [Test]
    public void TopSharesResolutionAndLevels_OfAView_AreThoseOfItsColumns()
    {
        var analyses = Nb201Views.Nas.Analyses;
        var profile = analyses.TopShares(Nb201Views.Accuracy, "c10_test_200", "c10_valid_200", [0.1, 1]);
        double[] truth = _table.Column("c10_test_200"), valid = _table.Column("c10_valid_200");
        Assert.That(profile.Points, Is.EqualTo(HeadProfile.Compute(truth, valid, 0.1, 1).Points));
        Assert.That(
            (profile.Missing, analyses.Resolution(Nb201Views.Accuracy, "c10_valid_200").Levels), Is.EqualTo((0, valid.Distinct().Count())));
        Assert.That(
            analyses.KendallWithinLevels(Nb201Views.Accuracy, "c10_test_200", "c10_valid_12", "c10_valid_200").Value,
            Is.EqualTo(ScoreResolution.KendallWithinLevels(truth, _table.Column("c10_valid_12"), valid).Value));
        Assert.That(
            () => analyses.Resolution(Nb201Views.Accuracy, "colour"),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("colour"));
    }

    [Test]
    public void Stability_AdjacentColumns_TakeTheLaterAsTruth()
    {
        double[] first = [1, 2, 3, 4], second = [1, 2, 4, 3], third = [double.NaN, 1, 3, 4];
        var stability = RankingStability.Compute([new("100", first), new("200", second), new("300", third)], new() { Ratios = [0.5] });
        Assert.That(stability.Steps.Select(s => (s.Truth, s[0].Name)), Is.EqualTo(new[] { ("200", "100"), ("300", "200") }));
        Assert.That(stability.Steps[0][0].Kendall, Is.EqualTo(4.0 / 6).Within(1e-15));
        Assert.That(stability.Steps[1][0].Kendall, Is.EqualTo(1.0 / 3).Within(1e-15));
        Assert.That((stability.Steps[1].MissingTruth, stability.Steps[1].Rows), Is.EqualTo((1, 3)));
        Assert.That(stability.Steps[0][0]["precisionAtTop", 0.5].Value, Is.EqualTo(1));
        Assert.That(stability.MeanPairwiseKendall, Is.EqualTo((4.0 / 6 + 1.0 / 3 + 1.0) / 3).Within(1e-15));
    }

    [Test]
    public void Stability_OfTrainingSeeds_IsThePublishedCorrelationOfOneAgainstAnother()
    {
        KeyValuePair<string, double[]>[] seeds =
            [.. Enumerable.Range(1, 2).Select(s => KeyValuePair.Create($"seed {s}", _table.Column($"c10_test_200_seed{s}")))];
        var stability = RankingStability.Compute(seeds);
        var swapped = RankingStability.Compute([seeds[1], seeds[0]]);
        Assert.That(stability.MeanPairwiseKendall, Is.EqualTo(swapped.MeanPairwiseKendall).Within(1e-15), "tau is symmetric");
        Assert.That(stability.MeanPairwiseKendall, Is.InRange(0.86, 0.919), "below one seed against the mean of two others");
    }

    [Test]
    public void BreakEven_TrainedAgainstUntrained_IsWhereTheTotalsMeet()
    {
        EstimatorCost supernet = new("supernet", .6, 0.5, 3600), proxy = new("proxy", .5, 2.5), dear = new("dear", .4, 3, 10);
        Assert.That(supernet.BreakEven(proxy), Is.EqualTo(1800));
        Assert.That(supernet.Amortised(1800), Is.EqualTo(proxy.Amortised(1800)));
        Assert.That(proxy.BreakEven(supernet), Is.EqualTo(double.PositiveInfinity));
        Assert.That(proxy.BreakEven(dear), Is.Zero);
        Assert.That(EstimatorCost.Frontier([supernet, proxy, dear], 100).Select(e => e.Name), Is.EqualTo(new[] { "proxy", "supernet" }));
        Assert.That(EstimatorCost.Frontier([supernet, proxy, dear], 100_000).Select(e => e.Name), Is.EqualTo(new[] { "supernet" }));
        Assert.That(() => supernet.Amortised(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
