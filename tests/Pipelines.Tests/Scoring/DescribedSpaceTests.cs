using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Tests.Conformance;
using NasPipelines.Trainers.WeightSharing;
using Repository = NasPipelines.Tests.Samples.Repository;

namespace NasPipelines.Tests.Scoring;

public sealed class DescribedSpaceTests
{
    private const string Cell =
        """{"name": "x", "cell": {"nodes": 3, "operations": ["none", "nor_conv_3x3"]}, "stages": [{"channels": 4}]}""";

    [Test]
    public void Load_ACell_HasAGeneForEachEdgeAndEqualArchitectures()
    {
        var space = DescribedSpaces.Of(Cell);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((space.Name, (int)space.Size, space.HasSupernet), Is.EqualTo(("x", 8, true)));
            Assert.That(space.Operations, Is.EqualTo(new[] { "none", "nor_conv_3x3" }));
            Assert.That(space.Parse("1,1,0"), Is.EqualTo(space.Parse("0,1,0")), "edge 0-1 leads nowhere");
            Assert.That(space.Parse("1,1,1"), Is.Not.EqualTo(space.Parse("0,1,1")));
            Assert.That(space.IsConnected(space.Parse("1,0,0")), Is.False);
            Assert.That(space.Enumerate().Select(a => a.Canonical).Distinct().Count(), Is.EqualTo(4), "no path, either one, both");
        }
    }

    // stem 3·8·9 + 16; width 12: 8·12·1 + 24; separable 12·9 + 24 + 12·16 + 32; classifier 16·10 + 10
    [Test]
    public void Cost_OfAChain_IsCountedByHand()
    {
        var space = DescribedSpaces.Of(DescribedSpaces.Widths);
        Assert.That(
            space.Cost(space.Parse("1,0,1,0")).Parameters,
            Is.EqualTo((3 * 8 * 9) + 16 + (8 * 12) + 24 + (12 * 9) + 24 + (12 * 16) + 32 + (16 * 10) + 10));
        Assert.That(space.HasSupernet, Is.False);
        Assert.That(() => space.BuildSupernet(), Throws.TypeOf<NotSupportedException>().With.Message.Contains("widths"));
    }

    [Test]
    public void Definition_OfAFile_IsItsContent()
    {
        var (first, again) = (DescribedSpaces.Of(Cell), DescribedSpaces.Of(Cell + " "));
        var other = DescribedSpaces.Of(Cell.Replace("3x3", "1x1", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Definition, Is.Not.Null.And.EqualTo(again.Definition));
            Assert.That(other.Definition, Is.Not.EqualTo(first.Definition));
            Assert.That(SearchSpaces.NasBench201.Definition, Is.Null);
        }
    }

    [TestCase("""{"name": "x", "stages": []}""", "stages")]
    [TestCase("""{"name": "nasbench201", "stages": [{"block": "conv", "channels": [4, 8]}]}""", "listed space")]
    [TestCase("""{"name": "x", "stages": [{"block": "conv", "channels": 4}]}""", "nothing is chosen")]
    [TestCase("""{"name": "x", "stages": [{"block": "y", "channels": [0, 4], "kernel": 2}]}""", "stages[0].block must be one of mbconv")]
    [TestCase("""{"name": "x", "stages": [{"block": "y", "channels": [0, 4], "kernel": 2}]}""", "stages[0].kernel must be of 1, 3")]
    [TestCase("""{"name": "x", "stages": [{"block": "conv", "channels": [4, 8]}], "head": 3}""", "head")]
    [TestCase("""{"name": "x", "steps": 3, "stages": [{"block": "conv", "channels": [4, 8]}]}""", "steps")]
    [TestCase("""{"name": "x", "cell": {"nodes": 3, "operations": ["conv"]}, "stages": [{"channels": 4}]}""", "cell.operations must name")]
    [TestCase("""{"name": "x", "cell": {"nodes": 9999}, "stages": [{"channels": 4}]}""", "cell.nodes must be in [2, 12] (was 9999)")]
    [TestCase("""{"name": "x", "cell": {"nodes": 2, "edges": [{"from": 1, "to": 1}]}, "stages": [{"channels": 4}]}""", "cell.edges[0]")]
    [TestCase("[", "describes no search space")]
    [TestCase("null", "it is null")]
    public void Load_AFault_IsALineThatNamesFileAndPlace(string text, string message) => Assert.That(
        () => DescribedSpaces.Of(text),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains("space.json").And.Message.Contains(message)
            .And.Message.Not.Contains("\n"));

    [Test]
    public void Supernet_OfEachExample_TrainsAndScores()
    {
        foreach (var space in DescribedSpaces.Examples)
        {
            using var folder = new TemporaryFolder();
            var images = TinyNetworks.Images;
            var supernet = Supernets.Of(space);
            var checkpoint = new SupernetTrainer(supernet, images, new()
            {
                Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 },
                Epochs = 1,
                BatchSize = 16,
                Normalisation = ImageNormalisation.Cifar10,
            }).Train([.. space.Sample(8, 1)]);
            checkpoint.ToModel(space).Save(folder.File("a.onnx"));
            var nas = new MLContext().Nas();
            var view = nas.Data.Sample(space, 3, 2);
            using var stage = nas.Transforms.OneShot(
                "acc", folder.File("a.onnx"), new() { Images = images, BatchSize = 16, SearchSpace = space }).Fit(view);
            var scores = NasPipelines.Evaluation.NumericColumns.Read(stage.Transform(view), ["acc"])[0];
            Assert.That(scores, Is.All.InRange(0, 1), space.Name);
        }
    }

    [Test]
    public void Page_OfDescribedSpaces_HasBothExamples()
    {
        var page = File.ReadAllText(Repository.Path("docs", "space-files.md"));
        foreach (var example in Directory.GetFiles(Repository.Path("samples", "spaces"), "*.json"))
        {
            Assert.That(page, Does.Contain(File.ReadAllText(example).Trim()), example);
        }
    }
}
