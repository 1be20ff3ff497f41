using CsCheck;
using NasPipelines.Analyses;

namespace NasPipelines.Tests.Analyses;

public sealed class ComplexityBiasTests
{
    [Test]
    public void Compute_WorkedExample_IsAsDocumented()
    {
        var bias = ComplexityBias.Compute([1, 2, 3, 4], [4, 3, 2, 1], [20, 20, 10, 10], groups: 2);
        Assert.That(bias.Groups.Select(g => g.MeanRankDifference), Is.EqualTo(new[] { -0.5, 0.5 }).Within(1e-15));
        Assert.That(bias.Groups.Select(g => g.Kendall.Value), Is.All.EqualTo(-1));
        Assert.That(bias.Groups.Select(g => (g.From, g.To, g.Count)), Is.EqualTo(new[] { (10.0, 10.0, 2), (20.0, 20.0, 2) }));
    }

    [Test]
    public void RankDifference_AnyColumns_HasMeanZeroAndChangesSignWhenTheyAreExchanged() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[1, 40].Sample(rows =>
        {
            double[] scores = [.. rows.Select(r => (double)r.Item1)], truth = [.. rows.Select(r => (double)r.Item2)];
            var there = RankDifference.Compute(truth, scores);
            var back = RankDifference.Compute(scores, truth);
            Assert.That(there.Sum(), Is.Zero.Within(1e-12));
            Assert.That(there.Zip(back, (a, b) => a + b), Is.All.Zero.Within(1e-15));
            // By definition: true rank less estimated rank, rank 1 the best, ties sharing the mean.
            double Rank(double[] v, int row) => v.Count(x => x > v[row]) + (v.Count(x => x == v[row]) + 1) / 2.0;
            Assert.That(there, Is.EqualTo(rows.Select((_, row) => (Rank(truth, row) - Rank(scores, row)) / rows.Length)).Within(1e-12));
        });

    [TestCase(ComplexityGrouping.EqualCount)]
    [TestCase(ComplexityGrouping.EqualWidth)]
    public void Compute_AnyGroups_PartitionTheRowsInOrder(ComplexityGrouping grouping) =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 30]).Array[1, 60].Sample(rows =>
        {
            double[] complexity = [.. rows.Select(r => (double)r.Item3)];
            var bias = ComplexityBias.Compute([.. rows.Select(r => r.Item2)], [.. rows.Select(r => r.Item1)], complexity, 4, grouping);
            var filled = bias.Groups.Where(g => g.Count > 0).ToList();
            Assert.That(filled.Sum(g => g.Count), Is.EqualTo(rows.Length));
            Assert.That(filled.Sum(g => g.Count * g.MeanRankDifference), Is.Zero.Within(1e-9));
            Assert.That(filled.Zip(filled.Skip(1), (a, b) => a.To < b.From), Is.All.True);
            foreach (var group in filled)
            {
                Assert.That(complexity.Count(c => c >= group.From && c <= group.To), Is.EqualTo(group.Count));
                Assert.That(group.To - group.From, Is.LessThanOrEqualTo(
                    grouping == ComplexityGrouping.EqualWidth ? (complexity.Max() - complexity.Min()) / 4 + 1e-9 : 30));
            }
        });

    [Test]
    public void Compute_MissingValues_AreLeftOutAndCounted()
    {
        var bias = ComplexityBias.Compute([1, 2, double.NaN, 4], [1, double.NaN, 3, 4], [1, 2, 3, 4], groups: 1);
        Assert.That((bias.Missing, bias.Groups[0].Count), Is.EqualTo((2, 2)));
        Assert.That(
            () => ComplexityBias.Compute([1], [double.NaN], [1]), Throws.ArgumentException.With.Message.Contains("None of the 1 rows"));
    }

    [Test]
    public void ComplexityBias_ZenOnNasBench201_HasThePublishedSigns()
    {
        // Published for all 15,625 architectures: +.080, +.094, -.064, -.051, -.059. The scores at hand are those of 9,445.
        var bias = Nb201Views.Nas.Analyses.BiasByComplexity(Nb201Views.ProxiesAndAccuracy, "c10_valid_200_naslib", "zen", "flops");
        Assert.That(bias.Groups.Select(g => Math.Sign(g.MeanRankDifference)), Is.EqualTo(new[] { 1, 1, -1, -1, -1 }));
        Assert.That(
            bias.Groups.Select(g => g.Kendall.Value), Is.All.InRange(-.35, .25), "far below its overall tau inside groups of equal size");
    }
}
