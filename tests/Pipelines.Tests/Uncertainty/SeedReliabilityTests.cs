using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Ranking;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Uncertainty;

public sealed class SeedReliabilityTests
{
    private const int Architectures = 4_000;

    // The mean over many seeds is what the noise of one is corrected to.
    [TestCase(0.3)]
    [TestCase(1)]
    [TestCase(2)]
    public void Noiseless_OfTwoSimulatedSeeds_IsTheTauOfTheMeanOverMany(double noise)
    {
        var random = new Random(8);
        double[] truth = Gaussian(random), own = [.. Gaussian(random).Zip(truth, (error, t) => t + error)];
        double[][] seeds = [.. Enumerable.Range(0, 200).Select(_ => Gaussian(random).Zip(own, (n, o) => o + (noise * n)).ToArray())];
        double[] mean = [.. Enumerable.Range(0, Architectures).Select(row => seeds.Average(seed => seed[row]))];
        var kendall = Criteria.Get("kendall");

        var reliability = SeedReliability.Compute(truth, seeds[..3]);

        var reached = kendall.Evaluate(truth, mean).Value;
        var one = seeds[..3].Average(seed => kendall.Evaluate(truth, seed).Value);
        using var scope = Assert.EnterMultipleScope();
        Assert.That((reliability.Rows, reliability.Seeds), Is.EqualTo((Architectures, 3)));
        Assert.That(reliability.NoiselessKendall.Value, Is.EqualTo(reached).Within(0.02));
        Assert.That(reliability.TruthKendall.Value, Is.EqualTo(one).Within(1e-12));
        Assert.That(reliability.ExplainedShare.Value, Is.EqualTo((reached - one) / (1 - one)).Within(0.03));
        Assert.That(
            reliability.Kendall.Value,
            Is.EqualTo(((double[])[Between(0, 1), Between(0, 2), Between(1, 2)]).Average()).Within(1e-12));

        double Between(int a, int b) => kendall.Evaluate(seeds[a], seeds[b]).Value;
    }

    [Test]
    public void Reliability_OfAReversedScore_IsThatOfTheScore()
    {
        double[] truth = [1, 2, 3, 4, 5, 6], first = [1, 3, 2, 4, 6, 5], second = [2, 1, 3, 4, 5, 6];
        var straight = SeedReliability.Compute(truth, [first, second]);
        var reversed = SeedReliability.Compute(truth, [[.. first.Select(v => -v)], [.. second.Select(v => -v)]]);

        Assert.That(reversed.NoiselessKendall.Value, Is.EqualTo(-straight.NoiselessKendall.Value).Within(1e-12));
        Assert.That(reversed.ExplainedShare.Value, Is.EqualTo(straight.ExplainedShare.Value).Within(1e-12));
    }

    [Test]
    public void Reliability_WhereThereIsNone_SaysWhy()
    {
        double[] truth = [1, 2, 3, 4];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(SeedReliability.Compute(truth, [[1, 2, 3, 4], [4, 3, 2, 1]]).ExplainedShare.Reason, Does.Contain("do not agree"));
        Assert.That(SeedReliability.Compute(truth, [[1, 2, 3, 4], [5, 5, 5, 5]]).NoiselessKendall.Reason, Is.Not.Null.And.Not.Empty);
        Assert.That(SeedReliability.Compute(truth, [truth, truth]).ExplainedShare.Value, Is.Zero, "nothing disagrees");
        Assert.That(() => SeedReliability.Compute(truth, [truth]), Throws.ArgumentException.With.Message.Contains("at least two seeds"));
    }

    // A report finds the columns of seeds beside a score by their names.
    [Test]
    public void Report_OfAScoreWithColumnsOfSeeds_SaysHowFarTheyAgree()
    {
        var view = new MLContext(1).Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Row
        {
            Truth = i, Mean = i * 7 % 200, First = i * 7 % 200, Second = (i * 7 % 200) + (i % 5 * 20), Other = 3,
        }));
        var nas = new MLContext(1).Nas();
        var html = nas.Report(view, "Truth", ["score"], new() { Bootstrap = new() { Resamples = 100 } }).Html;
        var reliability = nas.Analyses.ReliabilityOfSeeds(view, "Truth", ["score_seed0", "score_seed1"]);

        Assert.That(html, Does.Contain("<section id=\"reliability\">"));
        Assert.That(html, Does.Contain(FormattableString.Invariant(
            $"<tr><th scope=\"row\">score</th><td>2</td><td>200</td><td>{reliability.Kendall.Value:0.000}</td>")));
        Assert.That(reliability.ToString(), Does.StartWith("2 seeds of 200 architectures: KD 0."));
    }

    private static double[] Gaussian(Random random) =>
    [
        .. Enumerable.Range(0, Architectures)
            .Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())),
    ];

    private sealed class Row
    {
        public float Truth { get; set; }

        [ColumnName("score")]
        public float Mean { get; set; }

        [ColumnName("score_seed0")]
        public float First { get; set; }

        [ColumnName("score_seed1")]
        public float Second { get; set; }

        [ColumnName("score_seedling")]
        public float Other { get; set; }
    }
}
