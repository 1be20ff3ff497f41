using System.IO.Compression;
using NasPipelines.Images;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Images;

[TestFixture]
public sealed class ImageSetLoadTests
{
    private const int RecordBytes = 3073;
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("naspipelines-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Load_OfficialSample_HasThePublishedImages()
    {
        var images = ImageSet.Load(TestData.Fixture("cifar10/data_batch_1.sample.bin"));

        Assert.That(images.Count, Is.EqualTo(200));
        Assert.That(images.Classes, Is.EqualTo(10));
        Assert.That((images.Labels[0], images.Labels[1], images.Labels[199]), Is.EqualTo((6, 9, 0)));
        Assert.That(images.Pixels(0)[..3].ToArray(), Is.EqualTo(new byte[] { 59, 43, 50 }));
        Assert.That(images.Pixels(199)[^3..].ToArray(), Is.EqualTo(new byte[] { 123, 111, 111 }));
        Assert.That(new[] { 0, 1, 199 }.Select(i => images.Pixels(i).ToArray().Sum(p => p)), Is.EqualTo(new[] { 317790, 400427, 433888 }));
    }

    [Test]
    public void Load_FolderWithBothSplits_TakesTheOneAskedFor()
    {
        var path = TestData.Data("cifar10");

        var train = ImageSet.Load(path);
        var test = ImageSet.Load(path, new ImageSetOptions { Split = ImageSplit.Test });

        Assert.That((train.Count, test.Count), Is.EqualTo((50_000, 5_000)));
        Assert.That(
            train.Sources.Select(Path.GetFileName),
            Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.All.StartsWith("train_"));
        var perClass = new int[10];
        foreach (var label in train.Labels)
        {
            perClass[label]++;
        }

        Assert.That(perClass, Is.All.EqualTo(5_000), "CIFAR-10 has 5,000 training images of each class");
    }

    [Test]
    public void Load_TrainingSet_IsInTheOfficialOrder()
    {
        var sample = ImageSet.Load(TestData.Fixture("cifar10/data_batch_1.sample.bin"));

        var train = ImageSet.Load(TestData.Data("cifar10"), new ImageSetOptions { MaxImages = 200 });

        Assert.That(train.Sha256, Is.EqualTo(sample.Sha256));
        Assert.That(train.Sources, Has.Length.EqualTo(1), "one file is enough for 200 images");
    }

    [Test]
    public void Load_PlainAndGzipAndSeveralFiles_GiveTheSameContent()
    {
        var one = Write("a.bin", Records(30, 1));
        var two = Write("b.bin", Records(20, 2));
        Gzip("all.bin.gz", [.. Records(30, 1), .. Records(20, 2)]);

        var joined = ImageSet.Load([one, two], new ImageSetOptions());
        var packed = ImageSet.Load(Path.Combine(_folder, "all.bin.gz"));

        Assert.That(packed.Sha256, Is.EqualTo(joined.Sha256));
        Assert.That(joined.Sources, Is.EqualTo(new[] { one, two }));
    }

    [Test]
    public void Load_FolderOfTrainingFilesOnly_RefusesTheTestSplit()
    {
        Write("data_batch_1.bin", Records(1, 1));

        Assert.That(ImageSet.Load(_folder).Count, Is.EqualTo(1));
        Assert.That(
            () => ImageSet.Load(_folder, new ImageSetOptions { Split = ImageSplit.Test }),
            Throws.TypeOf<FileNotFoundException>().With.Message.Contains("data_batch_1.bin"));
    }

    [TestCase(ImageFormat.Cifar100, 100, 42)]
    [TestCase(ImageFormat.Cifar100Coarse, 20, 7)]
    public void Load_Cifar100_TakesTheLabelAskedFor(ImageFormat format, int classes, int label)
    {
        var path = Write("train.bin", [7, 42, .. new byte[3072], 7, 42, .. new byte[3072]]);

        var images = ImageSet.Load(path, new ImageSetOptions { Format = format });

        Assert.That((images.Count, images.Classes, images.Labels[1]), Is.EqualTo((2, classes, label)));
    }

    [TestCase("truncated.bin", "3073", "15265")]
    [TestCase("label_10.bin", "record 3 (at byte 6146)", "label 10 is outside 0..9")]
    [TestCase("empty.bin", "empty", "3073")]
    public void Load_BrokenFile_SaysWhatIsWrongAndWhere(string name, string part, string other)
    {
        var path = TestData.Fixture($"broken/cifar10/{name}");

        Assert.That(
            () => ImageSet.Load(path),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(name).And.Message.Contains(part).And.Message.Contains(other));
    }

    [Test]
    public void Load_MissingPath_NamesIt() =>
        Assert.That(
            () => ImageSet.Load(Path.Combine(_folder, "nothing.bin")),
            Throws.TypeOf<FileNotFoundException>().With.Message.Contains("nothing.bin"));

    [Test]
    public void Load_FolderWithoutImages_SaysWhatItLooksFor() =>
        Assert.That(() => ImageSet.Load(_folder), Throws.TypeOf<FileNotFoundException>().With.Message.Contains(".bin.gz"));

    [Test]
    public void Load_NotGzipThoughNamedSo_IsRefused() =>
        Assert.That(
            () => ImageSet.Load(Write("a.bin.gz", Records(1, 1))),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.bin.gz is not gzip"));

    [Test]
    public void Load_TruncatedGzip_IsRefused()
    {
        Gzip("a.bin.gz", Records(20, 3));
        var whole = File.ReadAllBytes(Path.Combine(_folder, "a.bin.gz"));

        Assert.That(
            () => ImageSet.Load(Write("cut.bin.gz", whole[..(whole.Length / 2)])),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("cut.bin.gz"));
    }

    [Test]
    public void Load_GzipBomb_StopsAtTheCap()
    {
        Gzip("bomb.bin.gz", new byte[64 * RecordBytes * 100]);
        var path = Path.Combine(_folder, "bomb.bin.gz");

        Assert.That(
            () => ImageSet.Load(path, new ImageSetOptions { MaxBytes = 1_000_000 }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("1000000 bytes").And.Message.Contains("bomb.bin.gz"));
    }

    [Test]
    public void Load_BadOptions_ListsEveryFault() =>
        Assert.That(
            () => ImageSet.Load(
                _folder, new ImageSetOptions { MaxImages = 0, MaxBytes = -1, Format = (ImageFormat)99, Split = (ImageSplit)9 }),
            Throws.ArgumentException.With.Message.Contains("MaxImages").And.Message.Contains("MaxBytes")
                .And.Message.Contains("Cifar100Coarse").And.Message.Contains("Split"));

    private static byte[] Records(int count, int seed)
    {
        var bytes = new byte[count * RecordBytes];
        var random = new Random(seed);
        random.NextBytes(bytes);
        for (var i = 0; i < count; i++)
        {
            bytes[i * RecordBytes] = (byte)random.Next(10);
        }

        return bytes;
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private void Gzip(string name, byte[] bytes)
    {
        using var stream = new GZipStream(File.Create(Path.Combine(_folder, name)), CompressionLevel.Fastest);
        stream.Write(bytes);
    }
}
