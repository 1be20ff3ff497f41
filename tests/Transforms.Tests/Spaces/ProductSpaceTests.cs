using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Spaces;

public sealed class ProductSpaceTests
{
    private static readonly ThreeByTwo Space = new();

    [Test]
    public void Enumerate_ThreeByTwo_IsAllSixTheLastGeneFastest()
    {
        Assert.That(Space.Enumerate().Select(a => a.Text), Is.EqualTo(new[] { "0,0", "0,1", "1,0", "1,1", "2,0", "2,1" }));
        Assert.That(Space.Enumerate().Select(a => a.Index), Is.EqualTo(new long?[] { 0, 1, 2, 3, 4, 5 }));
        Assert.That((Space.Size, Space.IsEnumerable), Is.EqualTo((new System.Numerics.BigInteger(6), true)));
    }

    [Test]
    public void Neighbours_OfAny_ChangeOneGene() =>
        Assert.That(Space.Neighbours(Space.Parse("1,0")).Select(a => a.Text), Is.EqualTo(new[] { "0,0", "2,0", "1,1" }));

    [Test]
    public void GeneName_OfAValue_IsChoiceAndValue() =>
        Assert.That((Space.GeneName(0, 2), Space.GeneChange(1, 0, 1)), Is.EqualTo(("depth=4", ("width=8", "width=16"))));

    [Test]
    public void Sample_AllSix_AreDifferent() => Assert.That(Space.Sample(6, 3), Is.EquivalentTo(Space.Enumerate()));

    [TestCase("1", "An architecture of three-by-two has 2 genes (found 1)")]
    [TestCase("3,0", "depth: gene 3 is not in [0, 2]")]
    [TestCase("1,", "has 2 genes (found 1)")]
    [TestCase("1,,2", "a value is expected at character 3")]
    [TestCase("1;0", "1,0,2: the genes, joined by ','")]
    public void Parse_Malformed_SaysWhatIsRight(string text, string message) =>
        Assert.That(() => Space.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [Test]
    public void GeneChoice_ValuesOfOneName_AreRefused()
    {
        Assert.That(() => new GeneChoice("depth", []), Throws.ArgumentException.With.Message.Contains("depth needs one value or more"));
        Assert.That(() => new GeneChoice("depth", ["1", "1"]), Throws.ArgumentException.With.Message.Contains("'1', '1'"));
    }

    private sealed class ThreeByTwo : ProductSpace
    {
        public override string Name => "three-by-two";

        public override IReadOnlyList<GeneChoice> Choices { get; } = [new("depth", ["1", "2", "4"]), new("width", ["8", "16"])];

        public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
            throw new NotSupportedException();
    }
}
