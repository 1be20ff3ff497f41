using NasPipelines.Architectures;

namespace NasPipelines.Tests.Architectures;

public sealed class SearchSpacesTests
{
    [Test]
    public void Get_UnknownName_ListsTheKnownOnes() =>
        Assert.That(() => SearchSpaces.Get("nasbench999"), Throws.ArgumentException.With.Message.Contains("'nasbench999'").And.Message.Contains("nasbench201"));

    [Test]
    public void All_Names_AreDistinctAndFound()
    {
        Assert.That(SearchSpaces.All.Select(s => s.Name), Is.Unique);
        Assert.That(SearchSpaces.All.Select(s => SearchSpaces.Get(s.Name)), Is.EqualTo(SearchSpaces.All));
    }
}
