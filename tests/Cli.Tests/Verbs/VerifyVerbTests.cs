using NasPipelines.Cli.Verbs;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class VerifyVerbTests
{
    [Test]
    public void Largest_OfNumbers_IsThatRelativeToTheLargerOne() =>
        Assert.That(VerifyVerb.Largest([("2", "2.000002"), ("-100", "-99"), ("0", "-0")]), Is.EqualTo(.01).Within(1e-15));

    [TestCase("1", "no value: no images")]
    [TestCase("NaN", "1")]
    [TestCase("1", "Infinity")]
    public void Largest_WhereOneIsNoNumber_IsNone(string recorded, string recomputed) =>
        Assert.That(VerifyVerb.Largest([("1", "1.5"), (recorded, recomputed)]), Is.Null);

    [Test]
    public void Largest_OfNoDifferences_IsNone() => Assert.That(VerifyVerb.Largest([]), Is.Null);
}
