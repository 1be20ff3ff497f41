using NasPipelines.Scoring;
using NasPipelines.Images;
using NasPipelines.Networks.Onnx;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.OneShot;

public sealed class OneShotScorerTests
{
    private static readonly OneShotOptions Options = TinyNetworks.OneShot;
    private static readonly ScorerRecipe Nothing = new("oneshot/2", string.Empty, []);

    [Test]
    public void FromRecipe_SupernetReplaced_IsRefusedWithBothHashes()
    {
        using var folder = new TemporaryFolder();
        var path = TinyNetworks.SaveSupernet(folder.File("supernet.onnx"), SearchSpaces.NasBench201);
        var before = SupernetModel.Load(path).Sha256;
        using var scorer = OneShotScorer.Create("OneShot", SupernetModel.Load(path), path, Options, OnnxProvider.Cpu);

        // An unknown field: the model is the same, the file is not.
        File.AppendAllBytes(path, [0xFA, 0x3F, 1, 0]);

        Assert.That(
            () => OneShotScorer.FromRecipe(scorer.ToRecipe(), name => SearchSpaces.Get(name)),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains(before).And.Message.Contains(SupernetModel.Load(path).Sha256));
    }

    [Test]
    public void FromRecipe_SupernetGone_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var path = TinyNetworks.SaveSupernet(folder.File("supernet.onnx"), SearchSpaces.NasBench201);
        using var scorer = OneShotScorer.Create("OneShot", SupernetModel.Load(path), path, Options, OnnxProvider.Cpu);
        File.Delete(path);

        Assert.That(
            () => OneShotScorer.FromRecipe(scorer.ToRecipe(), name => SearchSpaces.Get(name)),
            Throws.InstanceOf<FileNotFoundException>().With.Message.Contains(path));
    }

    [TestCase("nonsense")]
    [TestCase("{}")]
    public void FromRecipe_Damaged_IsRefused(string text) =>
        Assert.That(
            () => OneShotScorer.FromRecipe(new("oneshot/2", text, []), name => SearchSpaces.Get(name)),
            Throws.InstanceOf<InvalidDataException>());

    [Test]
    public void Load_ImagesThatAreNoRunOfTheirFile_AreRefused()
    {
        var all = ImageSet.Load(TestData.Data("cifar10/train_00.bin.gz"));

        Assert.That(
            () => ImageContent.Of(all.Subset([5, 3, 1])).Load(Nothing),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("train_00.bin.gz"));
        Assert.That(ImageContent.Of(all.Take(17, 9)).Load(Nothing).Sha256, Is.EqualTo(all.Take(17, 9).Sha256));
    }
}
