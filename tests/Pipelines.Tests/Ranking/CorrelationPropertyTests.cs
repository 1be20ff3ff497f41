using CsCheck;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Tests.Ranking;

[Parallelizable] // it computes for long
public sealed class CorrelationPropertyTests
{
    private static readonly CorrelationCriterion[] RankCorrelations =
    [
        new KendallTauB(), new KendallTauA(), new KendallTauC(), new Spearman(),
    ];

    private static readonly double[] Special = [0.0, -0.0, 1e300, -1e300, 1e-300];
    private static readonly int[] Levels = [0, 3, 40];

    private static readonly Gen<double> Value = Gen.OneOf(
        Gen.Int[-3, 3].Select(i => (double)i), Gen.Double[-1e3, 1e3], Gen.Int[0, 4].Select(i => Special[i]));

    private static readonly Gen<(double[] Scores, double[] Truth)> Pair =
        from n in Gen.OneOf(Gen.Int[0, 40], Gen.Int[500, 700])
        from levels in Gen.Int[0, 2].Select(i => Levels[i])
        from scores in Value.Array[n]
        from truth in Value.Array[n]
        select (Coarse(scores, levels), Coarse(truth, levels));

    [Test]
    public void Pairs_OnRandomSamplesWithTies_EqualBruteForce() =>
        Pair.Sample(p => RankedSample.Of(p.Truth, p.Scores).Pairs == BruteForce.Pairs(p.Scores, p.Truth), iter: 400);

    [Test]
    public void Pairs_AtEveryLengthAroundTheMergeWidths_EqualBruteForce()
    {
        var random = new Random(3);
        for (var n = 0; n < 140; n++)
        {
            double[] scores = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(n))];
            double[] truth = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
            Assert.That(RankedSample.Of(truth, scores).Pairs, Is.EqualTo(BruteForce.Pairs(scores, truth)), $"n = {n}");
        }
    }

    [Test]
    public void Pairs_AmongTheFirstAndTheLastOfEitherOrder_EqualBruteForce() =>
        Pair.Sample(
            p =>
            {
                var sample = RankedSample.Of(p.Truth, p.Scores);
                return EndsEqualBruteForce(sample) && EndsEqualBruteForce(sample.Transposed);
            },
            iter: 60);

    [TestCase(16_383)]
    [TestCase(16_385)]
    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    [TestCase(140_000)]
    public void Pairs_AcrossTheLimitsOfTheirCounters_EqualAMergeSort(int n)
    {
        var random = new Random(n);
        double[] scores = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(n / 2))];
        double[] truth = [.. scores.Select(s => Math.Floor(s / 3 + random.Next(n / 4)))];
        var sample = RankedSample.Of(truth, scores);
        Assert.That(sample.Places.Pairs(), Is.EqualTo(BruteForce.PairsBySorting(scores, truth)));
        Assert.That(sample.Pairs, Is.EqualTo(sample.Places.Pairs()));
        Assert.That(new WeightedKendall().Evaluate(sample).Value, Is.EqualTo(WeightedByFenwick(sample)).Within(1e-12));
    }

    [Test]
    public void Pairs_CountedByRank_EqualBruteForce() =>
        Pair.Sample(
            p => DiscretePairs.Count(RankedColumn.Of(p.Scores), RankedColumn.Of(p.Truth)) == BruteForce.Pairs(p.Scores, p.Truth),
            iter: 200);

    [TestCase(70_000, 70_000, 16_384, true)]
    [TestCase(70_000, 16_384, 70_000, true)]
    [TestCase(70_000, 16_390, 16_390, false)]
    [TestCase(300_000, 900, 9_000, true)]
    [TestCase(70_000, 200, 300, true)]
    [TestCase(300_000, 20, 290_000, true)]
    [TestCase(300_000, 290_000, 32, true)]
    [TestCase(15_000, 14_000, 200, true)]
    [TestCase(15_000, 14_000, 300, false)]
    public void Pairs_OfManyRowsWithFewValues_EqualAMergeSort(int n, int scoreValues, int truthValues, bool byRank)
    {
        var random = new Random(n);
        double[] scores = [.. Enumerable.Range(0, n).Select(i => (double)(i < scoreValues ? i : random.Next(scoreValues)))];
        double[] truth = [.. scores.Select((s, i) => (double)(i < truthValues ? i : random.Next(truthValues)))];
        var sample = RankedSample.Of(truth, scores);
        Assert.That(DiscretePairs.Suit(sample.Scores, sample.Truth), Is.EqualTo(byRank));
        Assert.That(sample.Pairs, Is.EqualTo(BruteForce.PairsBySorting(scores, truth)));
    }

    [Test]
    public void Correlation_OfNegatedScores_ChangesSign() =>
        Pair.Sample(p => Each((c, value) => Same(-value, c.Evaluate(p.Truth, [.. p.Scores.Select(s => -s)]).Value), p), iter: 200);

    [Test]
    public void Correlation_OfSwappedColumns_IsTheSame() =>
        Pair.Sample(p => Each((c, value) => Same(value, c.Evaluate(p.Scores, p.Truth).Value), p), iter: 200);

    [Test]
    public void Correlation_UnderMonotoneMap_IsTheSame() =>
        Pair.Sample(
            p => Each((c, value) => Same(value, c.Evaluate([.. p.Truth.Select(Math.Cbrt)], [.. p.Scores.Select(s => s / 8)]).Value), p),
            iter: 200);

    [Test]
    public void Correlation_OfShuffledRows_IsTheSame() =>
        Pair.Select(Gen.Int, (p, seed) => (p, seed)).Sample((p, seed) =>
        {
            var rows = Enumerable.Range(0, p.Scores.Length).ToArray();
            new Random(seed).Shuffle(rows);
            return Each(
                (c, value) => Same(value, c.Evaluate([.. rows.Select(r => p.Truth[r])], [.. rows.Select(r => p.Scores[r])]).Value), p);
        }, iter: 200);

    [Test]
    public void Correlation_OfAColumnWithItself_IsOneWhereItHasNoTies() =>
        Gen.Double[-1e3, 1e3].Array[3, 300].Select(x => x.Append(2e3).Append(3e3).Distinct().ToArray())
            .Sample(x => RankCorrelations.All(c => c.Evaluate(x, x).Value > 1 - 1e-12), iter: 100);

    [TestCase(0, "there are no rows")]
    [TestCase(1, "at least two rows")]
    public void Correlation_OfFewerThanTwoRows_SaysWhyThereIsNone(int n, string reason)
    {
        foreach (var criterion in Criteria.All.OfType<CorrelationCriterion>())
        {
            var value = criterion.Evaluate(new double[n], new double[n]);
            Assert.That(value.Value, Is.NaN, criterion.Name);
            Assert.That(value.Reason, Does.Contain(reason), criterion.Name);
        }
    }

    [Test]
    public void Correlation_OfAConstantColumn_SaysWhichIsConstant()
    {
        foreach (var criterion in Criteria.All.OfType<CorrelationCriterion>())
        {
            Assert.That(criterion.Evaluate([1, 2, 3], [5, 5, 5]).Reason, Is.EqualTo("the scores are constant"), criterion.Name);
            Assert.That(criterion.Evaluate([0.0, -0.0, 0], [1, 2, 3]).Reason, Is.EqualTo("the truth is constant"), criterion.Name);
            Assert.That(criterion.Evaluate([4, 4], [1, 1]).Reason, Is.EqualTo("scores and truth are constant"), criterion.Name);
        }
    }

    [Test]
    public void Correlation_OfFourMillionRows_DoesNotOverflow()
    {
        const int N = 4_000_000;
        double[] rising = [.. Enumerable.Range(0, N).Select(i => (double)i)];
        var falling = RankedSample.Of([.. rising.Select(v => -v)], rising);
        Assert.That(falling.Pairs, Is.EqualTo(new PairCounts(7_999_998_000_000, 0, 0, 0, 7_999_998_000_000)));
        using var scope = Assert.EnterMultipleScope();
        foreach (var criterion in Criteria.All.OfType<CorrelationCriterion>().Where(c => c.Evaluate(falling).IsDefined))
        {
            Assert.That(criterion.Evaluate(falling).Value, Is.EqualTo(-1).Within(1e-6), criterion.Name);
        }
    }

    [Test]
    public void Pearson_OfHugeAndInfiniteValues_NeitherOverflowsNorGuesses()
    {
        Assert.That(new Pearson().Evaluate([2e200, -2e200, 0], [1e300, -1e300, 0]).Value, Is.EqualTo(1).Within(1e-12));
        Assert.That(new Pearson().Evaluate([1, 2, 3], [1, 2, double.PositiveInfinity]).Reason, Is.EqualTo("a value is infinite"));
    }

    private static bool EndsEqualBruteForce(RankedSample sample)
    {
        var (scores, truth) = (sample.Scores, sample.Truth);
        return Enumerable.Range(0, scores.Distinct).Where(rank => rank % 97 is 0 or 1).All(rank =>
            sample.Places.PairsBelow(rank) == Among(r => r < rank) && sample.Places.PairsFrom(rank) == Among(r => r >= rank));

        PairCounts Among(Func<int, bool> included)
        {
            int[] rows = [.. Enumerable.Range(0, sample.Count).Where(row => included(scores.Ranks[row]))];
            return BruteForce.Pairs(Array.ConvertAll(rows, row => scores.Values[row]), Array.ConvertAll(rows, row => truth.Values[row]));
        }
    }

    // Discordant weight by a tree of sums over truth ranks, both importance orders; the sample's tied weights from its blocks.
    private static double WeightedByFenwick(RankedSample sample)
    {
        var n = sample.Count;
        int[] byScore = [.. Enumerable.Range(0, n).OrderBy(r => sample.Scores.Ranks[r]).ThenBy(r => sample.Truth.Ranks[r])];
        int[] byTruth = [.. Enumerable.Range(0, n).OrderBy(r => sample.Truth.Ranks[r]).ThenBy(r => sample.Scores.Ranks[r])];
        return (Tau(byScore) + Tau(byTruth)) / 2;

        double Tau(int[] importance)
        {
            var weight = new double[n];
            for (var p = 0; p < n; p++)
            {
                weight[importance[p]] = 1.0 / (n - p);
            }

            double[] sums = new double[n + 1], counts = new double[n + 1];
            double total = (n - 1) * weight.Sum(), discordant = 0, sum = 0;
            for (var seen = 0; seen < n; seen++)
            {
                var row = byScore[seen];
                double smaller = 0, smallerCount = 0;
                for (var i = sample.Truth.Ranks[row] + 1; i > 0; i -= i & -i)
                {
                    (smaller, smallerCount) = (smaller + sums[i], smallerCount + counts[i]);
                }

                discordant += sum - smaller + (seen - smallerCount) * weight[row];
                sum += weight[row];
                for (var i = sample.Truth.Ranks[row] + 1; i <= n; i += i & -i)
                {
                    sums[i] += weight[row];
                    counts[i]++;
                }
            }

            double Tied(Func<int, (int, int)> key) => Enumerable.Range(0, n).GroupBy(key).Sum(g => (g.Count() - 1) * g.Sum(r => weight[r]));
            double tiedScores = Tied(r => (sample.Scores.Ranks[r], 0)), tiedTruth = Tied(r => (sample.Truth.Ranks[r], 0));
            var both = Tied(r => (sample.Scores.Ranks[r], sample.Truth.Ranks[r]));
            return (total - tiedScores - tiedTruth + both - 2 * discordant) / Math.Sqrt((total - tiedScores) * (total - tiedTruth));
        }
    }

    private static bool Each(Func<CorrelationCriterion, double, bool> holds, (double[] Scores, double[] Truth) pair) =>
        RankCorrelations.All(c => holds(c, c.Evaluate(pair.Truth, pair.Scores).Value));

    private static bool Same(double a, double b) => a.Equals(b) || Math.Abs(a - b) < 1e-13;

    private static double[] Coarse(double[] values, int levels) =>
        levels == 0 ? values : [.. values.Select(v => Math.Floor(Math.Atan(v) * levels))];
}
