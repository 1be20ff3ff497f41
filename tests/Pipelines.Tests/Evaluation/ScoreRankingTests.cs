using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Tests.Evaluation;

public sealed class ScoreRankingTests
{
    private static readonly double[] Truth = [1, 2, 3, 4, 5, 6];
    private static ScoreRanking Compute(string name, double[] truth, double[] scores, RankingEvaluationOptions? options = null) =>
        RankingEvaluation.Compute("truth", truth, [new(name, scores)], options)[0];

    private static readonly double[] Gappy = [1, double.NaN, 3, 2, double.NaN, 6];

    [Test]
    public void Compute_MissingDropped_RanksTheRestAndCounts()
    {
        var metrics = Compute("s", Truth, Gappy);
        Assert.That((metrics.Count, metrics.Missing), Is.EqualTo((4, 2)));
        Assert.That(metrics.Kendall, Is.EqualTo(4.0 / 6).Within(1e-15)); // (1,1) (3,3) (2,4) (6,6): one of six pairs is reversed
    }

    [Test]
    public void Compute_MissingWorst_RanksThemBelowAllAndEqual()
    {
        var metrics = Compute("s", Truth, Gappy, new() { MissingScores = MissingScores.Worst });
        var expected = Compute("s", Truth, [1, -9, 3, 2, -9, 6]);
        Assert.That((metrics.Count, metrics.Missing), Is.EqualTo((6, 2)));
        Assert.That(metrics.Kendall, Is.EqualTo(expected.Kendall));
        Assert.That(metrics["pearson"].Reason, Is.EqualTo("a value is infinite"));
    }

    [Test]
    public void Compute_MissingFails_NamesScoreAndRow() =>
        Assert.That(() => Compute("synflow", Truth, Gappy, new() { MissingScores = MissingScores.Fail }),
            Throws.InvalidOperationException.With.Message.Contains("'synflow' is NaN in 2 of 6 rows, first in row 1"));

    [Test]
    public void Compute_AllScoresMissing_IsAnError() =>
        Assert.That(
            () => Compute("s", [1, 2], [double.NaN, double.NaN]), Throws.InvalidOperationException.With.Message.Contains("'s' is NaN"));

    [Test]
    public void Compute_MissingTruth_NamesTheRowUnlessDropped()
    {
        double[] truth = [1, 2, double.NaN, 4];
        Assert.That(() => Compute("s", truth, [1, 2, 3, 4]), Throws.InvalidOperationException.With.Message.Contains("first in row 2"));
        var dropped = RankingEvaluation.Compute(
            "acc", truth, [new("s", [1, 2, 3, double.NaN])], new() { MissingTruth = MissingTruth.Drop });
        Assert.That((dropped.Rows, dropped.MissingTruth, dropped[0].Count, dropped["s"].Missing), Is.EqualTo((3, 1, 2, 1)));
    }

    [Test]
    public void Compute_NoRows_IsAnError() =>
        Assert.That(() => Compute("s", [], []), Throws.ArgumentException.With.Message.Contains("no rows"));

    [Test]
    public void Compute_RatiosBelowOneRow_AreAbsentWithAReason()
    {
        var metrics = Compute("s", Truth, Truth, new() { Ratios = [0.01, 0.5] });
        Assert.That(metrics.ByRatio("precisionAtTop").Keys, Is.EqualTo(new[] { 0.5 }));
        Assert.That(metrics["precisionAtTop"].Reason, Does.Contain("K n is below 1"));
        Assert.That(metrics["bestRank", 0.5].Value, Is.EqualTo(1.0 / 6));
        Assert.That(metrics["worstRank", 0.5].Value, Is.EqualTo(0.5));
    }

    [Test]
    public void Indexer_UnknownScore_ListsTheKnown()
    {
        var evaluation = RankingEvaluation.Compute("acc", Truth, [new("a", Truth), new("b", Gappy)]);
        Assert.That(() => evaluation["c"], Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("a, b"));
        Assert.That(evaluation[0]["nothing"].Reason, Does.Contain("was not evaluated"));
    }

    [Test]
    public void ToString_OfAnEvaluation_IsAnAlignedTableWithCoverage()
    {
        var lines = RankingEvaluation.Compute("acc", Truth, [new("a", Truth), new("gappy", Gappy)], new() { Ratios = [0.5] })
            .ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Is.EqualTo("Ranking against acc, 6 architectures; missing scores: Drop"));
        Assert.That(lines[1..].Select(line => line.Length).Distinct().Count(), Is.EqualTo(1), "the columns line up");
        Assert.That(lines[3], Does.StartWith("gappy  4        2  0.6667"));
    }

    [Test]
    public void Validate_SeveralFaults_ReportsAll() =>
        Assert.That(() => new RankingEvaluationOptions { Ratios = [2, 0.1, 0.1], Criteria = [] }.Validate(),
            Throws.ArgumentException.With.Message.Contains("(0, 1] (one was 2)")
                .And.Message.Contains("repeat").And.Message.Contains("Criteria must"));

    [Test]
    public void Compute_ScoreNamedTwice_IsAnError() =>
        Assert.That(
            () => RankingEvaluation.Compute("acc", Truth, [new("a", Truth), new("a", Truth)]),
            Throws.ArgumentException.With.Message.Contains("more than once"));

    [Test]
    public void Compute_CriteriaWithARatioOfTheirOwn_AreHonoured()
    {
        double[] truth = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        var options = new RankingEvaluationOptions
        {
            Criteria = [Criteria.PrecisionAtTop(0.02), Criteria.Get("bestRank")],
            Ratios = [0.1, 0.5],
        };
        var ranking = Compute("s", truth, truth, options);
        Assert.That(ranking.Values.Select(v => v.Key.Label), Is.EqualTo(new[] { "P@top2%", "BR@10%", "BR@50%" }));
        Assert.That(ranking["precisionAtTop", 0.02].Value, Is.EqualTo(1));
        Assert.That(ranking["precisionAtTop", 0.1].Reason, Does.Contain("at 0.1 was not evaluated"));
    }

    [Test]
    public void Compute_ACriterionTwiceAtOneRatio_IsThereOnce()
    {
        var ranking = Compute(
            "s", Truth, Truth, new() { Criteria = [Criteria.Get("precisionAtTop"), Criteria.PrecisionAtTop(0.5)], Ratios = [0.5] });
        Assert.That(ranking.Values, Has.Length.EqualTo(1));
        Assert.That(ranking.ByRatio("precisionAtTop").Keys, Is.EqualTo(new[] { 0.5 }));
    }
}
