using NasPipelines.Spaces;

namespace NasPipelines.Tests.Spaces;

public sealed class GeneNameTests
{
    [TestCase("nasbench201", 5, 3, "nor_conv_3x3")]
    [TestCase("nasbench101", 0, 5, "5 vertices")]
    [TestCase("nasbench101", 1, 0b1011, "edges 0-1 0-2 0-3")]
    [TestCase("nasbench101", 6, 2, "maxpool3x3")]
    [TestCase("nasbench1shot1-3", 3, 1, "parents 0 2")]
    [TestCase("nasbench1shot1-3", 10, 1, "conv1x1-bn-relu")]
    [TestCase("nasbench301", 16, 2, "skip_connect")]
    [TestCase("nasbench301", 17, 1, "from node 1")]
    [TestCase("nds-resnet", 2, 8, "depth 24")]
    [TestCase("nds-resnext-a", 6, 0, "bottleneck ratio 0.25")]
    [TestCase("nds-resnext-a", 11, 2, "groups 4")]
    [TestCase("nats-sss", 4, 7, "64 channels")]
    [TestCase("transnas101-macro", 0, 1, "twice the channels")]
    public void GeneName_OfAListedSpace_SaysTheChoice(string space, int gene, int value, string name) =>
        Assert.That(SearchSpaces.Get(space).GeneName(gene, value), Is.EqualTo(name));

    [Test]
    public void GeneChange_OfACellsEdge_IsTheEdge()
    {
        var space = SearchSpaces.NasBench101;
        Assert.That(space.GeneChange(1, 0b1001, 0b1011), Is.EqualTo(("no edge", "edge")));
        Assert.That(space.GeneChange(1, 0b1011, 0b1001), Is.EqualTo(("edge", "no edge")));
        Assert.That(space.GeneChange(1, 0b1001, 0b1010), Is.EqualTo(("edges 0-1 0-3", "edges 0-2 0-3")));
    }

    // A cell of four vertices has two operations; the genes of the three vertices that it lacks are 0, like the first operation.
    [Test]
    public void OperationsOf_ASmallCell_AreThoseOfItsVertices() =>
        Assert.That(
            SearchSpaces.NasBench101.OperationsOf(SearchSpaces.NasBench101.Parse("4/41/12")),
            Is.EqualTo(new[] { "conv1x1-bn-relu", "maxpool3x3" }));
}
