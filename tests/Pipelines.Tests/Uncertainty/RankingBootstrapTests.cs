using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Uncertainty;

public sealed class RankingBootstrapTests
{
    private static readonly double[] Truth = [.. Enumerable.Range(0, 300).Select(i => Math.Floor(i / 1.5))];
    private static readonly KeyValuePair<string, double[]>[] Scores =
    [
        new("good", Noisy(30, 1)), new("poor", Noisy(300, 2)),
        new("gappy", [.. Noisy(60, 3).Select((v, i) => i % 5 == 0 ? double.NaN : v)]), new("params", Noisy(100, 4)),
    ];
    private static readonly RankingEvaluationOptions Options = new() { Criteria = Criteria.All, Ratios = [0.05, 0.2] };
    private static readonly KeyValuePair<string, double[]>[] Controls = [new("params", Noisy(100, 4))];

    [Test]
    public void Compute_AnyNumberOfWorkers_GivesTheSameBits()
    {
        var one = Compute(new() { Resamples = 60 }, new() { Workers = 1 });
        var four = Compute(new() { Resamples = 60 }, new() { Workers = 4 });
        var other = Compute(new() { Resamples = 60, Seed = 2 }, new() { Workers = 1 });
        foreach (var score in Scores.Select(s => s.Key))
        {
            Assert.That(
                four.Intervals(score).Select(i => Numbers(i.Value)), Is.EqualTo(one.Intervals(score).Select(i => Numbers(i.Value))));
            Assert.That(Numbers(other.Intervals(score)[0].Value), Is.Not.EqualTo(Numbers(one.Intervals(score)[0].Value)));
        }
    }

    [Test]
    public void Resampler_Sample_GivesEveryCriterionWhatSortingTheDrawnRowsGives()
    {
        var table = EvaluationTable.Prepare("t", Truth, Scores, Controls, Options);
        var resampler = new Resampler(table);
        for (var b = 0; b < 5; b++)
        {
            resampler.Draw(9, b);
            for (var s = 0; s < Scores.Length; s++)
            {
                var sample = resampler.Sample(s);
                var truth = RankedColumn.Of(sample.Truth.Values);
                var again = new RankedSample(
                    new RankedControls(truth, [.. sample.Controls.Select(c => RankedColumn.Of(c.Values))]),
                    RankedColumn.Of(sample.Scores.Values));
                foreach (var criterion in Options.Expanded())
                {
                    Assert.That(sample.Count, Is.GreaterThan(200));
                    Assert.That(
                        criterion.Evaluate(sample).Value, Is.EqualTo(criterion.Evaluate(again).Value).Within(1e-13), criterion.Label);
                }
            }
        }
    }

    // Few values against many, either way round, rows that are missing, and blocks of equal values on both sides.
    [Test]
    public void WeightedPairs_OfDraws_AreThePairsOfTheRankedResample()
    {
        KeyValuePair<string, double[]>[] scores =
        [
            .. Scores,
            .. Scores.Select(s => KeyValuePair.Create($"coarse {s.Key}", Array.ConvertAll(s.Value, v => Math.Floor(v / 40)))),
        ];
        var table = EvaluationTable.Prepare("t", Truth, scores, [], Options);
        var resampler = new Resampler(table);
        for (var b = 0; b < 20; b++)
        {
            resampler.Draw(4, b);
            for (var s = 0; s < scores.Length; s++)
            {
                var source = table.Scores[s].Sample;
                var counted = WeightedPairs.Count(source.Scores, source.Truth, resampler.Firsts(s));
                var drawn = resampler.Sample(s);
                var again = new RankedSample(RankedColumn.Of(drawn.Truth.Values), RankedColumn.Of(drawn.Scores.Values));
                Assert.That(counted, Is.EqualTo(again.Pairs), $"{scores[s].Key}, resample {b}");
                Assert.That(WeightedPairs.OfResamples(drawn.Scores, drawn.Truth), Is.EqualTo(again.Pairs));
            }
        }
    }

    [Test]
    public void KendallTauB_OfPairsOfAConstantColumnOrOfNone_IsNotANumber()
    {
        Assert.That(KendallTauB.Of(new(10, 10, 4, 4, 0)), Is.NaN);
        Assert.That(KendallTauB.Of(new(10, 4, 10, 4, 0)), Is.NaN);
        Assert.That(KendallTauB.Of(default), Is.NaN);
    }

    [Test]
    public void Compute_TauAlone_GivesTheIntervalsThatItHasAmongOthers()
    {
        var alone = RankingBootstrap.Compute(
            EvaluationTable.Prepare("t", Truth, Scores, [], RankingComparison.TauOnly), new() { Resamples = 50 });
        var among = RankingBootstrap.Compute(
            EvaluationTable.Prepare("t", Truth, Scores, [], new() { Criteria = [new KendallTauB(), new Spearman()] }),
            new() { Resamples = 50 });
        foreach (var score in Scores.Select(s => s.Key))
        {
            Assert.That(Numbers(alone.Intervals(score)[0].Value), Is.EqualTo(Numbers(among.Intervals(score)[0].Value)));
        }
    }

    [Test]
    public void Draw_OfManyResamples_DrawsEachRowOnceOnAverage()
    {
        var table = EvaluationTable.Prepare("t", Truth, [new("row", [.. Enumerable.Range(0, 300).Select(i => (double)i)])], [], new());
        var resampler = new Resampler(table);
        var drawn = new double[300];
        for (var b = 0; b < 4000; b++)
        {
            resampler.Draw(1, b);
            foreach (var row in resampler.Sample(0).Scores.Values)
            {
                drawn[(int)row] += 1.0 / 4000;
            }
        }

        Assert.That(drawn.Sum(), Is.EqualTo(300).Within(1e-9));
        Assert.That(drawn, Is.All.EqualTo(1).Within(0.08)); // five standard errors
    }

    [Test]
    public void Intervals_HoldTheValueAndNarrowWithTheSample()
    {
        var whole = Compute(new() { Resamples = 300 });
        var part = RankingBootstrap.Compute(
            EvaluationTable.Prepare("t", Truth[..75], [new("good", Scores[0].Value[..75])], [], new()), new() { Resamples = 300 });
        var (wide, narrow) = (part.Intervals("good")[0].Value, whole.Intervals("good")[0].Value);
        Assert.That(narrow.Value, Is.InRange(narrow.Lower, narrow.Upper));
        Assert.That(narrow.Value, Is.EqualTo(whole.Evaluation["good"].Kendall));
        Assert.That(wide.Upper - wide.Lower, Is.GreaterThan(narrow.Upper - narrow.Lower));
    }

    [Test]
    public void Intervals_OfTau_CoverTheTruthAboutAsOftenAsTheySay()
    {
        // Gaussian pairs with correlation r have tau 2/π asin r.
        var random = new Random(21);
        var covered = 0;
        for (var trial = 0; trial < 120; trial++)
        {
            double[] x = [.. Enumerable.Range(0, 120).Select(_ => Gaussian(random))];
            double[] y = [.. x.Select(v => 0.6 * v + 0.8 * Gaussian(random))];
            var table = EvaluationTable.Prepare("t", y, [new("s", x)], [], new() { Criteria = [new KendallTauB()] });
            var interval = RankingBootstrap.Compute(table, new() { Resamples = 200, Confidence = 0.9 }).Intervals("s")[0].Value;
            covered += interval.Lower <= 2 / Math.PI * Math.Asin(0.6) && 2 / Math.PI * Math.Asin(0.6) <= interval.Upper ? 1 : 0;
        }

        Assert.That(covered / 120.0, Is.InRange(0.8, 0.98));
    }

    [Test]
    public void Compare_TwoScores_TellsWhichIsBetterByDirection()
    {
        var result = Compute(new() { Resamples = 200 });
        var comparison = result.Compare("good", "poor");
        var (kendall, regret) = (comparison[0], comparison.First(c => c.Criterion is RegretAt));
        Assert.That(kendall.FirstBetter, Is.GreaterThan(0.99));
        Assert.That(kendall.PValue, Is.LessThan(0.02));
        Assert.That(kendall.Difference.Lower, Is.Positive);
        Assert.That(regret.FirstBetter, Is.GreaterThan(0.5));
        Assert.That(result.Compare("good", "good")[0].FirstBetter, Is.EqualTo(0.5));
    }

    [Test]
    public void Compute_WrongOptions_ReportsAllFaults() =>
        Assert.That(() => new BootstrapOptions { Resamples = 1, Confidence = 1 }.Validate(),
            Throws.ArgumentException.With.Message.Contains("Resamples").And.Message.Contains("Confidence"));

    [Test]
    public void Compute_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(() => Compute(new(), new() { CancellationToken = source.Token }),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void SeedVariation_OfThreeSeeds_IsTheirMeanAndDeviation()
    {
        var evaluation = RankingEvaluation.Compute(
            "t", [1, 2, 3, 4], [new("a", [1, 2, 3, 4]), new("b", [1, 2, 4, 3]), new("c", [4, 3, 2, 1])],
            new() { Criteria = [new KendallTauA()] });
        var variation = SeedVariation.Of(evaluation).Single();
        Assert.That((variation.Lowest, variation.Highest, variation.Seeds), Is.EqualTo((-1.0, 1.0, 3)));
        Assert.That(variation.Mean, Is.EqualTo(2.0 / 9).Within(1e-15));
        Assert.That(variation.StandardDeviation, Is.EqualTo(1.07152).Within(1e-5));
    }

    [Test]
    public void Compute_WithProgress_TellsOfEveryResample()
    {
        var told = new Told();
        Compute(new() { Resamples = 20 }, new() { Workers = 2, Progress = told });
        Assert.That(told.Done.Order(), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    private static RankingBootstrap Compute(BootstrapOptions bootstrap, RunOptions? run = null) =>
        RankingBootstrap.Compute(EvaluationTable.Prepare("t", Truth, Scores, Controls, Options), bootstrap, run);

    private static (double, double, double, double, int) Numbers(CriterionInterval i) =>
        (i.Value, i.Lower, i.Upper, i.StandardError, i.Resamples);

    private static double[] Noisy(double noise, int seed)
    {
        var random = new Random(seed);
        return [.. Truth.Select(t => Math.Round(t + noise * Gaussian(random)))];
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class Told : IProgress<RunProgress>
    {
        public System.Collections.Concurrent.ConcurrentBag<int> Done { get; } = [];

        public void Report(RunProgress value) => Done.Add(value.Done);
    }
}
