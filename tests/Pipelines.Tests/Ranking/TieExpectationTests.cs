using CsCheck;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Tests.Ranking;

[Parallelizable] // it computes for long
public sealed class TieExpectationTests
{
    private static readonly Gen<(double[] Scores, double[] Truth, int K)> Small =
        from n in Gen.Int[1, 6]
        from scores in Gen.Int[1, 4].Select(v => (double)v).Array[n]
        from truth in Gen.Int[1, 5].Select(v => (double)v).Array[n]
        from k in Gen.Int[1, n]
        select (scores, truth, k);

    [Test]
    public void AtK_OnSmallSamples_EqualsTheMeanOverEveryOrderOfTheTies() =>
        Small.Sample(sample =>
        {
            var expected = BruteForce.OverAllOrders(sample.Scores, sample.Truth, sample.K);
            var actual = AtK(sample.Scores, sample.Truth, sample.K);
            return Math.Abs(actual.Top - expected.Top) < 1e-12 && Math.Abs(actual.Bottom - expected.Bottom) < 1e-12
                && Math.Abs(actual.Best - expected.Best) < 1e-12 && Math.Abs(actual.Worst - expected.Worst) < 1e-12;
        }, iter: 1000);

    [TestCase(400, 12, 30, 40)]
    [TestCase(400, 3, 400, 133)]
    [TestCase(1000, 4, 5, 300)]
    [TestCase(300, 1, 300, 30)]
    [TestCase(300, 300, 2, 30)]
    public void AtK_OnTiedSamples_EqualsTheMeanOver20000RandomOrders(int n, int scoreLevels, int truthLevels, int k)
    {
        var random = new Random(7);
        double[] truth = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(truthLevels))];
        double[] scores = [.. truth.Select(t => Math.Floor((t / truthLevels + random.NextDouble()) / 2 * scoreLevels))];
        const int Orders = 20_000;
        var (byScore, byTruth) = (BruteForce.Descending(scores), BruteForce.Descending(truth));
        double[] sums = new double[4], squares = new double[4];
        for (var i = 0; i < Orders; i++)
        {
            var (top, bottom, best, worst) = BruteForce.AtK(BruteForce.Shuffle(byScore, random), BruteForce.Shuffle(byTruth, random), k);
            double[] values = [top, bottom, best, worst];
            for (var c = 0; c < 4; c++)
            {
                sums[c] += values[c];
                squares[c] += values[c] * values[c];
            }
        }

        var actual = AtK(scores, truth, k);
        double[] expected = [actual.Top, actual.Bottom, actual.Best, actual.Worst];
        using var scope = Assert.EnterMultipleScope();
        for (var c = 0; c < 4; c++)
        {
            var mean = sums[c] / Orders;
            var error = Math.Sqrt(Math.Max(0, squares[c] / Orders - mean * mean) / Orders);
            Assert.That(expected[c], Is.EqualTo(mean).Within(4.5 * error + 1e-12), $"criterion {c}");
        }
    }

    [Test]
    public void BestRank_OnMillionsOfTiedRows_StaysFinite()
    {
        const int N = 4_000_000;
        double[] scores = new double[N], truth = [.. Enumerable.Range(0, N).Select(i => (double)(i % 7))];
        // All scores are equal: the choice is a random subset, so the chance levels hold, but for the ties of the truth, which hold them
        // too.
        var best = new BestRank(0.001);
        var worst = new WorstRank(0.001);
        var sample = RankedSample.Of(truth, scores);
        Assert.That(best.Evaluate(sample).Value, Is.EqualTo(best.Chance(sample)).Within(1e-9));
        Assert.That(worst.Evaluate(sample).Value, Is.EqualTo(worst.Chance(sample)).Within(1e-9));
    }

    private static (double Top, double Bottom, double Best, double Worst) AtK(double[] scores, double[] truth, int k)
    {
        var sample = RankedSample.Of(truth, scores);
        var ratio = (double)k / scores.Length;
        Assert.That(new BestRank(ratio).Size(scores.Length), Is.EqualTo(k));
        return (new PrecisionAtTop(ratio).Evaluate(sample).Value, new PrecisionAtBottom(ratio).Evaluate(sample).Value,
            new BestRank(ratio).Evaluate(sample).Value, new WorstRank(ratio).Evaluate(sample).Value);
    }
}
