using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class OneShotVerbTests
{
    private readonly TemporaryFolder _folder = new();
    private string _supernet = string.Empty;

    [OneTimeSetUp]
    public void SaveSupernet()
    {
        _supernet = _folder.File("supernet.onnx");
        var network = new NetworkOptions { Channels = 2, CellsPerStage = 1, AffineCells = false };
        SupernetModel.Create(SearchSpaces.NasBench201, network, ParameterSource.Seeded(), new()).Save(_supernet);
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task Score_Model_AddsOneShotColumns()
    {
        var (images, output) = (TestData.Data("cifar10/train_00.bin.gz"), _folder.File("scored.tsv"));
        var run = await Nas.Run(
            "score", "nasbench201", "--sample", "3", "--proxies", "synflow", "--model", _supernet, "--images", images, "--validation-size",
            "40",
            "--validation-batch", "20", "--threads", "1", "--output", output, "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var lines = File.ReadAllLines(output);
        var accuracy = Array.IndexOf(lines[0].Split('\t'), "OneShot");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[0].Split('\t'), Is.SupersetOf(new[] { "synflow", "OneShot", "OneShotLoss", "OneShotStatus" }));
            Assert.That(
                run.Json.GetProperty("proxies").EnumerateArray().Select(p => p.GetProperty("name").GetString()),
                Is.EqualTo(new[] { "synflow", "OneShot", "OneShotLoss" }));
            Assert.That(run.Json.GetProperty("failed").GetInt32(), Is.Zero);
            Assert.That(
                lines.Skip(1).Select(l => 40 * double.Parse(l.Split('\t')[accuracy])),
                Is.All.Matches<double>(correct => Math.Abs(correct - Math.Round(correct)) < 1e-9));
        }
    }

    [Test]
    public async Task Verify_OfScoresOnNpyImages_FindsTheImagesAgain()
    {
        var (model, journal) = (_folder.File("sixteen.onnx"), _folder.File("npy.journal"));
        var network = new NetworkOptions { Channels = 2, CellsPerStage = 1, ImageSize = 16, AffineCells = false };
        SupernetModel.Create(SearchSpaces.NasBench201, network, ParameterSource.Seeded(), new()).Save(model);

        var scored = await Nas.Run(
            "score", "nasbench201", "--sample", "2", "--model", model, "--images", TestData.Fixture("review/val_images.npy"),
            "--image-format", "npy",
            "--validation-batch", "16", "--threads", "1", "--journal", journal, "--output", _folder.File("npy.tsv"));
        var verified = await Nas.Run("verify", journal, "--json");

        Assert.That(scored.ExitCode, Is.Zero, scored.Error);
        Assert.That(verified.ExitCode, Is.Zero, verified.Error + verified.Output);
        Assert.That(verified.Json.GetProperty("recomputed").GetInt32(), Is.EqualTo(4));
        Assert.That(verified.Json.GetProperty("differences").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Score_CudaWithTheCpuPackage_IsRefusedOrFallsBackToTheSameScores()
    {
        string[] common =
        [
            "score", "nasbench201", "--sample", "2", "--model", _supernet, "--images", TestData.Data("cifar10/train_00.bin.gz"),
            "--validation-size", "40",
            "--validation-batch", "20", "--threads", "1", "--output",
        ];
        var refused = await Nas.Run([.. common, _folder.File("cuda.tsv"), "--device", "cuda"]);
        var former = await Nas.Run([.. common, _folder.File("cuda.tsv"), "--one-shot-device", "cuda"]);
        var fallen = await Nas.Run([.. common, _folder.File("fallen.tsv"), "--device", "cuda", "--fallback-to-cpu"]);
        await Nas.Run([.. common, _folder.File("cpu.tsv")]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.ExitCode, File.Exists(_folder.File("cuda.tsv"))), Is.EqualTo((1, false)));
            Assert.That(
                refused.Error,
                Does.Contain("Device Cuda is not available").And.Contain("Accelerator=Cuda").And.Contain("Set --fallback-to-cpu"));
            Assert.That((former.ExitCode, former.Error), Is.EqualTo((refused.ExitCode, refused.Error)), "the option's former name");
            Assert.That(fallen.ExitCode, Is.Zero, fallen.Error);
            Assert.That(fallen.Error, Does.Contain("nas: warning:").And.Contain("scores come from the CPU"));
            Assert.That(File.ReadAllText(_folder.File("fallen.tsv")), Is.EqualTo(File.ReadAllText(_folder.File("cpu.tsv"))));
        }
    }

    [Test]
    public async Task Score_CountsAndModelOnAnotherDevice_WarnsThatCountsRunOnTheCpu()
    {
        string[] score =
        [
            "score", "nasbench201", "--sample", "2", "--model", _supernet, "--images", TestData.Data("cifar10/train_00.bin.gz"),
            "--validation-size", "40",
            "--validation-batch", "20", "--threads", "1", "--fallback-to-cpu", "--output", _folder.File("part.tsv"),
        ];
        var part = await Nas.Run([.. score, "--proxies", "flops", "--device", "cuda"]);
        var all = await Nas.Run([.. score, "--device", "cuda"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(part.ExitCode, Is.Zero, part.Error);
            Assert.That(part.Error, Does.Contain("--device cuda: flops run on the cpu all the same"));
            Assert.That(all.Error, Does.Not.Contain("all the same"));
        }
    }

    [Test]
    public async Task Score_MoreValidationImagesThanThereAre_NamesTheFlag() => Assert.That(
        await Nas.Refuse(
            2, "score", "nasbench201", "--sample", "2", "--model", _supernet, "--images",
            TestData.Fixture("cifar10/data_batch_1.sample.bin"),
            "--validation-size", "1000000", "--output", _folder.File("s.tsv")),
        Does.Contain("--validation-size must be at most").And.Not.Contain("ValidationSize"));

    [Test]
    public async Task Score_ModelWithoutImages_IsWrongUse() => Assert.That(
        await Nas.Refuse(2, "score", "nasbench201", "--sample", "2", "--model", _supernet, "--output", _folder.File("s.tsv")),
        Does.Contain("--images"));

    [Test]
    public async Task Score_NoSuchModel_IsWrongUse() => Assert.That(
        await Nas.Refuse(
            2, "score", "nasbench201", "--sample", "2", "--model", _folder.File("none.onnx"), "--output",
            _folder.File("s.tsv")), Does.Contain("none.onnx"));

    [Test]
    public async Task Score_NeitherProxiesNorModel_IsWrongUse() => Assert.That(
        await Nas.Refuse(2, "score", "nasbench201", "--sample", "2", "--output", _folder.File("s.tsv")),
        Does.Contain("--proxies").And.Contain("--model"));

    [Test]
    public async Task Export_ArchitectureOfUntrainedSupernet_SaysThatStatisticsAreMissing() => Assert.That(
        await Nas.Refuse(1, "export", "--architecture", "333333", "--model", _supernet, "--output", _folder.File("sub.onnx")),
        Does.Contain("running statistics"));

    [Test]
    public async Task Export_Architecture_WritesANetwork()
    {
        var trained = _folder.File("trained.onnx");
        var network = new NetworkOptions { Channels = 2, CellsPerStage = 1, AffineCells = false };
        SupernetModel.Create(SearchSpaces.NasBench201, network, new Ones(), new()).Save(trained);
        var run = await Nas.Run("export", "--architecture", "333333", "--model", trained, "--output", _folder.File("sub.onnx"), "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Json.GetProperty("space").GetString(), Is.EqualTo("nasbench201"));
            Assert.That(File.ReadAllText(_folder.File("sub.onnx")), Does.Contain("stem.conv.weight").And.Contain("NasPipelines.Network/1"));
        }
    }

    [TestCase("--architecture 333333 --output a.onnx", "--model is missing")]
    [TestCase("--model SUPERNET --output a.onnx", "--architecture is missing")]
    [TestCase("nasbench201 --architecture 333333 --model SUPERNET --output a.onnx", "INPUT 'nasbench201'")]
    [TestCase("--architecture 333333 --model SUPERNET --output a.tsv", "written as .onnx")]
    public async Task Export_HalfAnOrder_IsWrongUse(string arguments, string message) => Assert.That(
        await Nas.Refuse(2, ["export", .. arguments.Replace("SUPERNET", _supernet, StringComparison.Ordinal).Split(' ')]),
        Does.Contain(message));

    [Test]
    public async Task Export_NotASupernet_Fails()
    {
        File.WriteAllText(_folder.File("text.onnx"), "no model");
        Assert.That(
            await Nas.Refuse(
                1, "export", "--architecture", "333333", "--model", _folder.File("text.onnx"), "--output",
                _folder.File("x.onnx")), Does.Contain("is not a supernet"));
    }

    private sealed class Ones : ParameterSource
    {
        public override string Identity => "ones";

        public override float[] Values(ParameterReference parameter) => [.. Enumerable.Repeat(1f, (int)parameter.Size)];
    }
}
