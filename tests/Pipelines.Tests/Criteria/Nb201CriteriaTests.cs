namespace NasPipelines.Tests;

/// <summary>Parameter counts as an estimator on the complete NAS-Bench-201 space, against published figures.</summary>
public sealed class Nb201CriteriaTests
{
    private static readonly RankingEvaluationOptions Options = new() { Ratios = [0.05] };

    private readonly Nb201Table table = Nb201Table.Read();

    [TestCase("c10_valid_200_naslib", .5385, .7154, .6006, .7746, false)]
    [TestCase("c100_valid_200_naslib", .5500, .7250, .6243, .7942, true)]
    [TestCase("in16_valid_200_naslib", .5192, .6906, .6072, .7756, true)]
    public void Evaluate_ParameterCounts_EqualsThePublishedCorrelations(
        string truth, double kendall, double spearman, double activeKendall, double activeSpearman, bool noisyBits)
    {
        var evaluation = Evaluate(truth);
        // The figures of the last two data sets come from accuracies whose last bits differ where the counts of right answers are equal. Such
        // pairs are not tied there, which enlarges tau-b's denominator: the figure lies between tau-b here and the value without any tie.
        var pairs = RankedSample.Of(table.Column(truth), table.Column(truth)).Pairs;
        var untied = noisyBits ? Math.Sqrt(1 - (double)pairs.TiedInTruth / pairs.Total) : 1;
        using var scope = Assert.EnterMultipleScope();
        foreach (var (name, tau, rho) in new[] { ("params", kendall, spearman), ("active", activeKendall, activeSpearman) })
        {
            Assert.That(tau, Is.InRange(evaluation[name].Kendall * untied - 5.001e-5, evaluation[name].Kendall + 5.001e-5));
            Assert.That(evaluation[name].Spearman, Is.EqualTo(rho).Within(5.001e-5));
        }
    }

    [Test]
    public void Evaluate_ParameterCounts_EqualsThePublishedTopCriteria()
    {
        var evaluation = Evaluate("c10_valid_200_naslib");
        using var scope = Assert.EnterMultipleScope();
        Assert.That(evaluation["params"].PrecisionAtTop[0.05], Is.EqualTo(.232).Within(5.001e-4), "in expectation over ties; .250 with a stable sort");
        Assert.That(evaluation["params"].BestRank[0.05], Is.EqualTo(.00006).Within(5e-6));
        Assert.That(evaluation["params"].WorstRank[0.05], Is.EqualTo(.701).Within(5.001e-4));
        Assert.That(evaluation["active"].WorstRank[0.05], Is.EqualTo(.605).Within(5.001e-4));
    }

    [Test]
    public void Evaluate_Classes_AreThePublishedNumberWithNearlyThePublishedCorrelation()
    {
        string[] ops = [.. table.Ops];
        var truth = table.Column("c10_valid_200_naslib");
        var classes = ops.Select((text, index) => (text, index)).GroupBy(o => Nb201Table.Class(o.text)).ToList();
        Assert.That(classes, Has.Count.EqualTo(6466));
        var tau = new KendallTauB().Evaluate([.. classes.Select(c => Nb201Table.Params(c.First().text))], [.. classes.Select(c => c.Average(o => truth[o.index]))]);
        // Members of a class differ in their dead edges, and so in their parameters: .5485 is published, from representatives unknown.
        Assert.That(tau.Value, Is.EqualTo(.5485).Within(.0015));
    }

    [Test]
    public void NoiseCeiling_OfThreeTrainingSeeds_EqualsThePublishedFigures()
    {
        var ceiling = NoiseCeiling.Compute(
            [table.Column("c10_test_200_seed1"), table.Column("c10_test_200_seed2"), table.Column("c10_test_200_seed3")], new() { Ratios = [0.001, 0.01] });
        using var scope = Assert.EnterMultipleScope();
        Assert.That(ceiling["kendall"], Is.EqualTo(.919).Within(5.001e-4));
        Assert.That(ceiling["precisionAtTop", 0.01], Is.EqualTo(.65).Within(5.001e-3));
        Assert.That(ceiling.Rows, Is.EqualTo(7961));
        Assert.That(ceiling.PerSeed.Select(e => e[0].Kendall), Is.All.EqualTo(.919).Within(5.001e-4));
    }

    [Test]
    public void Compare_TheFirstTrainingSeed_GivesThePublishedTopWithNumpysTieBreaks()
    {
        double[][] seeds = [table.Column("c10_test_200_seed1"), table.Column("c10_test_200_seed2"), table.Column("c10_test_200_seed3")];
        int[] rows = [.. Enumerable.Range(0, 15_625).Where(row => seeds.All(s => !double.IsNaN(s[row])))];
        var differences = PublishedBehaviour.Compare(
            RankingCompat.AwNas, [.. rows.Select(r => seeds[0][r])], [.. rows.Select(r => (seeds[1][r] + seeds[2][r]) / 2)]);
        double Published(string name) => differences.Single(d => d.Name == name).Published;
        using var scope = Assert.EnterMultipleScope();
        Assert.That(Published("kd"), Is.EqualTo(.919).Within(5.001e-4));
        Assert.That(Published("P@top1%"), Is.EqualTo(.65).Within(5.001e-3));
        Assert.That(Published("P@top0.1%"), Is.EqualTo(.29).Within(5.001e-3), "2 of 7; in expectation over the ties 2.5 of 7");
    }

    private RankingEvaluation Evaluate(string truth)
    {
        string[] ops = [.. table.Ops];
        return RankingEvaluation.Compute(truth, table.Column(truth),
            [new("params", [.. ops.Select(Nb201Table.Params)]), new("active", [.. ops.Select(Nb201Table.ActiveParams)])], Options);
    }
}
