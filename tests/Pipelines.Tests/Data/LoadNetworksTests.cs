using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Fixtures.Files;
using NasPipelines.Images;
using NasPipelines.Scoring.Journals;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Data;

/// <summary>Networks from ONNX files go through the pipeline as the architectures of any space do.</summary>
internal sealed class LoadNetworksTests
{
    private static NasCatalog Nas => new MLContext(seed: 1).Nas();

    private static ImageSet Images(int size) => ImageSet.Create(
        [.. Enumerable.Range(0, 8 * 3 * size * size).Select(i => (byte)(i * 37))], [.. Enumerable.Range(0, 8).Select(i => i % 5)],
        new(3, size, size), 5);

    [Test]
    public void LoadNetworks_OfAFolder_HasARowForEachFileByNameAndHash()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("b.onnx"), OnnxWriter.Example().ToArray());
        File.WriteAllBytes(folder.File("a.onnx"), Small());

        var view = Nas.Data.LoadNetworks(folder.File("."));

        Assert.That(view.GetColumn<string>("Architecture"),
            Is.EqualTo(new[] { $"a:{Hash(Small())}", $"b:{Hash(OnnxWriter.Example().ToArray())}" }));
    }

    [Test]
    public void ZeroShot_OfNetworks_HasCostsAndScoresAndReasons()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), OnnxWriter.Example().ToArray());
        var view = Nas.Data.LoadNetworks(folder.File("a.onnx"));

        using var scorer = Nas.Transforms.ZeroShot(
            ["params", "activations", "layers", "depth", "weight_memory", "snip", "grasp", "jacob_cov", "swap", "synflow",
                "az_trainability", "near", "vkdnw", "gradsign", "rbflex", "dextr", "wrcor", "linear_regions", "params_stage:1"],
            new() { Images = Images(8), BatchSize = 8 }).Fit(view);
        var scored = scorer.Transform(view);

        double Of(string column) => scored.GetColumn<double>(column).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of("params"), Is.EqualTo(108 + 8 + 16 + 50));
            Assert.That(Of("activations"), Is.EqualTo((4 * 4 * 4) + 4 + 10));
            Assert.That(Of("layers"), Is.EqualTo(3));
            Assert.That(Of("depth"), Is.EqualTo(3));
            Assert.That(Of("weight_memory"), Is.EqualTo(4 * 182));
            foreach (var name in (string[])["snip", "grasp", "jacob_cov", "swap", "synflow", "near", "vkdnw", "gradsign", "rbflex"])
            {
                Assert.That(double.IsFinite(Of(name)), Is.True, $"{name}: {scored.GetColumn<string>("ScoreStatus").Single()}");
            }

            foreach (var name in (string[])["az_trainability", "wrcor", "linear_regions"])
            {
                Assert.That(Of(name), Is.NaN);
                Assert.That(scored.GetColumn<string>("ScoreStatus").Single(), Does.Contain(name));
            }
        }
    }

    [Test]
    public void ZeroShot_OfImagesOfAnotherSize_SaysWhichSizeTheNetworkTakes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), OnnxWriter.Example().ToArray());
        var view = Nas.Data.LoadNetworks(folder.File("a.onnx"));

        using var scorer = Nas.Transforms.ZeroShot(["snip"], new() { Images = Images(6), BatchSize = 8 }).Fit(view);
        using var resized = Nas.Transforms.ZeroShot(
            ["snip"], new() { Images = Images(6), BatchSize = 8, Transform = ImageTransform.Resize(8) }).Fit(view);

        Assert.That(scorer.Transform(view).GetColumn<string>("ScoreStatus").Single(), Does.Contain("takes images of 3x8x8"));
        Assert.That(resized.Transform(view).GetColumn<double>("snip").Single(), Is.Positive);
    }

    [Test]
    public void ZeroShot_OfMoreClassesThanTheNetworkHas_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), Small());
        var view = Nas.Data.LoadNetworks(folder.File("a.onnx"));
        var images = ImageSet.Create(new byte[2 * 192], [0, 7], new(3, 8, 8), 8);

        using var scorer = Nas.Transforms.ZeroShot(["snip"], new() { Images = images, BatchSize = 2 }).Fit(view);

        Assert.That(
            scorer.Transform(view).GetColumn<string>("ScoreStatus").Single(), Does.Contain("the network has 5 classes, and a label is 7"));
    }

    [Test]
    public void ZeroShot_OfARenamedFile_IsInTheJournal()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), OnnxWriter.Example().ToArray());
        File.WriteAllBytes(folder.File("renamed.onnx"), OnnxWriter.Example().ToArray());
        Assert.That(Resumed("a.onnx"), Is.Zero);

        Assert.That(Resumed("renamed.onnx"), Is.EqualTo(1));

        int Resumed(string name)
        {
            using var journal = ScoreJournal.Open(folder.File("scores.journal"));
            var view = Nas.Data.LoadNetworks(folder.File(name));
            using var scorer = Nas.Transforms.ZeroShot(["synflow"], new() { Journal = journal }).Fit(view);
            return scorer.ScoreAll(view).Resumed;
        }
    }

    [Test]
    public void Table_OfNetworks_IsJudgedWithoutTheirFilesAndNotScored()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), OnnxWriter.Example().ToArray());
        File.WriteAllBytes(folder.File("b.onnx"), Small());
        var view = Nas.Data.LoadNetworks(folder.File("."));
        using (var scorer = Nas.Transforms.ZeroShot(["params"], new()).Fit(view))
        {
            Nas.Data.SaveAsTsv(scorer.Transform(view), folder.File("scores.tsv"));
        }

        var table = Nas.Data.LoadBenchmark(folder.File("scores.tsv"));
        using var again = Nas.Transforms.ZeroShot(["flops"], new()).Fit(table);

        Assert.That(Nas.Evaluate(table, "params", ["params"])[0].Kendall, Is.EqualTo(1));
        Assert.That(again.Transform(table).GetColumn<string>("ScoreStatus"),
            Has.All.Contains("is not at hand").And.All.Contains("LoadNetworks"));
    }

    [Test]
    public void ReadBenchmark_OfRealNetworks_IsScoredAndJudged()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("torchvision"));
        File.WriteAllBytes(folder.File("torchvision/a.onnx"), OnnxWriter.Example().ToArray());
        File.WriteAllBytes(folder.File("torchvision/b.onnx"), Small());
        File.WriteAllText(folder.File("torchvision.csv"), "model,top1,params,macs,activations,image_size\na,70.5,182,1,1,8\nb,60,1,,,8\n");

        var benchmark = Nas.Data.ReadBenchmark(folder.File("."), "torchvision");
        using var scorer = Nas.Transforms.ZeroShot(["params"], new()).Fit(benchmark);

        Assert.That(ViewNumbers.Of(benchmark, "top1"), Is.EqualTo(new[] { 70.5, 60 }));
        Assert.That(ViewNumbers.Of(benchmark, "published_macs"), Is.EqualTo(new[] { 1, double.NaN }));
        Assert.That(scorer.Transform(benchmark).GetColumn<double>("params"), Is.EqualTo(new[] { 182.0, 15 }));
    }

    private static byte[] Small() => new OnnxWriter().Input("image", "n", 3L, 8L, 8L).Values("w", [5, 3], new float[15])
        .Node("GlobalAveragePool", "p", ["image"]).Node("Flatten", "f", ["p"]).Node("Gemm", "logits", ["f", "w"], ("transB", 1L))
        .Output("logits").ToArray();

    private static string Hash(byte[] file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file))[..16];
}
