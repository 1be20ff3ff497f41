using Microsoft.ML;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Uncertainty;

[Parallelizable] // it computes for long
public sealed class AnytimeRankingTests
{
    [Test]
    public void Compute_EstimatorsFarApart_StopsEarlyInTheRightOrder()
    {
        var (truth, scores) = SimulatedScores.Draw(1, 5000, 0.3, 0.9, 0.6);
        var ranking = AnytimeRanking.Compute(truth, scores);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ranking.IsSettled, Is.True);
            Assert.That(ranking.Order.Select(o => o.Key), Is.EqualTo(new[] { "s1", "s2", "s0" }));
            Assert.That(ranking.Scored, Is.InRange(40, 1000));
            Assert.That(ranking.Of, Is.EqualTo(5000));
            Assert.That($"{ranking}", Does.Contain("is settled at 95 %"));
            Assert.That($"{AnytimeRanking.Compute(truth, scores)}", Is.EqualTo($"{ranking}"), "the same seed");
        }
    }

    [Test]
    public void Compute_TopOnly_NeedsFewerThanTheWholeOrder()
    {
        var (truth, scores) = SimulatedScores.Draw(2, 3000, 0.9, 0.5, 0.48);
        var (order, top) = (AnytimeRanking.Compute(truth, scores), AnytimeRanking.Compute(truth, scores, new() { Top = 1 }));
        Assert.That(top.IsSettled, Is.True);
        Assert.That(top.Order[0].Key, Is.EqualTo("s0"));
        Assert.That(top.Scored, Is.LessThan(order.Scored));
    }

    // The full figures are of `benchmarks calibration`: 1,000 runs each.
    [Test]
    public void Compute_EqualEstimators_AreRarelyCalledSettled()
    {
        const int Runs = 150;
        var wrong = Enumerable.Range(0, Runs).Count(run =>
        {
            var (truth, scores) = SimulatedScores.Draw(run, 600, 0.6, 0.6);
            return AnytimeRanking.Compute(truth, scores, new() { Seed = run }).IsSettled;
        });
        Assert.That(wrong, Is.LessThanOrEqualTo(SimulatedScores.Most(Runs, 0.05)));
    }

    [Test]
    public void Compute_ScoresThatRankAlike_DoNotKeepTheOthersOpen()
    {
        var (truth, scores) = SimulatedScores.Draw(3, 4000, 0.9, 0.3);
        var ranking = AnytimeRanking.Compute(truth, [.. scores, new("twin", [.. scores[1].Value.Select(Math.Exp)])]);
        Assert.That(ranking.IsSettled, Is.True);
        Assert.That(ranking.Pairs.Single(p => p.IsSame), Has.Property("First").EqualTo("s1").And.Property("Second").EqualTo("twin"));
        Assert.That($"{ranking}", Does.Contain("the same ranking: s1 and twin"));
    }

    [Test]
    public void Compute_MissingTruthsAndScores_AreLeftOutAndCounted()
    {
        var (truth, scores) = SimulatedScores.Draw(4, 100, 0.6, 0.6);
        truth[3] = double.NaN;
        scores[1].Value[5] = double.NaN;
        var ranking = AnytimeRanking.Compute(truth, scores);
        Assert.That((ranking.Scored, ranking.Missing, ranking.Of), Is.EqualTo((98, 2, 100)));
        Assert.That(ranking.IsSettled, Is.False);
        Assert.That($"{ranking}", Does.Contain("not settled").And.Contain("not told apart: s0 - s1"));
    }

    [Test]
    public void Compute_WrongOptions_NamesThem()
    {
        var (truth, scores) = SimulatedScores.Draw(5, 30, 0.6, 0.5);
        Assert.That(() => AnytimeRanking.Compute(truth, scores, new() { Confidence = 1, Top = 2, First = 3 }),
            Throws.ArgumentException.With.Message.Contains("Confidence").And.Message.Contains("Top").And.Message.Contains("First"));
        Assert.That(() => AnytimeRanking.Compute(truth, scores[..1]), Throws.ArgumentException.With.Message.Contains("at least two"));
        Assert.That(() => AnytimeRanking.Compute(truth[1..], scores), Throws.ArgumentException.With.Message.Contains("29"));
    }

    // What was not drawn was not scored, with and without workers.
    [TestCase(true)]
    [TestCase(false)]
    public void RankUntilSettled_ALazyStage_ScoresOnlyWhatWasDrawn(bool ahead)
    {
        var nas = new MLContext(seed: 1).Nas();
        var space = SearchSpaces.NasBench201;
        Architecture[] all = [.. space.Enumerate().Take(3000)];
        var random = new Random(1);
        var view = ArchitectureColumn.ViewOf(
            space, all, "{}",
            ("truth", [.. all.Select((_, i) => (double)(i % 97))]), ("good", [.. all.Select((_, i) => (i % 97) + random.NextDouble())]));
        using var stage = nas.Transforms.ZeroShot(["l2_norm"]).Fit(view);
        var ranking = nas.RankUntilSettled(
            stage.Transform(view), "truth", ["good", "l2_norm"], new() { Scorers = ahead ? [stage] : [] });
        Assert.That(ranking.IsSettled, Is.True);
        Assert.That(ranking.Order[0].Key, Is.EqualTo("good"));
        Assert.That(stage.Evaluations, Is.InRange(1, ranking.Scored));
        Assert.That(ranking.Scored, Is.LessThan(500));
    }
}
