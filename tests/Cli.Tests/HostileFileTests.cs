using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

/// <summary>Small files that once took all memory or ended in a stack trace: a process of 256 MiB says in a line what is wrong.</summary>
internal sealed class HostileFileTests
{
    private const string HeapLimit = "0x10000000";

    [TestCase("review/tuples8.pth", "convert", "--benchmark nasbench201 --output o.tsv")]
    [TestCase("review/tuples11.pth", "convert", "--benchmark nasbench201 --output o.tsv")]
    [TestCase("review/encode.pickle.pbz2", "convert", "--benchmark nats-bench --output o.tsv")]
    [TestCase("review/empty.supernet", "average", "--output o.onnx")]
    [TestCase("attacks/ckpt-null-network.supernet", "average", "--output o.onnx")]
    [TestCase("attacks/ckpt-short-array.supernet", "average", "--output o.onnx")]
    [TestCase("attacks/ckpt-missing-array.supernet", "average", "--output o.onnx")]
    [TestCase("reports/40-pytorch-exports/pt-super.onnx", "export", "--architecture 0 --output o.onnx --model")]
    [TestCase("attacks/netnull.onnx", "export", "--architecture 0 --output o.onnx --model")]
    [CancelAfter(60_000)]
    public async Task Read_HostileFile_FailsInALineUnderLittleMemory(string file, string verb, string options, CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        var path = TestData.Fixture(file);
        var start = new ProcessStartInfo("dotnet", [typeof(NasCommand).Assembly.Location, verb, .. Arguments(options, path)])
        {
            WorkingDirectory = folder.File("."),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(timeout);
        await process.WaitForExitAsync(timeout);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.EqualTo(ExitCode.Failed), error);
            Assert.That(error.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1), error);
            Assert.That(error, Does.StartWith("nas: ").And.Contain(path).And.Length.LessThan(1000));
            Assert.That(Directory.GetFileSystemEntries(folder.File(".")), Is.Empty);
        }
    }

    private static string[] Arguments(string options, string path) =>
        options.EndsWith("--model", StringComparison.Ordinal) ? [.. options.Split(' '), path] : [path, .. options.Split(' ')];

    [TestCase("notes.txt", "a diary\nwithout a last line feed")]
    [TestCase("thesis.bin", "\u0001\u0002\u0003 no line feed anywhere")]
    public async Task Tabulate_ForeignJournal_IsRefusedAndStays(string name, string content)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File(name), content);

        var error = await Nas.Refuse(
            ExitCode.Failed,
            ["tabulate", "--space", "nasbench201", "--images", "tiny", "--sample", "1", "--journal", folder.File(name), "--output",
                folder.File("o.tsv")]);

        Assert.That(error, Does.Contain(name).And.Contain("is not a journal"));
        Assert.That(await File.ReadAllTextAsync(folder.File(name)), Is.EqualTo(content));
    }
}
