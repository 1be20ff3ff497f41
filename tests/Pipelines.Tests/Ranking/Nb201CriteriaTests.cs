using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Compat;
using NasPipelines.Evaluation;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Ranking;

/// <summary>Parameter counts as an estimator on the complete NAS-Bench-201 space, against published figures.</summary>
public sealed class Nb201CriteriaTests
{
    private static readonly RankingEvaluationOptions Options = new() { Ratios = [0.05] };

    private readonly Nb201Table _table = Nb201Table.Read();

    [TestCase("c10_valid_200_naslib", .5385, .7154, .6006, .7746, false)]
    [TestCase("c100_valid_200_naslib", .5500, .7250, .6243, .7942, true)]
    [TestCase("in16_valid_200_naslib", .5192, .6906, .6072, .7756, true)]
    public void Evaluate_ParameterCounts_EqualsThePublishedCorrelations(
        string truth, double kendall, double spearman, double activeKendall, double activeSpearman, bool noisyBits)
    {
        var evaluation = Evaluate(truth);
        // The figures of the last two data sets come from accuracies whose last bits differ where the counts of right answers are equal.
        // Such pairs are not tied there, which enlarges tau-b's denominator: the figure lies between tau-b here and the value without any
        // tie.
        var pairs = RankedSample.Of(_table.Column(truth), _table.Column(truth)).Pairs;
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
        Assert.That(
            evaluation["params"]["precisionAtTop", 0.05].Value, Is.EqualTo(.232).Within(5.001e-4),
            "in expectation over ties; .250 with a stable sort");
        Assert.That(evaluation["params"]["bestRank", 0.05].Value, Is.EqualTo(.00006).Within(5e-6));
        Assert.That(evaluation["params"]["worstRank", 0.05].Value, Is.EqualTo(.701).Within(5.001e-4));
        Assert.That(evaluation["active"]["worstRank", 0.05].Value, Is.EqualTo(.605).Within(5.001e-4));
    }

    [TestCase("params", false, .5385, .7154, .250, .453, .00006, .701)]
    [TestCase("active", false, .6006, .7746, .250, .465, .00006, .605)]
    [TestCase("params", true, .5485, .7277, .158, .641, .00015, .694)]
    [TestCase("active", true, .5484, .7274, .158, .669, .00015, .694)]
    public void Evaluate_InTheOrderOfNasLib_GivesEveryPublishedDigit(
        string score, bool byClass, double kd, double rho, double top, double bottom, double best, double worst)
    {
        // A class stands as its first member in NASLib's order, with the mean accuracy of all; a stable sort leaves equal values in that
        // order, best first.
        using var folder = new TemporaryFolder();
        var nas = new MLContext(1).Nas();
        var view = nas.Data.LoadBenchmark(NasLibOrder(folder.File("naslib.csv")), "nasbench201");
        view = byClass ? nas.Data.AggregateByClass(view, ArchitectureEquivalence.Literature) : view;
        double[] truth = [.. view.GetColumn<double>("truth")];
        double[] parameters = [.. view.GetColumn<string>("Architecture").Select(
            a => score == "params" ? Nb201Table.Params(Letters(a)) : Nb201Table.ActiveParams(Letters(a)))];
        var tied = RankingEvaluation.Compute("truth", truth, [new(score, parameters)], Options)[0];
        var stable = RankingEvaluation.Compute(
            "truth", [.. truth.Select((t, row) => t - row * 1e-12)], [new(score, [.. parameters.Select((p, row) => p - row * 1e-6)])],
            Options)[0];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(truth, Has.Length.EqualTo(byClass ? 6466 : 15_625));
        Assert.That(tied.Kendall, Is.EqualTo(kd).Within(5.001e-5));
        Assert.That(tied.Spearman, Is.EqualTo(rho).Within(5.001e-5));
        Assert.That(stable["precisionAtTop", 0.05].Value, Is.EqualTo(top).Within(5.001e-4));
        Assert.That(stable["precisionAtBottom", 0.05].Value, Is.EqualTo(bottom).Within(5.001e-4));
        Assert.That(stable["bestRank", 0.05].Value, Is.EqualTo(best).Within(5.001e-6));
        Assert.That(stable["worstRank", 0.05].Value, Is.EqualTo(worst).Within(5.001e-4));
    }

    [Test]
    public void TrainingAgreement_OfThreeSeeds_EqualsThePublishedFigures()
    {
        var agreement = TrainingAgreement.Compute(
            [_table.Column("c10_test_200_seed1"), _table.Column("c10_test_200_seed2"), _table.Column("c10_test_200_seed3")],
            new() { Ratios = [0.001, 0.01] });
        using var scope = Assert.EnterMultipleScope();
        Assert.That(agreement["kendall"], Is.EqualTo(.919).Within(5.001e-4));
        Assert.That(agreement["precisionAtTop", 0.01], Is.EqualTo(.65).Within(5.001e-3));
        Assert.That(agreement.Rows, Is.EqualTo(7961));
        Assert.That(agreement.PerTraining.Select(e => e[0].Kendall), Is.All.EqualTo(.919).Within(5.001e-4));
    }

    [Test]
    public void Compare_TheFirstTrainingSeed_GivesThePublishedTopWithNumpysTieBreaks()
    {
        double[][] seeds = [_table.Column("c10_test_200_seed1"), _table.Column("c10_test_200_seed2"), _table.Column("c10_test_200_seed3")];
        int[] rows = [.. Enumerable.Range(0, 15_625).Where(row => seeds.All(s => !double.IsNaN(s[row])))];
        var differences = PublishedBehaviour.Compare(
            RankingCompat.AwNas, [.. rows.Select(r => (seeds[1][r] + seeds[2][r]) / 2)], [.. rows.Select(r => seeds[0][r])]);
        double Published(string name) => differences.Single(d => d.Name == name).Published;
        using var scope = Assert.EnterMultipleScope();
        Assert.That(Published("kd"), Is.EqualTo(.919).Within(5.001e-4));
        Assert.That(Published("P@top1%"), Is.EqualTo(.65).Within(5.001e-3));
        Assert.That(Published("P@top0.1%"), Is.EqualTo(.29).Within(5.001e-3), "2 of 7; in expectation over the ties 2.5 of 7");
    }

    // NASLib's tuples: edges 0>1, 0>2, 0>3, 1>2, 1>3, 2>3; operations skip, zero, 3x3, 1x1, pooling.
    private string NasLibOrder(string path)
    {
        var rows = _table.Ops.Zip(_table.Column("c10_valid_200_naslib"))
            .OrderBy(
                row => string.Concat(((int[])[0, 1, 3, 2, 4, 5]).Select(edge => "sn31p".IndexOf(row.First[edge]))), StringComparer.Ordinal);
        File.WriteAllLines(path, rows.Select(row => FormattableString.Invariant($"{row.First},{row.Second}")).Prepend("ops,truth"));
        return path;
    }

    private static string Letters(string architecture) =>
        string.Concat(architecture.Split(['|', '+'], StringSplitOptions.RemoveEmptyEntries).Select(
            op => op.StartsWith("nor_conv", StringComparison.Ordinal) ? op[9] : op[0] is 'a' ? 'p' : op[0]));

    private RankingEvaluation Evaluate(string truth)
    {
        string[] ops = [.. _table.Ops];
        return RankingEvaluation.Compute(truth, _table.Column(truth),
            [new("params", [.. ops.Select(Nb201Table.Params)]), new("active", [.. ops.Select(Nb201Table.ActiveParams)])], Options);
    }
}
