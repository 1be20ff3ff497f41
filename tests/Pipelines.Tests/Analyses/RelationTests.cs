using NasPipelines.Analyses;
using NasPipelines.Ranking;

namespace NasPipelines.Tests.Analyses;

public sealed class RelationTests
{
    [Test]
    public void MutualInformation_EqualColumns_IsTheirEntropyLessTheBias()
    {
        double[] column = [.. Enumerable.Range(0, 400).Select(i => (double)(i % 4))];
        Assert.That(MutualInformation.Compute(column, column, 4), Is.EqualTo(2 - 9 / (800 * Math.Log(2))).Within(1e-12));
    }

    [Test]
    public void MutualInformation_AParabola_IsSeenThoughNoCorrelationSeesIt()
    {
        double[] x = [.. Enumerable.Range(-500, 1001).Select(i => (double)i)], y = [.. x.Select(v => v * v)];
        Assert.That(new Spearman().Evaluate(y, x).Value, Is.Zero.Within(1e-3));
        Assert.That(MutualInformation.Compute(x, y), Is.GreaterThan(2.5));
    }

    [Test]
    public void MutualInformation_IndependentColumns_IsAboutZero()
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 5000).Select(_ => random.NextDouble())], y = [.. x.Select(_ => random.NextDouble())];
        Assert.That(MutualInformation.Compute(x, y), Is.Zero.Within(0.01));
    }

    [Test]
    public void Relations_AChain_HasNoPartialCorrelationAcrossItsMiddle()
    {
        var random = new Random(2);
        double[] a = Noise(), b = [.. a.Zip(Noise(), (x, e) => x + e)], c = [.. b.Zip(Noise(), (x, e) => x + e)];
        var relations = EstimatorRelations.Compute([new("a", a), new("b", b), new("c", c)]);
        Assert.That(relations.Kendall("a", "c"), Is.GreaterThan(0.2));
        Assert.That(relations.PartialSpearman("a", "c").Value, Is.Zero.Within(0.08), "ranks are nearly normal");
        Assert.That(relations.PartialSpearman("a", "b").Value, Is.GreaterThan(0.3));
        Assert.That(relations.SharedBits("a", "b"), Is.GreaterThan(relations.SharedBits("a", "c")));
        Assert.That(() => relations.Kendall("a", "d"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("a, b, c"));

        double[] Noise() => [.. Enumerable.Range(0, 3000).Select(_ => random.NextDouble() + random.NextDouble() + random.NextDouble())];
    }

    [Test]
    public void Relations_PublishedProxies_SnipAndGradNormAreNearlyOne()
    {
        var relations = Nb201Views.Nas.Analyses.Relations(Nb201Views.Proxies, ["snip", "grad_norm", "jacov"]);
        Assert.That(relations.Kendall("snip", "grad_norm"), Is.GreaterThan(0.85), "near-identical rankings (Ning et al. 2021)");
        Assert.That(relations.SharedBits("snip", "grad_norm"), Is.GreaterThan(2 * relations.SharedBits("snip", "jacov")));
        Assert.That(relations.Missing, Is.Zero);
    }
}
