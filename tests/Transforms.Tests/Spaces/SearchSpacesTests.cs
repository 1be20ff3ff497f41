using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Spaces;

public sealed class SearchSpacesTests
{
    [Test]
    public void Get_UnknownName_ListsTheKnownOnes() =>
        Assert.That(
            () => SearchSpaces.Get("nasbench999"),
            Throws.ArgumentException.With.Message.Contains("'nasbench999'").And.Message.Contains("nasbench201"));

    [Test]
    public void All_Names_AreDistinctAndFound()
    {
        Assert.That(SearchSpaces.All.Select(s => s.Name), Is.Unique);
        Assert.That(SearchSpaces.All.Select(s => SearchSpaces.Get(s.Name)), Is.EqualTo(SearchSpaces.All));
    }

    [Test]
    public void Get_AmongOwnSpaces_FindsThemAndTheListed()
    {
        var own = new TwoGenes("mine");

        Assert.That(SearchSpaces.Get("MINE", [own, own]), Is.SameAs(own));
        Assert.That(SearchSpaces.Get("nasbench201", [own, SearchSpaces.NasBench201]), Is.SameAs(SearchSpaces.NasBench201));
        Assert.That(
            () => SearchSpaces.Get("yours", [own]), Throws.ArgumentException.With.Message.Contains("'yours'").And.Message.Contains("mine"));
        Assert.That(() => SearchSpaces.Get("mine"), Throws.ArgumentException);
    }

    [TestCase("NasBench201")]
    [TestCase("mine")]
    public void Get_TwoSpacesOfOneName_IsRefused(string name) => Assert.That(
        () => SearchSpaces.Get("nasbench201", [new TwoGenes(name), new TwoGenes("mine")]),
        Throws.ArgumentException.With.Message.Contains("another name"));

    // Both have the name "mine", and the genes 0,1 of one are not the genes 0,1 of the other.
    [Test]
    public void Equality_AcrossSpacesOfOneName_IsFalse()
    {
        SearchSpace one = new TwoGenes("mine"), other = new TwoGenes("mine");
        var architecture = new Architecture(one, [0, 1]);

        Assert.That(new Architecture(other, [0, 1]), Is.Not.EqualTo(architecture));
        Assert.That(new Architecture(one, [0, 1]), Is.EqualTo(architecture));
        Assert.That(new HashSet<Architecture> { architecture, new(other, [0, 1]), new(one, [0, 1]) }, Has.Count.EqualTo(2));
    }

    private sealed class TwoGenes(string name) : ProductSpace
    {
        public override string Name => name;

        public override IReadOnlyList<GeneChoice> Choices { get; } = [new("a", ["x", "y"]), new("b", ["x", "y", "z"])];

        public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
            throw new NotSupportedException();
    }
}
