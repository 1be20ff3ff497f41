using NasPipelines.Fixtures.Files;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>ONNX files as the input of verbs.</summary>
internal sealed class NetworkVerbTests
{
    [Test]
    public async Task Score_FilesAndPatterns_HaveARowEach()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), OnnxWriter.Example().ToArray());
        File.WriteAllBytes(folder.File("b.onnx"), OnnxWriter.Example().ToArray());
        var output = folder.File("scores.tsv");
        foreach (string[] inputs in new[] { [folder.File("a.onnx"), folder.File("b.onnx")], [folder.File("*.onnx")],
            new[] { folder.File(".") } })
        {
            var run = await Nas.Run(["score", .. inputs, "--proxies", "params,activations", "--output", output, "--json"]);

            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(File.ReadAllLines(output)[1..].Select(l => l.Split('\t')[0][..2]), Is.EqualTo(new[] { "a:", "b:" }));
        }
    }

    [Test]
    public async Task Score_AnotherImageSize_ResizesTheImages()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), OnnxWriter.Example().ToArray());
        byte[] images = [.. Enumerable.Range(0, 4 * 3073).Select(i => (byte)(i % 3073 == 0 ? i / 3073 : i * 7))];
        File.WriteAllBytes(folder.File("data_batch_1.bin"), images);

        var run = await Nas.Run(
            "score", folder.File("a.onnx"), "--image-size", "12", "--images", folder.File("data_batch_1.bin"), "--batch-size", "4",
            "--proxies", "snip,flops", "--output", folder.File("scores.tsv"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var fields = File.ReadAllLines(folder.File("scores.tsv"))[1].Split('\t');
        Assert.That(fields[1], Is.Not.EqualTo("NaN"), fields[^1]);
        Assert.That(fields[2], Is.EqualTo($"{(6 * 6 * 108) + 16 + 40}"));
    }

    [Test]
    public async Task Evaluate_AFolderOfRealNetworks_JudgesTheirCosts()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("torchvision"));
        File.WriteAllBytes(folder.File("torchvision/a.onnx"), OnnxWriter.Example().ToArray());
        File.WriteAllBytes(folder.File("torchvision/b.onnx"), new OnnxWriter().Input("image", "n", 3L, 8L, 8L)
            .Values("w", [5, 3, 8, 8], new float[960]).Node("Conv", "c", ["image", "w"]).Node("Flatten", "logits",
                ["c"]).Output("logits").ToArray());
        File.WriteAllText(folder.File("torchvision.csv"), "model,top1\na,70.5\nb,60\n");

        var evaluated = await Nas.Run("evaluate", folder.File("."), "--truth", "top1", "--scores", "activations,params", "--json");
        var scored = await Nas.Run(
            "score", folder.File("."), "--image-size", "8", "--proxies", "activations", "--output", folder.File("s.tsv"));

        Assert.That(evaluated.ExitCode, Is.Zero, evaluated.Error);
        Assert.That(scored.ExitCode, Is.Zero, scored.Error);
        Assert.That(File.ReadAllLines(folder.File("s.tsv"))[0].Split('\t'), Does.Contain("top1").And.Contain("activations"));
    }

    [Test]
    public async Task Score_AFileThatCannotBeRead_NamesTheOperation()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.onnx");
        File.WriteAllBytes(path, new OnnxWriter().Input("image", "n", 3L, 8L, 8L).Node("Resize", "up", ["image"]).Output("up").ToArray());

        var error = await Nas.Refuse(1, "score", path, "--proxies", "params", "--output", folder.File("s.tsv"));

        Assert.That(error, Is.EqualTo($"nas: {path}: Resize ('/up', node 0) is not known\n"));
    }

    [Test]
    public async Task Score_TwoTables_IsRefused()
    {
        var error = await Nas.Refuse(2, "score", "a.tsv", "b.tsv", "--proxies", "params", "--output", "s.tsv");

        Assert.That(error, Does.Contain("INPUT is given 2 times"));
    }
}
