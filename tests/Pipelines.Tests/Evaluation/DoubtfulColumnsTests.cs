using NasPipelines.Evaluation;

namespace NasPipelines.Tests.Evaluation;

public sealed class DoubtfulColumnsTests
{
    private static readonly double[] Scores = [.. Enumerable.Range(0, 40).Select(i => 700 + (i * 37 % 40) + 0.5)];

    [TestCase(-1e8, 1)]
    [TestCase(12345, 1)]
    [TestCase(12345, 3)]
    [TestCase(-1, 2)]
    [TestCase(99999, 5)]
    public void Of_APlaceholder_IsNamedAndCounted(double value, int count)
    {
        double[] values = [.. Scores, .. Enumerable.Repeat(value, count)];

        Assert.That(
            DoubtfulColumns.Of("score", "x", values).Single(),
            Does.StartWith(FormattableString.Invariant($"the score 'x' is {value} in {count} rows")).And.Contain("MissingValues"));
    }

    [Test]
    public void Of_OneValueEverywhere_RanksNothing()
    {
        Assert.That(
            DoubtfulColumns.Of("truth", "x", [2, 2, double.NaN, 2]).Single(),
            Is.EqualTo("the truth 'x' is 2 in all rows: it ranks nothing"));
        Assert.That(DoubtfulColumns.Of("truth", "x", [2]), Is.Empty);
    }

    // Scores such as synflow's span many powers of ten: their largest values are far from all others, and no placeholders.
    [Test]
    public void Of_ScoresOfManyMagnitudes_AreNotDoubted()
    {
        Assert.That(DoubtfulColumns.Of("score", "x", Scores), Is.Empty);
        Assert.That(DoubtfulColumns.Of("score", "x", [.. Scores.Select((_, i) => Math.Exp(i * 3.0 / 2))]), Is.Empty);
        Assert.That(DoubtfulColumns.Of("score", "x", [.. Enumerable.Range(0, 40).Select(i => (double)(i % 7))]), Is.Empty, "counts");
    }
}
