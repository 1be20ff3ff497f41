using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Uncertainty;

[Parallelizable] // it computes for long
public sealed class RankingComparisonTests
{
    private static readonly ComparisonOptions Quick = new() { Bootstrap = new() { Resamples = 200 } };

    [Test]
    public void Compute_OneBeatsTheFreeScore_SaysByHowMuch()
    {
        var (truth, scores) = SimulatedScores.Draw(1, 400, 0.95, 0.7, 0.5, 0);
        var result = Compare(truth, Named(scores, "mine", "params", "flops", "noise"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Baseline, Is.EqualTo("params"));
            Assert.That(result.Verdict, Does.StartWith("mine beats params, the best free score: mine by ."));
            Assert.That(result.Verdict, Does.Contain("noise is worse by .").And.EndWith("noise is not different from chance."));
            Assert.That(result.Differences, Has.Length.EqualTo(6));
            Assert.That(Pair(result, "mine", "params").Differs, Is.True);
            Assert.That(
                Pair(result, "mine", "params").Difference.Value,
                Is.EqualTo(result.Evaluation["mine"].Kendall - result.Evaluation["params"].Kendall));
            Assert.That(result.Chance.Single(c => !c.Differs).Score, Is.EqualTo("noise"));
        }
    }

    [Test]
    public void Compute_NoneBeatsTheFreeScore_SaysSo()
    {
        var (truth, scores) = SimulatedScores.Draw(2, 400, 0.4, 0.9, 0.5);
        var result = Compare(truth, Named(scores, "mine", "params", "naswot"));
        Assert.That(result.Verdict, Does.Match(
            @"^None of naswot, mine beats params; naswot is worse by \.\d{3} \[\.\d{3}, \.\d{3}\], mine is worse by \.\d{3} \["));
    }

    [Test]
    public void Compute_TwoAlikeOnFewArchitectures_SaysHowManyAreNeeded()
    {
        var (truth, scores) = SimulatedScores.Draw(3, 60, 0.75, 0.7);
        var result = Compare(truth, Named(scores, "a", "b"));
        var pair = Pair(result, "a", "b");
        Assert.That(pair.Differs, Is.False);
        Assert.That(pair.ArchitecturesNeeded(), Is.GreaterThan(60));
        Assert.That(pair.ArchitecturesNeeded(0.95), Is.GreaterThan(pair.ArchitecturesNeeded()));
        Assert.That(result.Verdict, Does.Contain("not told apart").And.Contain("architectures would be needed"));
        Assert.That(() => pair.ArchitecturesNeeded(1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    // Tables of as many architectures as are said to be needed tell the two apart about as often as asked for.
    [Test]
    public void ArchitecturesNeeded_InTablesOfThatSize_TellsApartAsOftenAsAsked()
    {
        var (truth, scores) = SimulatedScores.Draw(4, 8000, 0.8, 0.65);
        var needed = (int)Pair(Compare(truth, scores), "s0", "s1").ArchitecturesNeeded(0.8);
        Assert.That(needed, Is.InRange(50, 400));
        var found = Enumerable.Range(0, 300).Count(trial =>
        {
            var (sampleTruth, sampleScores) = SimulatedScores.Draw(1000 + trial, needed, 0.8, 0.65);
            return Pair(Compare(sampleTruth, sampleScores), "s0", "s1").Differs;
        });
        Assert.That(found / 300.0, Is.InRange(0.7, 0.9), $"{needed} architectures");
    }

    // The full figures are of `benchmarks calibration`: 20,000 tables.
    [Test]
    public void Compute_WhereNoneIsBetter_ClaimsADifferenceAtMostAsOftenAsItSays()
    {
        const int Tables = 300;
        int claimed = 0, covered = 0, random = 0;
        for (var t = 0; t < Tables; t++)
        {
            var (truth, scores) = SimulatedScores.Draw(t, 60, 0.6, 0.6, 0.6, 0);
            var result = Compare(truth, scores);
            claimed += result.Differences.Any(d => d.Differs && d.First != "s3" && d.Second != "s3") ? 1 : 0;
            random += result.Chance[3].Differs ? 1 : 0;
            var interval = result.Intervals("s0")[0].Value;
            covered += interval.Lower <= SimulatedScores.Tau(0.6) && SimulatedScores.Tau(0.6) <= interval.Upper ? 1 : 0;
        }

        Assert.That(claimed, Is.LessThanOrEqualTo(SimulatedScores.Most(Tables, 0.05)));
        Assert.That(random, Is.LessThanOrEqualTo(SimulatedScores.Most(Tables, 0.05)));
        Assert.That(covered / (double)Tables, Is.InRange(0.90, 0.99)); // .95 and three standard errors of the simulation
    }

    // The difference of the printed values would be one of different architectures.
    [Test]
    public void Compute_ScoresWithGaps_ArePairedOnTheArchitecturesThatHaveBoth()
    {
        var (truth, scores) = SimulatedScores.Draw(5, 200, 0.8, 0.5, 0.3);
        Gap(scores[0].Value, 3, 0);
        Gap(scores[1].Value, 4, 1);
        var result = Compare(truth, scores);
        int[] both = [.. Enumerable.Range(0, 200).Where(i => i % 3 != 0 && i % 4 != 1)];
        double Tau(int s) => Criteria.Get("kendall").Evaluate(
            [.. both.Select(i => truth[i])], [.. both.Select(i => scores[s].Value[i])]).Value;
        var pair = Pair(result, "s0", "s1");
        Assert.That(pair.Rows, Is.EqualTo(both.Length));
        Assert.That(pair.Difference.Value, Is.EqualTo(Tau(0) - Tau(1)).Within(1e-12));
        Assert.That(Pair(result, "s0", "s2").Rows, Is.EqualTo(133));
        Assert.That(result.Alerts, Has.Some.Contains("s0 and s1 lack some architectures"));
    }

    [Test]
    public void Compute_ScoresWithoutACommonArchitecture_AreNotCompared()
    {
        var (truth, scores) = SimulatedScores.Draw(6, 100, 0.8, 0.8);
        Gap(scores[0].Value, 2, 0);
        Gap(scores[1].Value, 2, 1);
        var result = Compare(truth, scores);
        Assert.That(result.Differences, Is.Empty);
        Assert.That(result.Verdict, Does.Contain("highest KD"));
        Assert.That($"{result}", Does.Contain("Verdict"));
    }

    [Test]
    public void Alerts_OfATable_NameWhatToBewareOf()
    {
        var (truth, scores) = SimulatedScores.Draw(7, 200, 0.8, 0.8, 0.8, 0.9, 0.7, 0);
        var result = Compare(
            truth,
            [
                .. Named(scores, "placeholder", "infinite", "capped", "wrong", "s", "noise").Select(s => s.Key switch
                {
                    "placeholder" => Changed(s, (v, i) => i % 40 == 0 ? -1e8 : v),
                    "infinite" => Changed(s, (v, i) => i == 7 ? double.PositiveInfinity : v),
                    "capped" => Changed(s, (v, _) => Math.Min(v, 0.5)),
                    "wrong" => Changed(s, (v, _) => -v),
                    _ => s,
                }),
                new("twin", [.. scores[4].Value.Select(Math.Exp)]),
                new("flat", new double[200]),
                new("leak", truth),
            ],
            new() { Criteria = [Criteria.Get("precisionAtTop")], Ratios = [0.05] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Alerts, Has.Some.Contains("placeholder is -1E+08 in 5 rows"));
            Assert.That(result.Alerts, Has.Some.Contains("infinite is infinite in 1 rows"));
            Assert.That(result.Alerts, Has.Some.Contains("capped has its highest value, 0.5"));
            Assert.That(result.Alerts, Has.Some.Contains("wrong ranks the wrong way round"));
            Assert.That(result.Alerts, Has.Some.EqualTo("s and twin are the same ranking"));
            Assert.That(result.Alerts, Has.Some.EqualTo("flat is constant: it ranks nothing"));
            Assert.That(result.Alerts, Has.Some.Contains("leak orders exactly as the truth"));
            Assert.That(result.Alerts, Has.Some.EqualTo("noise is not different from chance"));
            Assert.That(result.Alerts, Has.Some.EqualTo("P@top5% rests on 10 of 200 architectures"));
            Assert.That(result.Alerts.Count(a => a.StartsWith("s ", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(Pair(result, "s", "twin").PValue, Is.EqualTo(1));
            Assert.That(Pair(result, "s", "flat").PValue, Is.NaN);
        }
    }

    [Test]
    public void Compute_OnlyCompared_CorrectsForTheirPairsOnly()
    {
        var (truth, scores) = SimulatedScores.Draw(8, 150, 0.7, 0.6, 0.5, 0.4);
        var all = Compare(truth, scores);
        var two = RankingComparison.Compute("t", truth, scores, null, new() { Bootstrap = Quick.Bootstrap, Compared = ["s3", "s0"] });
        Assert.That(two.Differences, Has.Length.EqualTo(1));
        Assert.That(two.Differences[0].PValue, Is.EqualTo(Pair(all, "s0", "s3").PValue));
        Assert.That(two.Differences[0].AdjustedPValue, Is.EqualTo(two.Differences[0].PValue));
        Assert.That(all.Evaluation, Has.Count.EqualTo(4));
    }

    [Test]
    public void Compute_AnyNumberOfWorkers_SaysTheSame()
    {
        var (truth, scores) = SimulatedScores.Draw(9, 80, 0.7, 0.6, 0.1);
        string Say(int workers) => RankingComparison.Compute("t", truth, scores, null, Quick, new() { Workers = workers }).ToString();
        Assert.That(Say(3), Is.EqualTo(Say(1)));
    }

    [Test]
    public void Compute_OneScore_IsHeldAgainstChance()
    {
        var (truth, scores) = SimulatedScores.Draw(10, 100, 0.7, 0);
        Assert.That(Compare(truth, scores[..1]).Verdict, Does.StartWith("s0 ranks better than chance (KD ."));
        Assert.That(Compare(truth, scores[1..]).Verdict, Does.StartWith("s1 is not different from chance (KD "));
        Assert.That(Compare(truth, [new("flat", new double[100])]).Verdict, Does.Contain("undefined"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void Compute_HardlyAnyRows_StillAnswers(int rows)
    {
        var (truth, scores) = SimulatedScores.Draw(11, rows, 0.9, 0.2);
        var result = Compare(truth, Named(scores, "mine", "params"));
        Assert.That(result.Verdict, Is.Not.Empty);
        Assert.That(result.Differences.Any(d => d.Differs), Is.False);
        Assert.That(result.Chance.Any(c => c.Differs), Is.False);
        Assert.That($"{result}", Does.Contain(FormattableString.Invariant($"only {rows} architectures")));
    }

    [Test]
    public void Compute_WrongOptions_NamesThem()
    {
        var (truth, scores) = SimulatedScores.Draw(12, 20, 0.9, 0.2);
        void With(ComparisonOptions options) => RankingComparison.Compute("t", truth, scores, null, options);
        Assert.That(() => With(new() { Compared = ["s0"], Baselines = [""], Bootstrap = new() { Resamples = 1 } }),
            Throws.ArgumentException.With.Message.Contains("Compared").And.Message.Contains("Baselines").And.Message.Contains("Resamples"));
        Assert.That(() => With(new() { Compared = ["s0", "who"] }),
            Throws.ArgumentException.With.Message.Contains("who").And.Message.Contains("s0, s1"));
    }

    private static RankingComparison Compare(
        double[] truth, KeyValuePair<string, double[]>[] scores, RankingEvaluationOptions? options = null) =>
        RankingComparison.Compute("truth", truth, scores, options, Quick);

    private static ScoreDifference Pair(RankingComparison result, string first, string second) =>
        result.Differences.Single(d => d.Criterion.Name == "kendall" && d.First == first && d.Second == second);

    private static KeyValuePair<string, double[]>[] Named(KeyValuePair<string, double[]>[] scores, params string[] names) =>
        [.. scores.Zip(names, (s, name) => KeyValuePair.Create(name, s.Value))];

    private static KeyValuePair<string, double[]> Changed(KeyValuePair<string, double[]> score, Func<double, int, double> change) =>
        KeyValuePair.Create(score.Key, score.Value.Select(change).ToArray());

    private static void Gap(double[] column, int every, int from)
    {
        for (var i = from; i < column.Length; i += every)
        {
            column[i] = double.NaN;
        }
    }
}
