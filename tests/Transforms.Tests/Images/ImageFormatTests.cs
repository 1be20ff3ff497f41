using System.IO.Compression;
using NasPipelines.Images;
using NasPipelines.TestKit;
using NasPipelines.Fixtures.Files;

namespace NasPipelines.Tests.Images;

internal sealed class ImageFormatTests
{
    [Test]
    public void Load_PythonBatch_IsTheBinaryBatch()
    {
        var python = ImageSet.Load(TestData.Fixture("cifar10/data_batch_1.sample"), new() { Format = ImageFormat.Cifar10Python });
        var binary = ImageSet.Load(TestData.Fixture("cifar10/data_batch_1.sample.bin"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(python.Count, Is.EqualTo(200));
            Assert.That(python.Sha256, Is.EqualTo(binary.Sha256));
        }
    }

    [TestCase(0, 6, new byte[] { 59, 43, 50 }, new byte[] { 140, 84, 72 }, 317790)]
    [TestCase(1, 9, new byte[] { 154, 126, 105 }, new byte[] { 139, 142, 144 }, 400427)]
    [TestCase(199, 0, new byte[] { 167, 163, 163 }, new byte[] { 123, 111, 111 }, 433888)]
    public void Load_PythonBatch_HasTheListedImages(int index, int label, byte[] first, byte[] last, int sum)
    {
        var set = ImageSet.Load(TestData.Fixture("cifar10/data_batch_1.sample"), new() { Format = ImageFormat.Cifar10Python });
        var pixels = set.Pixels(index).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.Labels[index], Is.EqualTo(label));
            Assert.That(pixels[..3], Is.EqualTo(first));
            Assert.That(pixels[^3..], Is.EqualTo(last));
            Assert.That(pixels.Sum(value => value), Is.EqualTo(sum));
        }
    }

    // "{'descr': …}" padded to 64 bytes with the 10 before it, as NumPy writes version 1.0.
    [TestCase("(2, 2, 3)", 2, 3)]
    [TestCase("(2, 2, 3, 1)", 2, 3)]
    [TestCase("(2, 1, 3, 2)", 3, 2)]
    public void Load_Npy_ReadsImagesAndLabels(string shape, int height, int width)
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = [.. Enumerable.Range(0, 12).Select(i => (byte)i)];
        File.WriteAllBytes(folder.File("train_images.npy"), Npy("|u1", shape, bytes));
        File.WriteAllBytes(folder.File("train_labels.npy"), Npy("<i8", "(2,)", [2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]));
        var set = ImageSet.Load(folder.File("."), new() { Format = ImageFormat.Npy });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.Shape, Is.EqualTo(new ImageShape(1, height, width)));
            Assert.That(set.Labels.ToArray(), Is.EqualTo(new[] { 2, 1 }));
            Assert.That(set.Classes, Is.EqualTo(3));
            Assert.That(set.Pixels(1).ToArray(), Is.EqualTo(bytes[6..]));
        }
    }

    [Test]
    public void Load_NpyChannelsLast_PutsChannelsFirst()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("images.npy"), Npy("|u1", "(1, 2, 2, 3)", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
        File.WriteAllBytes(folder.File("labels.npy"), Npy("|u1", "(1,)", [0]));
        Assert.That(
            ImageSet.Load(folder.File("images.npy"), new() { Format = ImageFormat.Npy }).Pixels(0).ToArray(),
            Is.EqualTo(new byte[] { 1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12 }));
    }

    [TestCase("|O", "(1, 1, 1)", "plain numbers")]
    [TestCase("<f4", "(1, 1, 1)", "plain numbers")]
    [TestCase("|u1", "(999999999, 999999999, 999999999)", "are allowed")]
    [TestCase("|u1", "(1, 1, 2)", "ends too early")]
    [TestCase("|u1", "(1, 1, 1, 1)", "both")]
    public void Load_NpyOfAnotherKind_IsRefused(string type, string shape, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("images.npy"), Npy(type, shape, [0]));
        File.WriteAllBytes(folder.File("labels.npy"), Npy("|u1", "(1,)", [0]));
        Assert.That(
            () => ImageSet.Load(folder.File("images.npy"), new() { Format = ImageFormat.Npy }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("images.npy").And.Message.Contains(reason));
    }

    [Test]
    public void Load_Idx_ReadsTheSplit()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("train-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8, 7, 6]);
        File.WriteAllBytes(folder.File("train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 2, 4, 0]);
        using (var gzip = new GZipStream(File.Create(folder.File("test-images-idx3-ubyte.gz")), CompressionMode.Compress))
        {
            gzip.Write([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2]);
        }

        using (var gzip = new GZipStream(File.Create(folder.File("test-labels-idx1-ubyte.gz")), CompressionMode.Compress))
        {
            gzip.Write([0, 0, 8, 1, 0, 0, 0, 1, 3]);
        }

        var train = ImageSet.Load(folder.File("."), new() { Format = ImageFormat.Idx, Classes = 10 });
        var test = ImageSet.Load(folder.File("."), new() { Format = ImageFormat.Idx, Classes = 10, Split = ImageSplit.Test });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(train.Pixels(1).ToArray(), Is.EqualTo(new byte[] { 7, 6 }));
            Assert.That(train.Labels.ToArray(), Is.EqualTo(new[] { 4, 0 }));
            Assert.That(train.Shape, Is.EqualTo(new ImageShape(1, 1, 2)));
            Assert.That(test.Pixels(0).ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        }
    }

    [Test]
    public void Load_IdxWithFewerLabels_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 9, 8]);
        File.WriteAllBytes(folder.File("labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 4]);
        Assert.That(
            () => ImageSet.Load(folder.File("images-idx3-ubyte"), new() { Format = ImageFormat.Idx }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("1 labels for 2 images"));
    }

    [Test]
    public void Load_PngFolders_AreClassesByName()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("dog"));
        Directory.CreateDirectory(folder.File("cat"));
        File.WriteAllBytes(folder.File("dog/a.png"), PngWriter.Rgb(2, 1, [1, 2, 3, 4, 5, 6]));
        File.WriteAllBytes(folder.File("cat/b.png"), PngWriter.Rgb(2, 1, [7, 8, 9, 10, 11, 12]));
        var set = ImageSet.Load(folder.File("."), new() { Format = ImageFormat.PngFolders });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.Shape, Is.EqualTo(new ImageShape(3, 1, 2)));
            Assert.That(set.Labels.ToArray(), Is.EqualTo(new[] { 0, 1 }));
            Assert.That(set.Pixels(0).ToArray(), Is.EqualTo(new byte[] { 7, 10, 8, 11, 9, 12 }));
            Assert.That(set.Pixels(1).ToArray(), Is.EqualTo(new byte[] { 1, 4, 2, 5, 3, 6 }));
        }
    }

    [Test]
    public void Load_PngThatExpandsWithoutEnd_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("a"));
        File.WriteAllBytes(folder.File("a/bomb.png"), PngWriter.Chunks(1, 1, new byte[64 << 20]));
        Assert.That(
            () => ImageSet.Load(folder.File("."), new() { Format = ImageFormat.PngFolders }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("bomb.png").And.Message.Contains("expand"));
    }

    [Test]
    public void Load_PngWhoseLastChunkClaimsAGigabyte_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("a"));
        File.WriteAllBytes(folder.File("a/claim.png"), [.. PngWriter.Rgb(1, 1, [1, 2, 3])[..^12], 0x40, 0, 0, 0, .. "IEND"u8]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(
            () => ImageSet.Load(folder.File("."), new() { Format = ImageFormat.PngFolders }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("claim.png").And.Message.Contains("IEND"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 << 20));
    }

    private static byte[] Npy(string type, string shape, byte[] content)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.Latin1.GetBytes(header), .. content];
    }
}
