using NasPipelines.Scoring;
using NasPipelines.Stages;

namespace NasPipelines.Tests.Scoring;

public sealed class JournalVerificationTests
{
    [Test]
    public void Largest_OfNumbers_IsThatRelativeToTheLargerOne() =>
        Assert.That(JournalVerification.Largest([(2, 2.000002), (-100, -99), (0, -0.0)]), Is.EqualTo(.01).Within(1e-15));

    [Test]
    public void Largest_WhereOneIsNoNumber_IsNone([Values] bool recorded)
    {
        (ScoreValue, ScoreValue) pair = recorded ? (ScoreValue.Missing("no images"), 1) : (1, double.PositiveInfinity);

        Assert.That(JournalVerification.Largest([(1, 1.5), pair]), Is.Null);
    }

    [Test]
    public void Largest_OfNoDifferences_IsNone() => Assert.That(JournalVerification.Largest([]), Is.Null);
}
