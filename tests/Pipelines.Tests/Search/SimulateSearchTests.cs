using Microsoft.ML.Data;
using NasPipelines.Search;
using NasPipelines.Tests.Analyses;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Search;

public sealed class SimulateSearchTests
{
    private const string Truth = "c10_test_200";

    private static readonly SearchSimulationOptions Options =
        new() { Budget = 60, Repetitions = 40, Pool = 300, Population = 20, Tournament = 5 };

    [Test]
    public void SimulateSearch_Random_FindsWhatOrderStatisticsExpect()
    {
        var curve = Nb201Views.Nas.Analyses.SimulateSearch(
            Nb201Views.Accuracy, Truth, [], SearchStrategy.Random, Options.With((nameof(SearchSimulationOptions.Repetitions), 400)));
        double[] sorted = [.. Nb201Views.Accuracy.GetColumn<double>(Truth).Order()];
        foreach (var budget in (int[])[1, 10, 60])
        {
            // Largest of a draw without replacement: P(all among the i smallest) is a quotient of binomials, built up factor by factor.
            double expected = 0, below = 0;
            for (var i = 1; i <= sorted.Length; i++)
            {
                var upTo = Enumerable.Range(0, budget).Aggregate(1.0, (p, j) => p * Math.Max(0, i - j) / (sorted.Length - j));
                expected += sorted[i - 1] * (upTo - below);
                below = upTo;
            }

            var point = curve.BestTruth[budget - 1];
            Assert.That(point.Value, Is.EqualTo(expected).Within(4 * point.StandardError / 20), $"budget {budget}");
        }
    }

    [Test]
    public void SimulateSearch_ThePerfectEstimator_FindsTheBestOfItsPoolAtOnce()
    {
        var whole = Options.With((nameof(SearchSimulationOptions.Pool), 20_000), (nameof(SearchSimulationOptions.Repetitions), 3));
        var filter = Nb201Views.Nas.Analyses.SimulateSearch(Nb201Views.Accuracy, Truth, [Truth], SearchStrategy.SuccessiveFilter, whole);
        Assert.That(filter.BestTruth[0].Value, Is.EqualTo(filter.BestPossible).Within(1e-12));
        Assert.That(filter.Regret(60), Is.Zero.Within(1e-12));
        Assert.That(filter.TrainedToReach(filter.BestPossible), Is.EqualTo(1));
        Assert.That(filter.Scored, Is.EqualTo(15_625));
    }

    [TestCase(SearchStrategy.Random)]
    [TestCase(SearchStrategy.SuccessiveFilter, "flops")]
    [TestCase(SearchStrategy.SuccessiveFilter, "flops", "synflow")]
    [TestCase(SearchStrategy.RegularisedEvolution)]
    [TestCase(SearchStrategy.RegularisedEvolution, "nwot")]
    public void SimulateSearch_EveryStrategy_IsDeterministicAndNeverGetsWorse(SearchStrategy strategy, params string[] estimators)
    {
        var first = Nb201Views.Nas.Analyses.SimulateSearch(Nb201Views.ProxiesAndAccuracy, Truth, estimators, strategy, Options);
        var again = Nb201Views.Nas.Analyses.SimulateSearch(Nb201Views.ProxiesAndAccuracy, Truth, estimators, strategy, Options);
        var other = Nb201Views.Nas.Analyses.SimulateSearch(
            Nb201Views.ProxiesAndAccuracy, Truth, estimators, strategy, Options.With((nameof(SearchSimulationOptions.Seed), (long)2)));
        Assert.That(Numbers(again), Is.EqualTo(Numbers(first)));
        Assert.That(Numbers(other), Is.Not.EqualTo(Numbers(first)));
        Assert.That(first.BestTruth, Has.Length.EqualTo(60));
        Assert.That(first.BestTruth.Select(b => b.Value), Is.Ordered);
        Assert.That(
            first.BestTruth,
            Has.All.Matches<CriterionInterval>(b => b!.Lower <= b.Value && b.Value <= b.Upper && b.Upper <= first.BestPossible));
    }

    [Test]
    public void SimulateSearch_AGoodEstimator_BeatsChanceAndABadOneDoesNot()
    {
        double Found(SearchStrategy strategy, params string[] estimators) =>
            Nb201Views.Nas.Analyses.SimulateSearch(Nb201Views.ProxiesAndAccuracy, Truth, estimators, strategy, Options.With(
                (nameof(SearchSimulationOptions.Budget), 20))).BestTruth[^1].Value;
        var random = Found(SearchStrategy.Random);
        Assert.That(Found(SearchStrategy.SuccessiveFilter, "nwot"), Is.GreaterThan(random));
        Assert.That(Found(SearchStrategy.SuccessiveFilter, "plain"), Is.LessThan(random));
    }

    [Test]
    public void SimulateSearch_WrongUse_IsRefused()
    {
        var analyses = Nb201Views.Nas.Analyses;
        Assert.That(
            () => analyses.SimulateSearch(Nb201Views.Accuracy, Truth, [Truth], SearchStrategy.Random, Options),
            Throws.ArgumentException.With.Message.Contains("0 to 0"));
        Assert.That(
            () => analyses.SimulateSearch(Nb201Views.Accuracy, Truth, [], SearchStrategy.SuccessiveFilter, Options),
            Throws.ArgumentException.With.Message.Contains("at least 1"));
        Assert.That(
            () => new SearchSimulationOptions { Budget = 0, Repetitions = 1, Population = 1, Tournament = 5 }.Validate(),
            Throws.ArgumentException.With.Message.Contains("Budget").And.Message.Contains("Repetitions")
                .And.Message.Contains("Population").And.Message.Contains("Tournament"));
    }

    private static IEnumerable<(double, double, double, double)> Numbers(SearchCurve curve) =>
        curve.BestTruth.Select(b => (b.Value, b.Lower, b.Upper, b.StandardError));
}
