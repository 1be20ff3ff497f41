using NasPipelines.Evaluation;

namespace NasPipelines.Tests.Evaluation;

public sealed class SuspectedPlaceholderTests
{
    [Test]
    public void Find_AValueFarBelowAllOthers_IsSuspectedAndCounted()
    {
        Assert.That(SuspectedPlaceholder.Find([1, 2, -1e8, 3, -1e8, double.NaN]), Is.EqualTo((-1e8, 2)));
        Assert.That(SuspectedPlaceholder.Find([700, 800, 0]), Is.Null, "a low value");
        Assert.That(SuspectedPlaceholder.Find([1, 1, 1]), Is.Null);
        Assert.That(SuspectedPlaceholder.Find([double.NaN]), Is.Null);
    }
}
