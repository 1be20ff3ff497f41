using CsCheck;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Tests.Ranking;

/// <summary>The criteria beyond the paper's, against their definitions.</summary>
public sealed class FurtherCriteriaTests
{
    private static readonly Gen<(double[] Scores, double[] Truth, double[] Control)> Sample =
        from n in Gen.Int[4, 60]
        from levels in Gen.Int[2, 30]
        from scores in Gen.Int[0, levels].Select(v => (double)v).Array[n]
        from truth in Gen.Int[0, levels].Select(v => v / 3.0).Array[n]
        from control in Gen.Int[0, levels].Select(v => (double)v).Array[n]
        select (scores, truth, control);

    [Test]
    public void SparseKendall_OnRandomSamples_IsTauOfTheRoundedTruth() =>
        Sample.Sample(
            s => Same(new SparseKendall(2).Evaluate(s.Truth, s.Scores).Value, Tau(s.Scores, [.. s.Truth.Select(t => Math.Round(t / 2))])),
            iter: 300);

    [TestCase(0.1)]
    [TestCase(0.3)]
    public void KendallWithin_OnRandomSamples_IsTauOfTheRowsAtThatEnd(double ratio) =>
        Sample.Sample(s => Enum.GetValues<RankedEnd>().All(end =>
        {
            var by = end is RankedEnd.PredictedTop or RankedEnd.PredictedBottom ? s.Scores : s.Truth;
            var k = new BestRank(ratio).Size(by.Length);
            if (k == 0)
            {
                return true;
            }

            var top = end is RankedEnd.PredictedTop or RankedEnd.TrueTop;
            var border = top ? by.OrderDescending().ElementAt(k - 1) : by.Order().ElementAt(k - 1);
            int[] rows = [.. Enumerable.Range(0, by.Length).Where(i => top ? by[i] >= border : by[i] <= border)];
            var expected = Tau([.. rows.Select(i => s.Scores[i])], [.. rows.Select(i => s.Truth[i])]);
            return Same(new KendallWithin(end, ratio).Evaluate(s.Truth, s.Scores).Value, expected);
        }), iter: 300);

    [Test]
    public void Partial_OnOneControl_IsTheTextbookFormula() =>
        Sample.Sample(s =>
        {
            var sample = WithControls(s.Scores, s.Truth, s.Control);
            double xy = Tau(s.Scores, s.Truth), xz = OrZero(Tau(s.Scores, s.Control)), yz = OrZero(Tau(s.Truth, s.Control));
            var expected = (xy - xz * yz) / Math.Sqrt((1 - xz * xz) * (1 - yz * yz));
            return !double.IsFinite(expected)
                || 1 - xz * xz < 1e-6
                || 1 - yz * yz < 1e-6
                || Same(new PartialKendall().Evaluate(sample).Value, expected);
        }, iter: 300);

    [Test]
    public void Partial_WithAControlTwice_IsThatWithItOnce() =>
        Sample.Sample(s => Same(
            new PartialSpearman().Evaluate(WithControls(s.Scores, s.Truth, s.Control)).Value,
            new PartialSpearman().Evaluate(WithControls(s.Scores, s.Truth, s.Control, [.. s.Control.Select(c => 3 * c)])).Value),
                iter: 200);

    [Test]
    public void Partial_WhereTheScoreIsTheControl_SaysSo() =>
        Assert.That(
            new PartialKendall().Evaluate(WithControls([1, 2, 3, 4], [1, 3, 2, 4], [1, 2, 3, 4])).Reason,
            Does.Contain("explain the scores"));

    [Test]
    public void Controls_WhereNoneIsNamed_LeaveTheirCriteriaUndefined() =>
        Assert.That(
            new Criterion[] { new PartialKendall(), new PartialSpearman(), new KendallWithinComplexity() }.Select(
                c => c.Evaluate([1, 2, 3], [1, 2, 3]).Reason),
            Is.All.EqualTo("no control columns were named"));

    [Test]
    public void NdcgAndRegret_OnTiedScores_AreTheMeanOverRandomOrders()
    {
        var random = new Random(5);
        double[] truth = [.. Enumerable.Range(0, 50).Select(_ => (double)random.Next(20))];
        double[] scores = [.. truth.Select(t => Math.Floor((t + random.Next(20)) / 8))];
        var byScore = BruteForce.Descending(scores);
        double ndcg = 0, regret = 0;
        const int Orders = 20_000, K = 10;
        for (var i = 0; i < Orders; i++)
        {
            var order = BruteForce.Shuffle(byScore, random);
            double[] strict = new double[50];
            for (var p = 0; p < 50; p++)
            {
                strict[order[p]] = -p;
            }

            ndcg += new NdcgAt(0.2).Evaluate(truth, strict).Value / Orders;
            regret += (truth.Max() - order[..K].Max(row => truth[row])) / Orders;
        }

        Assert.That(new NdcgAt(0.2).Evaluate(truth, scores).Value, Is.EqualTo(ndcg).Within(0.003));
        Assert.That(new RegretAt(0.2).Evaluate(truth, scores).Value, Is.EqualTo(regret).Within(0.03));
    }

    [Test]
    public void BandOrder_OnSamplesWithoutTruthTies_IsTheShareOfRightPairs() =>
        Sample.Sample(s =>
        {
            var n = s.Scores.Length;
            double[] truth = [.. s.Truth.Select((t, i) => t + i * 1e-6)];
            int[] best = [.. Enumerable.Range(0, n).OrderByDescending(i => truth[i])];
            var pairs = (from u in best[..(n / 4)] from l in best[(n / 2)..] select s.Scores[u] > s.Scores[l] ? 1.0
                : s.Scores[u] == s.Scores[l] ? 0.5
                : 0).ToList();
            var value = new BandOrder((0, 0.25), (0.5, 1)).Evaluate(truth, s.Scores).Value;
            return Same(value, pairs.Average());
        }, iter: 300);

    [Test]
    public void BandOrders_OfFourEdges_HoldsEveryPairOfBands() =>
        Assert.That(
            Criteria.BandOrders(0, 0.1, 0.5, 1).Select(b => b.Label),
            Is.EqualTo(new[] { "P(0-10% > 10-50%)", "P(0-10% > 50-100%)", "P(10-50% > 50-100%)" }));

    [Test]
    public void Constructors_OfWrongParameters_SayWhatIsRight()
    {
        Assert.That(() => new BandOrder((0, 0.5), (0.4, 1)), Throws.ArgumentException.With.Message.Contains("upper.To ≤ lower.From"));
        Assert.That(() => new SparseKendall(0), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("positive"));
        Assert.That(() => new KendallWithinComplexity(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static RankedSample WithControls(double[] scores, double[] truth, params double[][] controls)
    {
        var ranked = RankedColumn.Of(truth);
        return new(new RankedControls(ranked, [.. controls.Select(c => RankedColumn.Of(c))]), RankedColumn.Of(scores));
    }

    private static double Tau(double[] x, double[] y)
    {
        var pairs = BruteForce.Pairs(x, y);
        return pairs.Surplus / Math.Sqrt((double)(pairs.Total - pairs.TiedInScores) * (pairs.Total - pairs.TiedInTruth));
    }

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;

    private static bool Same(double a, double b) => a.Equals(b) || Math.Abs(a - b) < 1e-12;
}
