using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Tests.Ranking;

/// <summary>The examples in the documentation of the criteria.</summary>
public sealed class WorkedExampleTests
{
    private static readonly double[] Scores = [1, 2, 3, 3];
    private static readonly double[] Truth = [1, 3, 2, 4];

    [Test]
    public void KendallTauB_OnItsExample_Is05477() =>
        Assert.That(new KendallTauB().Evaluate(Truth, Scores).Value, Is.EqualTo(3 / Math.Sqrt(30)).Within(1e-15));

    [Test]
    public void KendallTauA_OnItsExample_IsAHalf() => Assert.That(new KendallTauA().Evaluate(Truth, Scores).Value, Is.EqualTo(0.5));

    [Test]
    public void KendallTauC_OnItsExample_Is05625() =>
        Assert.That(new KendallTauC().Evaluate(Truth, Scores).Value, Is.EqualTo(0.5625).Within(1e-15));

    [Test]
    public void WeightedKendall_OnItsExample_Is01818() =>
        Assert.That(new WeightedKendall(ImportanceOrder.Scores).Evaluate([2, 3, 1], [3, 2, 1]).Value, Is.EqualTo(2.0 / 11).Within(1e-15));

    [Test]
    public void Spearman_OnItsExample_Is06325() =>
        Assert.That(new Spearman().Evaluate(Truth, Scores).Value, Is.EqualTo(3 / Math.Sqrt(22.5)).Within(1e-15));

    [Test]
    public void Pearson_OnItsExample_Is06742() =>
        Assert.That(new Pearson().Evaluate(Truth, Scores).Value, Is.EqualTo(2.5 / Math.Sqrt(13.75)).Within(1e-15));

    [Test]
    public void PrecisionAtTop_OnItsExample_IsAHalf() =>
        Assert.That(new PrecisionAtTop(0.6).Evaluate([5, 1, 4, 2, 3], [5, 4, 3, 3, 1]).Value, Is.EqualTo(0.5).Within(1e-15));

    [Test]
    public void PrecisionAtBottom_OnItsExample_IsAQuarter() =>
        Assert.That(new PrecisionAtBottom(0.4).Evaluate([5, 1, 4, 2, 3], [5, 4, 3, 3, 1]).Value, Is.EqualTo(0.25).Within(1e-15));

    [Test]
    public void BestRank_OnItsExample_Is0625() =>
        Assert.That(new BestRank(0.5).Evaluate([2, 3, 1, 4], [3, 2, 2, 1]).Value, Is.EqualTo(0.625).Within(1e-15));

    [Test]
    public void WorstRank_OnItsExample_Is0875() =>
        Assert.That(new WorstRank(0.5).Evaluate([2, 3, 1, 4], [3, 2, 2, 1]).Value, Is.EqualTo(0.875).Within(1e-15));

    [Test]
    public void SparseKendall_OnItsExample_IsZero() =>
        Assert.That(new SparseKendall(1).Evaluate([90.1, 90.3, 91], [1, 3, 2]).Value, Is.Zero);

    [Test]
    public void KendallWithin_OnItsExample_IsMinusOne() =>
        Assert.That(new KendallWithin(RankedEnd.PredictedTop, 0.5).Evaluate([3, 4, 1, 2], [4, 3, 2, 1]).Value, Is.EqualTo(-1));

    [Test]
    public void NdcgAt_OnItsExample_Is08597() =>
        Assert.That(
            new NdcgAt(1).Evaluate([2, 3, 1], [3, 2, 1]).Value,
            Is.EqualTo((0.5 + 1 / Math.Log2(3)) / (1 + 0.5 / Math.Log2(3))).Within(1e-15).And.EqualTo(0.8597).Within(5e-5));

    [Test]
    public void RegretAt_OnItsExample_IsThree() =>
        Assert.That(new RegretAt(2.0 / 3).Evaluate([90, 91, 94], [3, 2, 1]).Value, Is.EqualTo(3));

    [Test]
    public void BandOrder_OnItsExample_IsAHalf() =>
        Assert.That(new BandOrder((0, 0.5), (0.5, 1)).Evaluate([4, 3, 2, 1], [5, 1, 3, 4]).Value, Is.EqualTo(0.5));

    [Test]
    public void PartialCorrelation_OnItsExample_Is03546() =>
        Assert.That(
            PartialCorrelation.Of([0.5, 0.6], new[,] { { 1, 0.4 }, { 0.4, 1 } }).Value,
            Is.EqualTo(0.26 / Math.Sqrt(0.64 * 0.84)).Within(1e-15));

    [Test]
    public void KendallWithinComplexity_OnItsExample_IsZero()
    {
        var truth = RankedColumn.Of([1, 2, 3, 4]);
        var sample = new RankedSample(new RankedControls(truth, [RankedColumn.Of([10, 10, 20, 20])]), RankedColumn.Of([1, 2, 4, 3]));
        Assert.That(new KendallWithinComplexity(2).Evaluate(sample).Value, Is.Zero);
    }
}
