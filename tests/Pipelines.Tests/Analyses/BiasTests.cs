using Microsoft.ML.Data;
using NasPipelines.Analyses;
using NasPipelines.Ranking;
using NasPipelines.Spaces;
using NasPipelines.Tests.Ranking;

namespace NasPipelines.Tests.Analyses;

[Parallelizable] // it computes for long
public sealed class BiasTests
{
    [Test]
    public void ArchitectureBias_ClassSizes_AreThePublishedOnes()
    {
        var bias = Nb201Views.Nas.Analyses.BiasByArchitecture(
            Nb201Views.Accuracy, "c10_test_200", "c10_test_200", listed: 3, ArchitectureEquivalence.Literature);
        Assert.That(bias.Top[0].Truth, Is.EqualTo(94.37).Within(0.005));
        Assert.That(bias.Top.Select(t => t.ScoreRank), Is.EqualTo(bias.Top.Select(t => t.TrueRank)), "the truth is its own best estimator");
        Assert.That(bias.ByClassSize.Sum(g => g.Count), Is.EqualTo(15_625));
        Assert.That(bias.ByClassSize.Select(g => g.MeanRankDifference), Is.All.Zero.Within(1e-12));
        var sizes = Nb201Table.Read().Ops.GroupBy(Nb201Table.Class).Select(g => g.Count()).ToList();
        Assert.That(bias.ByClassSize[0].Count, Is.EqualTo(sizes.Count(s => s == 1)));
        Assert.That(bias.ByClassSize[^1].To, Is.EqualTo(sizes.Max()));
    }

    [Test]
    public void ArchitectureBias_AScoreThatGrowsWithTheClass_IsSeenAsSuch()
    {
        Architecture[] all = [.. SearchSpaces.NasBench201.Sample(600, 5)];
        var sizes = all.GroupBy(a => a.Canonical).ToDictionary(g => g.Key, g => (double)g.Count());
        double[] truth = [.. all.Select((_, i) => (double)(i * 7919 % 600))];

        var bias = ArchitectureBias.Compute(all, truth, [.. all.Select(a => sizes[a.Canonical])], 5);

        Assert.That(bias.SizeCorrelation.Value, Is.GreaterThan(0.2));
        Assert.That(bias.ByClassSize[0].MeanRankDifference, Is.Negative);
        Assert.That(bias.ByClassSize.Skip(2).Select(g => g.MeanRankDifference), Is.All.GreaterThan(0.1));
        Assert.That(bias.Top.Select(t => t.ClassSize), Is.All.EqualTo((int)sizes.Values.Max()));
        Assert.That(bias.Worst.Select(t => t.ClassSize), Is.All.EqualTo(1));
        Assert.That(bias.Top.Select(t => t.Architecture), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [Test]
    public void StructuralAxes_AKnownCell_HasItsNumbers()
    {
        var architecture = SearchSpaces.NasBench201.Parse(
            "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|");
        var values = StructuralAxes.Measure(StructuralAxes.All, [architecture]);
        double Value(string name) => values[StructuralAxes.All.IndexOf(StructuralAxes.Get(name))][0];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(Value("parameters"), Is.EqualTo(Nb201Table.Params("3n1sp3")));
        Assert.That(Value("depth"), Is.EqualTo(1 + 15 * 3 + 2 * 2 + 1), "stem, three convolutions a cell, two a reduction, classifier");
        Assert.That(Value("size"), Is.EqualTo(1 + 15 * 4 + 2 * 4), "a reduction has three convolutions and a pooling");
        Assert.That(Value("conv_share"), Is.EqualTo((1 + 15 * 3 + 2 * 3) / 69.0).Within(1e-12));
        Assert.That(Value("large_kernels"), Is.EqualTo(1 + 15 * 2 + 2 * 2));
        Assert.That(Value("skips"), Is.EqualTo(1));
        Assert.That(Value("diversity"), Is.EqualTo(5));
        Assert.That(() => StructuralAxes.Get("colour"), Throws.ArgumentException.With.Message.Contains("conv_share"));
    }

    [Test]
    public void BiasRegression_AKnownPlane_IsRecovered()
    {
        // Three independent axes; truth and scores whose rank difference depends on the first axis only.
        var random = new Random(3);
        double[] a = Draw(), b = Draw(), noise = Draw();
        double[] truth = noise, scores = [.. noise.Zip(a, (n, x) => n + x)];

        var regression = BiasRegression.Compute(
            truth, scores, [new("a", a), new("b", b), new("twice a", [.. a.Select(x => 2 * x)]), new("one", [.. a.Select(_ => 1.0)])]);

        Assert.That(regression.Effects[0].Slope / regression.Effects[0].StandardError, Is.GreaterThan(20));
        Assert.That(Math.Abs(regression.Effects[1].Slope / regression.Effects[1].StandardError), Is.LessThan(3.5));
        Assert.That(
            regression.Effects.Select(e => e.LeftOutBecause),
            Is.EqualTo(new[] { null, null, "explained by the axes before it", "constant" }));
        Assert.That(regression.RSquared, Is.InRange(0.3, 0.9));

        double[] Draw() => [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble())];
    }

    [Test]
    public void LeastSquares_AgainstNormalEquations_IsTheSame()
    {
        var random = new Random(7);
        double[] x1 =
            Draw(), x2 = [.. x1.Zip(Draw(), (a, b) => a + 0.3 * b)], y = [.. x1.Zip(x2, (a, b) => 2 * a - b + 0.1 * random.NextDouble())];

        var (slopes, errors, rSquared) = LeastSquares.Fit([x1, x2], y);

        // Two standardised predictors in closed form, from the three correlations.
        double r12 = Pearson(x1, x2), r1 = Pearson(x1, y), r2 = Pearson(x2, y), sy = Math.Sqrt(Variance(y));
        double beta1 = (r1 - r12 * r2) / (1 - r12 * r12), beta2 = (r2 - r12 * r1) / (1 - r12 * r12), explained = beta1 * r1 + beta2 * r2;
        Assert.That(slopes, Is.EqualTo(new[] { beta1 * sy, beta2 * sy }).Within(1e-9));
        Assert.That(rSquared, Is.EqualTo(explained).Within(1e-9));
        var error = sy * Math.Sqrt((1 - explained) / (50 - 3) / (1 - r12 * r12));
        Assert.That(errors, Is.All.EqualTo(error).Within(1e-9));

        double[] Draw() => [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble())];
        double Variance(double[] v) => v.Average(e => (e - v.Average()) * (e - v.Average()));
        double Pearson(double[] u, double[] v) =>
            u.Zip(v, (p, q) => (p - u.Average()) * (q - v.Average())).Average() / Math.Sqrt(Variance(u) * Variance(v));
    }

    [Test]
    public void BiasRegression_OnNasBench201_MeasuresTheAxesOfEachRow()
    {
        var view = Nb201Views.Nas.Data.SampleRows(Nb201Views.ProxiesAndAccuracy, 100, 1);
        var regression = Nb201Views.Nas.Analyses.BiasByStructure(view, "c10_test_200", "l2_norm");
        double[] active = [.. view.GetColumn<string>("Architecture").Select(
            text => Nb201Table.ActiveParams(SearchSpaces.NasBench201.Format(SearchSpaces.NasBench201.Parse(text), "letters")))];
        var differences = RankDifference.Compute([.. view.GetColumn<double>("c10_test_200")], [.. view.GetColumn<double>("l2_norm")]);
        Assert.That(
            regression.Effects.Single(e => e.Axis == "parameters").Spearman.Value,
            Is.EqualTo(new Spearman().Evaluate(active, differences).Value));
        Assert.That((regression.Count, regression.Missing), Is.EqualTo((100, 0)));
    }

    // NAS-Bench-101 and its parts have no skip operation; the others choose depths, widths and strides, which are no operations at all.
    [TestCase("nasbench201", null, null)]
    [TestCase("nasbench301", null, null)]
    [TestCase("nasbench101", "not defined in nasbench101: skip_connect is none of its operations", null)]
    [TestCase("nasbench1shot1-3", "not defined in nasbench1shot1-3: skip_connect is none of its operations", null)]
    [TestCase("nds-resnet", "not defined in nds-resnet: its genes choose no operations",
        "not defined in nds-resnet: its genes choose no operations")]
    [TestCase(
        "nats-sss", "not defined in nats-sss: its genes choose no operations", "not defined in nats-sss: its genes choose no operations")]
    public void BiasRegression_AnAxisThatASpaceLacks_IsLeftOutWithTheReason(string name, string? skips, string? diversity)
    {
        var space = SearchSpaces.Get(name);
        using var view = new SpaceViews(space, space.Sample(40, 2));

        var regression = Nb201Views.Nas.Analyses.BiasByStructure(
            view.Data, "truth", "score", [StructuralAxes.Get("skips"), StructuralAxes.Get("size"), StructuralAxes.Get("diversity")]);

        Assert.That(regression.Effects.Select(e => e.Axis), Is.EqualTo(new[] { "skips", "size", "diversity" }));
        Assert.That(regression.Effects[0].LeftOutBecause, Is.EqualTo(skips));
        Assert.That(regression.Effects[2].LeftOutBecause, Is.EqualTo(diversity));
        Assert.That(double.IsNaN(regression.Effects[0].Spearman.Value), Is.EqualTo(skips is not null));
        Assert.That((regression.Count, regression.Missing), Is.EqualTo((40, 0)));
    }

    [Test]
    public void BiasRegression_NoAxisThatTheSpaceHas_IsRefusedWithTheReasons()
    {
        using var view = new SpaceViews(SearchSpaces.Get("nats-sss"), SearchSpaces.Get("nats-sss").Sample(10, 2));
        Assert.That(
            () => Nb201Views.Nas.Analyses.BiasByStructure(view.Data, "truth", "score", [StructuralAxes.Get("skips")]),
            Throws.ArgumentException.With.Message.Contains("skips is not defined in nats-sss: its genes choose no operations"));
    }
}
