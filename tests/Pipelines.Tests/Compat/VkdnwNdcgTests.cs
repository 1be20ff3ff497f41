using NasPipelines.Compat;
using NasPipelines.Fixtures;

namespace NasPipelines.Tests.Compat;

internal sealed class VkdnwNdcgTests
{
    // 1,000 of 1,200; what is below them does not count.
    [Test]
    public void Evaluate_WithoutTies_IsTheFormula()
    {
        var random = new Random(5);
        double[] truth = [.. Enumerable.Range(0, 1200).Select(i => 10 + (i % 400) * 0.2)];
        double[] scores = [.. truth.Select(t => t + (20 * random.NextDouble()))];
        double Gain(double[] by) => Enumerable.Range(0, truth.Length).OrderByDescending(i => by[i]).Take(1000)
            .Select((row, place) => (Math.Pow(2, truth[row]) - 1) / Math.Log2(place + 2)).Sum();
        Assert.That(
            PublishedCriteria.NdcgOfVkdnw.Evaluate(truth, scores).Value, Is.EqualTo(Gain(scores) / Gain(truth)).Within(1e-12));
    }

    // Truth 3, 2, 1 with the first two tied: gains 7, 3, 1; (5 + 5/log2 3 + 1/2) / (7 + 3/log2 3 + 1/2).
    [Test]
    public void Evaluate_Ties_ShareTheMeanGain() =>
        Assert.That(
            PublishedCriteria.NdcgOfVkdnw.Evaluate([3, 2, 1], [5, 5, 1]).Value,
            Is.EqualTo((5 + (5 / Math.Log2(3)) + 0.5) / (7 + (3 / Math.Log2(3)) + 0.5)).Within(1e-12));

    [TestCase(0.9)]
    [TestCase(101)]
    public void Evaluate_WhatIsNotPerCent_IsUndefined(double highest) =>
        Assert.That(PublishedCriteria.NdcgOfVkdnw.Evaluate([highest, 0.1, 0.2], [1, 2, 3]).Reason, Does.Contain("per cent"));

    // VKDNW Table 1 (CVPR 2025), 9,445 cells: FLOPs, which rank as parameters do.
    [TestCase("c10_test_200", 0.745)]
    [TestCase("c100_test_200", 0.576)]
    [TestCase("in16_test_200", 0.403)]
    public void Evaluate_ParametersOnThePublishedCells_HasThePublishedValue(string column, double published)
    {
        var cells = GzipCsv.Read(TestData.Data("nb201/nb201_zc13_c10.csv.gz")).Select(row => row["index"]).ToHashSet();
        var rows = GzipCsv.Read(TestData.Data("nb201/nb201_accuracy.csv.gz")).Where(row => cells.Contains(row["index"])).ToList();
        Assert.That(
            PublishedCriteria.NdcgOfVkdnw.Evaluate(rows.Numbers(column), rows.Numbers("params_M_c10")).Value,
            Is.EqualTo(published).Within(0.0025));
    }
}
