using NasPipelines.Spaces;

namespace NasPipelines.Tests.Spaces;

/// <summary>Numbers that tools count differently: what is guessed is said, and the other meaning can be named.</summary>
internal sealed class AmbiguousNumberingTests
{
    private const string Mixed = "(((0, 4), (1, 4), (0, 4), (1, 4), (1, 4), (0, 3), (0, 3), (2, 6)), "
        + "((0, 1), (1, 1), (2, 3), (1, 1), (0, 1), (2, 3), (2, 3), (1, 1)))";

    [Test]
    public void Ambiguity_OfSixNumbers_NamesTheOtherEncodingWhichReadsThem()
    {
        var space = SearchSpaces.NasBench201;

        Assert.That(
            space.Ambiguity("[4, 2, 1, 2, 1, 1]"), Does.Contain("'tuple'").And.Contain("'autodl'").And.Contain("0 none, 1 skip_connect"));
        Assert.That(space.Format(space.Parse("[4, 2, 1, 2, 1, 1]"), "letters"), Is.EqualTo("p33nnn"));
        Assert.That(space.Format(space.Parse("[4, 2, 1, 2, 1, 1]", "autodl"), "letters"), Is.EqualTo("p1s1ss"));
        Assert.That(space.Parse("[4, 2, 1, 2, 1, 1]", "autodl").Index, Is.Zero);
    }

    [TestCase("ss3333")]
    [TestCase("284")]
    [TestCase("{'0_1': 'none', '0_2': 'none', '1_2': 'none', '0_3': 'none', '1_3': 'none', '2_3': 'none'}")]
    public void Ambiguity_OfNamesAndPositions_IsNone(string text) => Assert.That(SearchSpaces.NasBench201.Ambiguity(text), Is.Null);

    [Test]
    public void Ambiguity_OfNasLibsPairs_NamesTheNumberingWithNone()
    {
        var space = SearchSpaces.NasBench301;

        Assert.That(space.Ambiguity(Mixed), Does.Contain("'naslib'").And.Contain("'naslib_none'"));
        Assert.That(space.Format(space.Parse(Mixed), "tokens"), Is.EqualTo("40 41 40 41 30 41 30 62 | 10 11 11 32 10 32 11 32"));
        Assert.That(
            space.Format(space.Parse(Mixed, "naslib_none"), "tokens"), Is.EqualTo("30 31 30 31 20 31 20 52 | 00 01 01 22 00 22 01 22"));
    }

    // Only one numbering has an operation 0, and only the other a 7.
    [Test]
    public void Parse_NumberOfOneNumberingOnly_IsReadOrRefusedWithTheOther()
    {
        var space = SearchSpaces.NasBench301;
        var zero = Mixed.Replace("(2, 6)", "(2, 0)", StringComparison.Ordinal);
        var seven = Mixed.Replace("(2, 6)", "(2, 7)", StringComparison.Ordinal);

        Assert.That(space.Ambiguity(zero), Is.Null);
        Assert.That(() => space.Parse(zero, "naslib_none"), Throws.TypeOf<FormatException>().With.Message.Contains("0 is none"));
        Assert.That(() => space.Parse(seven), Throws.TypeOf<FormatException>().With.Message.Contains("name the encoding 'naslib_none'"));
        Assert.That(space.Format(space.Parse(seven, "naslib_none"), "tokens"), Does.Contain("62 |"));
    }

    [TestCase("normal_concat=(4, 5), ")]
    [TestCase("normal_concat=list(range(4, 6)), ")]
    [TestCase("normal_concat=set([4, 5]), ")]
    [TestCase("normal_concat={4, 5}, ")]
    [TestCase("normal_concat=array([4, 5]), ")]
    [TestCase("normal_concat=np.arange(3, 6), ")]
    [TestCase("normal_concat=[np.int64(4), np.int64(5)], ")]
    [TestCase("normal_concat=tensor([4, 5]), ")]
    [TestCase("normal_concat=[3 4 5], ")]
    [TestCase("normal_concat=5, ")]
    [TestCase("normal_concat=None, ")]
    [TestCase("concat=[4, 5], ")]
    [TestCase("concat_normal='range(4, 6)', ")]
    [TestCase("normal_concat=[2, 3, 4, 5, 6], ")]
    [TestCase("normal_concat=[2, 3, 4, 5, 5], ")]
    public void Parse_CellThatJoinsSomeNodesOnly_IsRefused(string concat)
    {
        var genotype = SearchSpaces.NasBench301.Format(SearchSpaces.NasBench301.Sample(1, 1)[0], "genotype");
        var text = genotype.Replace("normal_concat=range(2, 6), ", concat, StringComparison.Ordinal);

        Assert.That(text, Is.Not.EqualTo(genotype));
        Assert.That(() => SearchSpaces.NasBench301.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains("concat"));
    }

    [TestCase("(2, 3, 4, 5)")]
    [TestCase("list(range(2, 6))")]
    [TestCase("set([5, 4, 3, 2])")]
    [TestCase("array([2, 3, 4, 5])")]
    [TestCase("'range(2, 6)'")]
    [TestCase("[2. 3. 4. 5.]")]
    public void Parse_CellThatJoinsAllNodes_IsRead(string nodes)
    {
        var architecture = SearchSpaces.NasBench301.Sample(1, 1)[0];
        var text = architecture.Text.Replace("range(2, 6)", nodes, StringComparison.Ordinal);

        Assert.That(SearchSpaces.NasBench301.Parse(text).Text, Is.EqualTo(architecture.Text));
    }
}
