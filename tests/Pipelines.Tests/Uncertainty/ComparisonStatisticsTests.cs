using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Uncertainty;

public sealed class ComparisonStatisticsTests
{
    // Printed tables of Student's distribution; the last is the normal's.
    [TestCase(12.706205, 1, 0.05)]
    [TestCase(2.228139, 10, 0.05)]
    [TestCase(4.586894, 10, 0.001)]
    [TestCase(0.699812, 10, 0.5)]
    [TestCase(2.660283, 60, 0.01)]
    [TestCase(1.959966, 1_000_000, 0.05)]
    public void StudentT_OfTabledValues_GivesTheirProbability(double t, int freedom, double p)
    {
        Assert.That(StudentT.TwoSided(t, freedom), Is.EqualTo(p).Within(2e-7));
        Assert.That(StudentT.TwoSided(-t, freedom), Is.EqualTo(p).Within(2e-7));
        Assert.That(StudentT.Quantile(1 - p, freedom), Is.EqualTo(t).Within(1e-5));
    }

    [Test]
    public void StudentT_AtTheEnds_IsOneZeroOrNone()
    {
        Assert.That(StudentT.TwoSided(0, 7), Is.EqualTo(1));
        Assert.That(StudentT.TwoSided(1e-9, 423_623), Is.EqualTo(1).Within(1e-8));
        Assert.That(StudentT.TwoSided(60, 423_623), Is.EqualTo(0).Within(1e-100));
        Assert.That(StudentT.TwoSided(double.PositiveInfinity, 7), Is.Zero);
        Assert.That(StudentT.TwoSided(double.NaN, 7), Is.NaN);
    }

    // The values of R: p.adjust(c(.01, .04, .03, .005), "holm").
    [Test]
    public void HolmCorrection_OfPValues_GivesWhatRGives()
    {
        Assert.That(HolmCorrection.Adjust([0.01, 0.04, 0.03, 0.005]), Is.EqualTo(new[] { 0.03, 0.06, 0.06, 0.02 }).Within(1e-12));
        Assert.That(
            HolmCorrection.Adjust([0.4, double.NaN, 0.01]), Is.EqualTo(new[] { 0.4, double.NaN, 0.02 }).Within(1e-12), "no test");
    }

    // Every one of the 720 orders of six scores with ties.
    [Test]
    public void RandomOrder_StandardDeviation_IsThatOverAllOrders()
    {
        double[] truth = [1, 2, 2, 3, 4, 4], scores = [1, 1, 1, 2, 3, 4];
        double[] taus = [.. Orders(scores).Select(order => Criteria.Get("kendall").Evaluate(truth, order).Value)];
        Assert.That(taus, Has.Length.EqualTo(720));
        var expected = Math.Sqrt(taus.Average(tau => tau * tau));
        Assert.That(RandomOrder.StandardDeviation(RankedSample.Of(truth, scores)), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void KendallInfluence_OfAnySample_IsTheDerivativeOfTau()
    {
        var random = new Random(4);
        double[] truth = [.. Enumerable.Range(0, 90).Select(_ => (double)random.Next(30))];
        double[] scores = [.. truth.Select(t => Math.Floor((t + random.Next(30)) / 3))];
        var influence = KendallInfluence.Of(RankedSample.Of(truth, scores));
        Assert.That(influence.Tau, Is.EqualTo(Criteria.Get("kendall").Evaluate(truth, scores).Value).Within(1e-12));
        Assert.That(influence.Values.Sum(), Is.EqualTo(0).Within(1e-9));
        for (var row = 0; row < truth.Length; row += 11)
        {
            // What tau loses with a row is about its influence over n.
            bool Others(double _, int i) => i != row;
            var without = Criteria.Get("kendall").Evaluate([.. truth.Where(Others)], [.. scores.Where(Others)]).Value;
            Assert.That((influence.Tau - without) * (truth.Length - 1), Is.EqualTo(influence.Values[row]).Within(0.03));
        }
    }

    [Test]
    public void KendallInfluence_OfConstantScores_HasNoTau() =>
        Assert.That(KendallInfluence.Of(RankedSample.Of([1, 2, 3], [1, 1, 1])).Tau, Is.NaN);

    private static IEnumerable<double[]> Orders(double[] values) => values.Length == 1
        ? [values]
        : Enumerable.Range(0, values.Length).SelectMany(i => Orders([.. values[..i], .. values[(i + 1)..]]).Select(
            rest => (double[])[values[i], .. rest]));
}
