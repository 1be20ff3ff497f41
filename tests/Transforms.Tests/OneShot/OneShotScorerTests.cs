using NasPipelines.Architectures;
using NasPipelines.Images;
using NasPipelines.Networks.Onnx;
using NasPipelines.OneShot;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.OneShot;

public sealed class OneShotScorerTests
{
    private static readonly OneShotOptions Options = TinyNetworks.OneShot;

    [Test]
    public void FromSpecification_SupernetReplaced_IsRefusedWithBothHashes()
    {
        using var folder = new TemporaryFolder();
        var path = TinyNetworks.SaveSupernet(folder.File("supernet.onnx"), SearchSpaces.NasBench201);
        var before = SupernetModel.Load(path).Sha256;
        using var scorer = OneShotScorer.Create("OneShot", path, Options, OnnxProvider.Cpu);

        // An unknown field: the model is the same, the file is not.
        File.AppendAllBytes(path, [0xFA, 0x3F, 1, 0]);

        Assert.That(
            () => OneShotScorer.FromSpecification(scorer.Specification),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains(before).And.Message.Contains(SupernetModel.Load(path).Sha256));
    }

    [Test]
    public void FromSpecification_SupernetGone_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var path = TinyNetworks.SaveSupernet(folder.File("supernet.onnx"), SearchSpaces.NasBench201);
        using var scorer = OneShotScorer.Create("OneShot", path, Options, OnnxProvider.Cpu);
        File.Delete(path);

        Assert.That(() => OneShotScorer.FromSpecification(scorer.Specification), Throws.InstanceOf<FileNotFoundException>().With.Message.Contains(path));
    }

    [TestCase("oneshot/1 nonsense")]
    [TestCase("oneshot/1 e30=")]
    public void FromSpecification_Damaged_IsRefused(string text) =>
        Assert.That(() => OneShotScorer.FromSpecification(text), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public void Load_ImagesThatAreNoRunOfTheirFile_AreRefused()
    {
        var all = ImageSet.Load(TestData.Data("cifar10/train_00.bin.gz"));

        Assert.That(() => ImageContent.From(all.Subset([5, 3, 1])).Load(), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("train_00.bin.gz"));
        Assert.That(ImageContent.From(all.Take(17, 9)).Load().Sha256, Is.EqualTo(all.Take(17, 9).Sha256));
    }
}
