using System.IO.Compression;
using NasPipelines.Fixtures.Files;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>What content lies in, so that damage gets past checksums and compression.</summary>
internal static class Frames
{
    public static byte[] Same(byte[] content) => content;

    public static byte[] TfRecord(byte[] payload)
    {
        using var file = new MemoryStream();
        new TfRecordWriter(file).Write(payload);
        return file.ToArray();
    }

    public static byte[] Zip(byte[] pickle)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var data = archive.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open())
            {
                data.Write(pickle);
            }

            using var version = archive.CreateEntry("archive/version", CompressionLevel.NoCompression).Open();
            version.Write("3\n"u8);
        }

        return file.ToArray();
    }

    public static byte[] Bzip2(byte[] content)
    {
        using var file = new MemoryStream();
        using (var packed = new ICSharpCode.SharpZipLib.BZip2.BZip2OutputStream(file, 1) { IsStreamOwner = false })
        {
            packed.Write(content);
        }

        return file.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var file = new MemoryStream();
        using (var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(content);
        }

        return file.ToArray();
    }

    public static byte[] Zstandard(byte[] content)
    {
        using var packer = new ZstdSharp.Compressor();
        return packer.Wrap(content).ToArray();
    }
}
