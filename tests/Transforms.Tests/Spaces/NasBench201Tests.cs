using CsCheck;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Spaces;

public sealed class NasBench201Tests
{
    private static readonly SearchSpace Space = SearchSpaces.NasBench201;
    private static readonly Architecture[] All = [.. Space.Enumerate()];

    [Test]
    public void Enumerate_WholeSpace_IsTheBenchmarksOrder()
    {
        var rows = GzipCsv.Read(TestData.Data("nb201/nb201_accuracy.csv.gz"));

        Assert.That(All.Select(a => Space.Format(a, "letters")), Is.EqualTo(rows.Select(r => r["ops"])));
        Assert.That(All.Select(a => a.Index), Is.EqualTo(Enumerable.Range(0, 15625).Select(i => (long?)i)));
    }

    // The benchmark's generate_meta_info asserts these two by name.
    [TestCase(0, "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|")]
    [TestCase(9, "|avg_pool_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|")]
    public void Parse_Index_IsThePublishedArchitecture(int index, string expected) =>
        Assert.That(Space.Parse(index.ToString()).Text, Is.EqualTo(expected));

    [Test]
    public void Size_IsTheNumberOfDistinctTexts() => Assert.That(All.Select(a => a.Text).Distinct().Count(), Is.EqualTo(15625));

    // 6,466 is the literature's count. A tree of strings without its zero artefact has 5,390 classes (6,055 where a convolution of zero is
    // not zero). Ours are fewer although they keep apart one convolution used twice and two convolutions of one input: sums are flattened
    // and average pooling, being linear, is distributed over them.
    [TestCase(ArchitectureEquivalence.None, 15625)]
    [TestCase(ArchitectureEquivalence.Literature, 6466)]
    [TestCase(ArchitectureEquivalence.FunctionalAtInitialisation, 5044)]
    [TestCase(ArchitectureEquivalence.Functional, 5653)]
    public void CanonicalForm_WholeSpace_HasAsManyClasses(ArchitectureEquivalence equivalence, int classes) =>
        Assert.That(All.Select(a => Space.CanonicalForm(a, equivalence)).Distinct().Count(), Is.EqualTo(classes));

    [Test]
    public void CanonicalForm_Literature_HasThePublishedClassSizes()
    {
        var sizes = All.GroupBy(a => Space.CanonicalForm(a, ArchitectureEquivalence.Literature)).Select(g => g.Count()).ToList();

        Assert.That(sizes.Count(s => s == 1), Is.EqualTo(5116));
        Assert.That(sizes.Count(s => s == 2), Is.EqualTo(583));
        Assert.That(sizes.OrderDescending().Take(5), Is.EqualTo(new[] { 275, 275, 275, 250, 225 }));
    }

    [Test]
    public void IsConnected_WholeSpace_Leaves341Without() =>
        Assert.That(All.Count(a => !SearchSpaces.NasBench201.IsConnected(a)), Is.EqualTo(341));

    [Test]
    public void Representative_OfAnyMember_IsTheSameMemberOfTheClass()
    {
        foreach (var members in All.GroupBy(a => a.Canonical))
        {
            var representatives = members.Select(a => Space.Representative(a).Text).Distinct().ToList();
            Assert.That(representatives, Has.Count.EqualTo(1));
            Assert.That(Space.Parse(representatives[0]).Canonical, Is.EqualTo(members.Key));
        }
    }

    [TestCase("string")]
    [TestCase("index")]
    [TestCase("tuple")]
    [TestCase("letters")]
    public void Parse_OfFormat_RoundTripsTheWholeSpace(string encoding)
    {
        foreach (var architecture in All)
        {
            Assert.That(Space.Parse(Space.Format(architecture, encoding)).Genes.AsSpan().SequenceEqual(architecture.Genes.AsSpan()));
        }
    }

    [Test]
    public void Parse_Tuple_ReadsNasLibsEdgeOrder() =>
        Assert.That(
            Space.Parse("(0, 1, 2, 3, 4, 0)").Text,
            Is.EqualTo("|skip_connect~0|+|none~0|nor_conv_1x1~1|+|nor_conv_3x3~0|avg_pool_3x3~1|skip_connect~2|"));

    [TestCase(
        "|conv_5x5~0|+|none~0|none~1|+|none~0|none~1|none~2|", "edge 0-1 has the unknown operation 'conv_5x5'; known: none, skip_connect")]
    [TestCase("|none~0|+|none~0|+|none~0|none~1|none~2|", "node 2 needs 2 edges")]
    [TestCase("|none~0|+|none~0|none~1|", "expected 3 nodes joined by '+'")]
    [TestCase("|none~0|+|none~0|none~0|+|none~0|none~1|none~2|", "edge 1-2 must be written op~1, found 'none~0'")]
    [TestCase("nns13x", "edge 2-3 has the unknown letter 'x'; known: n, s, 1, 3, p")]
    [TestCase("nns13", "expected 6 letters")]
    [TestCase("15625", "Index 15625 is not in [0, 15624]")]
    [TestCase("(0, 1, 2, 3, 4)", "expected 6 numbers")]
    [TestCase("(0, 1, 2, 3, 4, 5)", "edge 2-3 has '5', expected a number in [0, 4]")]
    [TestCase("a network", "is not an architecture of nasbench201 in any of its encodings")]
    public void Parse_Malformed_SaysWhatWhereAndWhatIsRight(string text, string message) =>
        Assert.That(() => Space.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [Test]
    public void Equals_IsomorphicEncodings_AreOneValue()
    {
        var direct = Space.Parse("nnn3nn");
        var throughNode1 = Space.Parse("snnn3n");

        Assert.That(throughNode1, Is.EqualTo(direct));
        Assert.That(throughNode1 == direct);
        Assert.That(throughNode1.GetHashCode(), Is.EqualTo(direct.GetHashCode()));
        Assert.That(throughNode1.Text, Is.Not.EqualTo(direct.Text));
    }

    [Test]
    public void Equals_OneConvolutionTwiceAndTwoConvolutions_Differ()
    {
        var oneUsedTwice = Space.Parse("3snnss");
        var two = Space.Parse("3nn3sn");

        Assert.That(oneUsedTwice, Is.Not.EqualTo(two));
        Assert.That(
            Space.CanonicalForm(oneUsedTwice, ArchitectureEquivalence.None),
            Is.Not.EqualTo(Space.CanonicalForm(two, ArchitectureEquivalence.None)));
    }

    [Test]
    public void Neighbours_OfAny_Are24AtEditDistanceOne() => Gen.Int[0, 15624].Sample(i =>
    {
        var neighbours = Space.Neighbours(All[i]).ToList();
        Assert.That(neighbours.Select(n => n.Text).Distinct().Count(), Is.EqualTo(24));
        Assert.That(neighbours.All(n => n.Genes.Zip(All[i].Genes).Count(p => p.First != p.Second) == 1));
    });

    [Test]
    public void Sample_SameSeed_IsTheSameAndDistinct()
    {
        var first = Space.Sample(500, 1).Select(a => a.Text).ToList();

        Assert.That(first.Distinct().Count(), Is.EqualTo(500));
        Assert.That(Space.Sample(500, 1).Select(a => a.Text), Is.EqualTo(first));
        Assert.That(Space.Sample(500, 2).Select(a => a.Text), Is.Not.EqualTo(first));
        Assert.That(Space.Sample(15625, 3).Select(a => a.Text), Is.EquivalentTo(All.Select(a => a.Text)));
    }

    [Test]
    public void Sample_MoreThanTheSpace_SaysTheLimit() =>
        Assert.That(() => Space.Sample(15626, 1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("[0, 15625]"));
}
