using ICSharpCode.SharpZipLib.BZip2;
using NasPipelines.Files;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Files;

/// <summary>Files of several streams, as programs that compress in parallel write them.</summary>
internal sealed class Bzip2FileTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i / 7))];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    public void Open_SeveralStreams_IsAllOfThem(int streams)
    {
        using var folder = new TemporaryFolder();
        var size = (Content.Length / streams) + 1;
        File.WriteAllBytes(folder.File("a.bz2"), [.. Content.Chunk(size).SelectMany(Packed)]);

        Assert.That(Read(folder.File("a.bz2")), Is.EqualTo(Content));
    }

    [Test]
    public void Open_StreamsOfNothingBetween_IsTheRest()
    {
        using var folder = new TemporaryFolder();
        byte[][] parts = [[], [1, 2], [], [], [3], []];
        File.WriteAllBytes(folder.File("a.bz2"), [.. parts.SelectMany(Packed)]);

        Assert.That(Read(folder.File("a.bz2")), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [TestCase("BZ", "are no further stream")]
    [TestCase("x", "1 bytes at byte ")]
    [TestCase("BZh9 and more", "bzip2: ")]
    public void Open_SomethingElseBehind_IsRefused(string behind, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.bz2"), [.. Packed([1, 2, 3]), .. System.Text.Encoding.ASCII.GetBytes(behind)]);

        Assert.That(
            () => Read(folder.File("a.bz2")),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(message).And.Message.Contains("a.bz2"));
    }

    [Test]
    public void Open_SecondStreamCut_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.bz2"), [.. Packed([1, 2, 3]), .. Packed(Content)[..^20]]);

        Assert.That(() => Read(folder.File("a.bz2")), Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.bz2"));
    }

    private static byte[] Read(string path)
    {
        using var file = Bzip2File.Open(path, long.MaxValue);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Packed(byte[] content)
    {
        using var file = new MemoryStream();
        using (var packed = new BZip2OutputStream(file, 1) { IsStreamOwner = false })
        {
            packed.Write(content);
        }

        return file.ToArray();
    }
}
