using NasPipelines.Fixtures.Files;
using NasPipelines.Images;
using NasPipelines.Numerics;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Images;

/// <summary>PNG files of every depth and colour type, against pixels that are packed here by the specification.</summary>
internal sealed class PngFileTests
{
    // Where a pass starts and its steps, by the specification: column, row.
    private static readonly int[][] Adam7 =
        [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

    private static IEnumerable<TestCaseData> Kinds() =>
        from kind in new[] { 0, 2, 3, 4, 6 }
        from depth in kind switch { 0 => new[] { 1, 2, 4, 8, 16 }, 3 => [1, 2, 4, 8], _ => [8, 16] }
        from width in new[] { 1, 3, 8, 13, 28 }
        from interlaced in new[] { false, true }
        select new TestCaseData(kind, depth, width, interlaced);

    [TestCaseSource(nameof(Kinds))]
    public void Read_AnyKind_IsThePixelsThatWerePacked(int kind, int depth, int width, bool interlaced)
    {
        const int Height = 9;
        var random = new SplitMix64((ulong)((kind * 1000) + (depth * 100) + width));
        var (samples, most) = (kind switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }, (1 << depth) - 1);
        int[] values = [.. Enumerable.Range(0, Height * width * samples).Select(i =>
            kind is 4 or 6 && i % samples == samples - 1 ? most : (int)random.NextInteger(most + 1))];
        byte[] palette = [.. Enumerable.Range(0, 3 << depth).Select(i => (byte)(7 * i))];
        var rows = Pack(values, width, Height, samples, depth, interlaced ? Adam7 : [[0, 0, 1, 1]], random);

        byte[] header = [.. PngWriter.Size(width, Height), (byte)depth, (byte)kind, 0, 0, (byte)(interlaced ? 1 : 0)];
        var (shape, pixels) = Read(PngWriter.Image(header, rows, kind == 3 ? palette : null));

        Assert.That(shape, Is.EqualTo(new ImageShape(kind is 0 or 4 ? 1 : 3, Height, width)));
        for (var i = 0; i < pixels.Length; i++)
        {
            var (channel, pixel) = (i / (Height * width), i % (Height * width));
            var expected = kind == 3
                ? palette[(3 * values[pixel]) + channel]
                : (int)Math.Round(255.0 * values[(pixel * samples) + channel] / most, MidpointRounding.AwayFromZero);
            Assert.That(pixels[i], Is.EqualTo(expected), $"channel {channel}, pixel {pixel}");
        }
    }

    // The reported folder, and an array of the same pixels.
    [Test]
    public void Load_ReportedBilevelImages_AreThoseOfTheArray()
    {
        var png = ImageSet.Load(TestData.Fixture("reports/15-png-bilevel/png-w28k2"), new() { Format = ImageFormat.PngFolders });
        var npy = ImageSet.Load(TestData.Fixture("reports/15-png-bilevel/npy-w28k2"), new() { Format = ImageFormat.Npy });

        Assert.That((png.Count, png.Shape), Is.EqualTo((npy.Count, npy.Shape)));
        Assert.That(png.Labels.ToArray(), Is.EqualTo(npy.Labels.ToArray()));
        Assert.That(
            Enumerable.Range(0, png.Count).Select(i => png.Pixels(i).ToArray()),
            Is.EqualTo(Enumerable.Range(0, npy.Count).Select(i => npy.Pixels(i).ToArray())));
    }

    [TestCase(3, 1, new byte[] { 0, 0 }, null, "transparent", new byte[] { 0, 255 })]
    [TestCase(0, 1, new byte[] { 0, 0 }, null, "transparent", new byte[] { 0, 0 })]
    [TestCase(4, 8, new byte[] { 0, 9, 254, 9, 255 }, null, "row 0, column 0 is transparent", null)]
    [TestCase(3, 1, new byte[] { 0, 0xC0 }, new byte[] { 1, 2, 3 }, "colour 1 of a palette of 1", null)]
    [TestCase(3, 1, new byte[] { 0, 0 }, new byte[0], "its palette has 0 bytes", null)]
    [TestCase(3, 1, new byte[] { 0, 0 }, new byte[] { 1, 2, 3 }, "do not fit its colours", new byte[] { 255, 255 })]
    [TestCase(0, 3, new byte[] { 0, 0 }, null, "3 bits of colour type 0", null)]
    [TestCase(3, 16, new byte[] { 0, 0 }, null, "16 bits of colour type 3", null)]
    [TestCase(5, 8, new byte[] { 0, 0 }, null, "colour type 5", null)]
    [TestCase(0, 1, new byte[] { 5, 0 }, null, "unknown filter 5", null)]
    [TestCase(0, 1, new byte[] { 0 }, null, "expand to 1 bytes; 2 × 1 pixels take 2", null)]
    [TestCase(0, 1, new byte[] { 0, 0, 0 }, null, "expand to more than 2 bytes", null)]
    public void Read_WhatIsNoOpaqueImage_SaysWhy(
        int kind, int depth, byte[] rows, byte[]? palette, string message, byte[]? transparency)
    {
        byte[] header = [.. PngWriter.Size(2, 1), (byte)depth, (byte)kind, 0, 0, 0];
        var png = PngWriter.Image(header, rows, kind == 3 ? palette ?? [0, 0, 0, 9, 9, 9] : palette, transparency);

        Assert.That(() => Read(png), Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));
    }

    [Test]
    public void Read_OneBitFlipped_IsFound()
    {
        var good = PngWriter.Image([.. PngWriter.Size(2, 1), 1, 3, 0, 0, 0], [0, 0x80], [1, 2, 3, 4, 5, 6]);
        for (var bit = 0; bit < 8 * good.Length; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(() => Read(bad), Throws.TypeOf<InvalidDataException>(), $"byte {bit / 8}");
        }
    }

    // 16384 × 16384 pixels of one value are 33 kB; nothing of what they would take is taken.
    [TestCase(16384, 1, 0, 1)]
    [TestCase(4096, 8, 2, 0)]
    [TestCase(4097, 1, 0, 0)]
    public void Read_ClaimOfAHugeImage_TakesNoMemory(int side, int depth, int kind, int rows)
    {
        var content = new byte[rows * ((side * depth / 8) + 1) * side];
        var png = PngWriter.Image([.. PngWriter.Size(side, side), (byte)depth, (byte)kind, 0, 0, 0], content);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => Read(png), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"{side} × {side} pixels"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
    }

    private static (ImageShape Shape, byte[] Pixels) Read(byte[] png)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.png"), png);
        return PngFile.Read(folder.File("a.png"), long.MaxValue);
    }

    /// <summary>Samples bit by bit, the highest bits first, then one of the five filters for each row.</summary>
    private static byte[] Pack(int[] values, int width, int height, int samples, int depth, int[][] passes, SplitMix64 random)
    {
        List<byte> content = [];
        var distance = Math.Max(1, samples * depth / 8);
        foreach (var pass in passes.Where(pass => pass[0] < width))
        {
            byte[]? above = null;
            for (var y = pass[1]; y < height; y += pass[3])
            {
                List<bool> bits = [];
                for (var x = pass[0]; x < width; x += pass[2])
                {
                    for (var i = 0; i < samples * depth; i++)
                    {
                        var value = values[(((y * width) + x) * samples) + (i / depth)];
                        bits.Add((value >> (depth - 1 - (i % depth)) & 1) != 0);
                    }
                }

                byte[] row = [.. bits.Chunk(8).Select(eight => (byte)eight.Select((bit, i) => bit ? 128 >> i : 0).Sum())];
                var filter = (int)random.NextInteger(5);
                content.Add((byte)filter);
                content.AddRange(row.Select((_, i) => (byte)(row[i] - Predicted(filter, row, above ?? new byte[row.Length], i, distance))));
                above = row;
            }
        }

        return [.. content];
    }

    private static int Predicted(int filter, byte[] row, byte[] above, int i, int distance)
    {
        int left = i < distance ? 0 : row[i - distance], up = above[i], corner = i < distance ? 0 : above[i - distance];
        int[] nearest = [left, up, corner];
        return filter switch
        {
            1 => left,
            2 => up,
            3 => (left + up) / 2,
            4 => nearest.MinBy(value => Math.Abs(left + up - corner - value)),
            _ => 0,
        };
    }
}
