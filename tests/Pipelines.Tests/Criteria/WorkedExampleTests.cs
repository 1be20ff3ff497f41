namespace NasPipelines.Tests;

/// <summary>The examples in the documentation of the criteria.</summary>
public sealed class WorkedExampleTests
{
    private static readonly double[] Scores = [1, 2, 3, 3];
    private static readonly double[] Truth = [1, 3, 2, 4];

    [Test]
    public void KendallTauB_OnItsExample_Is05477() => Assert.That(new KendallTauB().Evaluate(Scores, Truth).Value, Is.EqualTo(3 / Math.Sqrt(30)).Within(1e-15));

    [Test]
    public void KendallTauA_OnItsExample_IsAHalf() => Assert.That(new KendallTauA().Evaluate(Scores, Truth).Value, Is.EqualTo(0.5));

    [Test]
    public void KendallTauC_OnItsExample_Is05625() => Assert.That(new KendallTauC().Evaluate(Scores, Truth).Value, Is.EqualTo(0.5625).Within(1e-15));

    [Test]
    public void WeightedKendall_OnItsExample_Is01818() =>
        Assert.That(new WeightedKendall(ImportanceOrder.Scores).Evaluate([3, 2, 1], [2, 3, 1]).Value, Is.EqualTo(2.0 / 11).Within(1e-15));

    [Test]
    public void Spearman_OnItsExample_Is06325() => Assert.That(new Spearman().Evaluate(Scores, Truth).Value, Is.EqualTo(3 / Math.Sqrt(22.5)).Within(1e-15));

    [Test]
    public void Pearson_OnItsExample_Is06742() => Assert.That(new Pearson().Evaluate(Scores, Truth).Value, Is.EqualTo(2.5 / Math.Sqrt(13.75)).Within(1e-15));

    [Test]
    public void PrecisionAtTop_OnItsExample_IsAHalf() =>
        Assert.That(new PrecisionAtTop(0.6).Evaluate([5, 4, 3, 3, 1], [5, 1, 4, 2, 3]).Value, Is.EqualTo(0.5).Within(1e-15));

    [Test]
    public void PrecisionAtBottom_OnItsExample_IsAQuarter() =>
        Assert.That(new PrecisionAtBottom(0.4).Evaluate([5, 4, 3, 3, 1], [5, 1, 4, 2, 3]).Value, Is.EqualTo(0.25).Within(1e-15));

    [Test]
    public void BestRank_OnItsExample_Is0625() => Assert.That(new BestRank(0.5).Evaluate([3, 2, 2, 1], [2, 3, 1, 4]).Value, Is.EqualTo(0.625).Within(1e-15));

    [Test]
    public void WorstRank_OnItsExample_Is0875() => Assert.That(new WorstRank(0.5).Evaluate([3, 2, 2, 1], [2, 3, 1, 4]).Value, Is.EqualTo(0.875).Within(1e-15));
}
