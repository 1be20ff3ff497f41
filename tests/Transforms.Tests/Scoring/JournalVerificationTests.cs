using NasPipelines.Scoring;
using NasPipelines.Stages;

namespace NasPipelines.Tests.Scoring;

public sealed class JournalVerificationTests
{
    [Test]
    public void Largest_OfNumbers_IsThatRelativeToTheLargerOne() =>
        Assert.That(JournalVerification.Largest([(2, 2.000002), (-100, -99), (0, -0.0)]), Is.EqualTo(.01).Within(1e-15));

    private static IEnumerable<TestCaseData> WithoutANumber() =>
    [
        new((ScoreValue)1, ScoreValue.Missing("no images")),
        new((ScoreValue)double.NaN, (ScoreValue)1),
        new((ScoreValue)1, (ScoreValue)double.PositiveInfinity),
    ];

    [TestCaseSource(nameof(WithoutANumber))]
    public void Largest_WhereOneIsNoNumber_IsNone(ScoreValue recorded, ScoreValue recomputed) =>
        Assert.That(JournalVerification.Largest([(1, 1.5), (recorded, recomputed)]), Is.Null);

    [Test]
    public void Largest_OfNoDifferences_IsNone() => Assert.That(JournalVerification.Largest([]), Is.Null);
}
