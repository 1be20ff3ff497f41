using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Tests.Ranking;

public sealed class CriteriaTests
{
    [Test]
    public void All_Names_AreDistinct() => Assert.That(Criteria.All.Select(c => c.Name), Is.Unique);

    [Test]
    public void Named_UnknownName_ListsTheKnown() =>
        Assert.That(
            () => Criteria.Get("tau"),
            Throws.ArgumentException.With.Message.Contains("'tau'").And.Message.Contains("kendall, ").And.Message.Contains("worstRank"));

    [Test]
    public void Named_EachName_FindsItsCriterion() =>
        Assert.That(Criteria.All.Select(c => Criteria.Get(c.Name.ToUpperInvariant())), Is.EqualTo(Criteria.All));

    [TestCase(0.0)]
    [TestCase(-0.1)]
    [TestCase(1.01)]
    [TestCase(double.NaN)]
    public void Ratio_OutOfRange_IsRefused(double ratio) =>
        Assert.That(() => new BestRank(ratio), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("(0, 1]"));

    [TestCase(0.29, 100, 29)]
    [TestCase(0.01, 2900, 29)]
    [TestCase(0.001, 15_625, 15)]
    [TestCase(1, 4_000_000, 4_000_000)]
    [TestCase(0.1, 9, 0)]
    public void Size_OfARatio_IsTheFloorOfTheDecimalProduct(double ratio, int n, int k) =>
        Assert.That(new BestRank(ratio).Size(n), Is.EqualTo(k));

    [Test]
    public void AtK_WhereKnIsBelowOne_SaysSo()
    {
        var value = new PrecisionAtTop(0.01).Evaluate([1, 2, 3], [1, 2, 3]);
        Assert.That(value.Value, Is.NaN);
        Assert.That(value.Reason, Is.EqualTo("K n is below 1 (K = 0.01, n = 3)"));
    }

    [Test]
    public void Evaluate_NaN_NamesTheRow() =>
        Assert.That(() => new KendallTauB().Evaluate([1, 2], [1, double.NaN]), Throws.ArgumentException.With.Message.Contains("row 1"));

    [Test]
    public void Evaluate_DifferentLengths_NamesBoth() =>
        Assert.That(() => new KendallTauB().Evaluate([1, 2], [1, 2, 3]), Throws.ArgumentException.With.Message.Contains("2 and 3"));

    [Test]
    public void Chance_OfEachCriterion_IsTheMeanOverRandomScores()
    {
        const int N = 60, Draws = 6000;
        var random = new Random(11);
        double[] truth = [.. Enumerable.Range(0, N).Select(i => Math.Sqrt(i))];
        var ranked = RankedColumn.Of(truth);
        var controls = new RankedControls(ranked, [RankedColumn.Of([.. Enumerable.Range(0, N).Select(i => Math.Sin(i) + 0.02 * i)])]);
        var criteria = Criteria.At(Criteria.All, [0.1, 0.5]);
        var sums = new double[criteria.Length];
        var chance = new double[criteria.Length];
        for (var draw = 0; draw < Draws; draw++)
        {
            var sample = new RankedSample(controls, RankedColumn.Of([.. Enumerable.Range(0, N).Select(_ => random.NextDouble())]));
            for (var c = 0; c < criteria.Length; c++)
            {
                sums[c] += criteria[c].Evaluate(sample).Value / Draws;
                chance[c] = criteria[c].Chance(sample);
            }
        }

        using var scope = Assert.EnterMultipleScope();
        for (var c = 0; c < criteria.Length; c++)
        {
            Assert.That(sums[c], Is.EqualTo(chance[c]).Within(0.02), criteria[c].Label);
        }
    }
}
