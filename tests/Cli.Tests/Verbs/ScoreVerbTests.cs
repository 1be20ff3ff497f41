using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class ScoreVerbTests
{
    [Test]
    public async Task Score_ThreeSampled_ThenEvaluated()
    {
        using var folder = new TemporaryFolder();
        var scored = folder.File("scored.tsv");
        var run = await Nas.Run(
            "score", "nasbench201", "--sample", "3", "--seed", "1", "--proxies", "synflow,params", "--threads", "1", "--output", scored,
            "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var lines = File.ReadAllLines(scored);
        var evaluated = await Nas.Run("evaluate", scored, "--truth", "params", "--scores", "synflow,flops", "--json");
        Assert.That(evaluated.ExitCode, Is.Zero, evaluated.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Json.GetProperty("scored").GetInt32(), Is.EqualTo(3));
            Assert.That(run.Json.GetProperty("failed").GetInt32(), Is.Zero);
            Assert.That(run.Json.GetProperty("distinct").GetInt32(), Is.InRange(1, 3));
            Assert.That(run.Json.GetProperty("seconds").GetDouble(), Is.Positive);
            Assert.That(
                run.Json.GetProperty("proxies").EnumerateArray().Select(p => p.GetProperty("name").GetString()),
                Is.EqualTo(new[] { "synflow", "params" }));
            Assert.That(run.Json.GetProperty("proxies")[0].GetProperty("secondsPerArchitecture").GetDouble(), Is.Positive);
            Assert.That(run.Json.GetProperty("proxies")[0].GetProperty("missing").GetInt32(), Is.Zero);
            Assert.That(lines, Has.Length.EqualTo(4));
            Assert.That(lines[0].Split('\t'), Is.SupersetOf(new[] { "Architecture", "synflow", "params", "ScoreStatus" }));
            Assert.That(evaluated.Json.GetProperty("n").GetInt32(), Is.EqualTo(3));
        }
    }

    // What a table calls params may be counted on networks of another size.
    [TestCase("score {0} --space nasbench201 --proxies params,layers --output {1}", "params", true)]
    [TestCase("score {0} --space nasbench201 --proxies layers --output {1}", "params", false)]
    [TestCase("rank {0} --space nasbench201 --truth params --scores guess --proxies params", "params", true)]
    public async Task Computed_AColumnThatTheTableHas_IsSaidToBeReplaced(string command, string column, bool isReplaced)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("t.csv"), ["arch,params,guess", "333333,3,1", "ssssss,1,2", "3sss3s,2,3"]);
        var run = await Nas.Run(
            [.. command.Split(' ').Select(word => word.Replace("{0}", folder.File("t.csv")).Replace("{1}", folder.File("o.csv")))]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Error, isReplaced ? Does.Contain($"warning: what the table has as {column} is replaced") : Does.Not.Contain("warning"));
    }

    [Test]
    public async Task Score_TinyImagesAndAGroup_ScoresEveryEstimatorOfIt()
    {
        var run = await Nas.Run(
            "score", "nasbench201", "--sample", "2", "--seed", "1", "--proxies", "fast,snip,synflow", "--images", "tiny",
            "--batch-size", "4", "--channels", "4", "--cells", "1", "--output", "-.csv", "-q");
        string[] header = run.Output.Split('\n')[0].Split(',');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(header, Is.SupersetOf(new[] { "params", "relu_logdet", "zen", "snip", "synflow" }).And.Unique);
            Assert.That(header, Does.Not.Contain("grasp").And.Not.Contain("ntk"));
        }
    }

    [Test]
    public async Task Score_Images_AreRead()
    {
        using var folder = new TemporaryFolder();
        var images = TestData.Data("cifar10/train_00.bin.gz");
        var run = await Nas.Run(
            "score", "nasbench201", "--sample", "1", "--proxies", "relu_logdet", "--images", images, "--batch-size", "4", "--output",
            folder.File("s.parquet"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Output, Does.Contain("relu_logdet").And.Contain("s.parquet"));
            Assert.That(File.Exists(folder.File("s.parquet")), Is.True);
        }
    }

    [Test]
    public async Task Score_ImagesOfAnotherFormat_ScoreAlike()
    {
        using var folder = new TemporaryFolder();
        var (binary, python) = (TestData.Fixture("cifar10/data_batch_1.sample.bin"), TestData.Fixture("cifar10/data_batch_1.sample"));
        string[] score =
        [
            "score", "nasbench201", "--sample", "2", "--proxies", "snip", "--batch-size", "4", "--channels", "4", "--cells", "1",
            "--threads", "1",
        ];
        var first = await Nas.Run([.. score, "--images", binary, "--output", folder.File("a.tsv")]);
        var second = await Nas.Run([.. score, "--images", python, "--image-format", "cifar10python", "--output", folder.File("b.tsv")]);
        Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Error + second.Error);
        Assert.That(File.ReadAllText(folder.File("b.tsv")), Is.EqualTo(File.ReadAllText(folder.File("a.tsv"))));
    }

    [Test]
    public async Task Score_SeveralSeedsAndASmallNetwork_HasTheirColumns()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run(
            "score", "nasbench201", "--sample", "2", "--proxies", "synflow,flops", "--seeds", "3,4", "--initialisation", "pytorch",
            "--channels", "4",
            "--cells", "1", "--form", "encoded", "--compat", "synflowkeepsreductionnorms", "--threads", "1", "--output",
            folder.File("s.tsv"));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            File.ReadLines(folder.File("s.tsv")).First().Split('\t'),
            Is.EqualTo(new[] { "Architecture", "synflow", "synflow_sd", "synflow_seed3", "synflow_seed4", "flops", "ScoreStatus" }));
    }

    [Test]
    public async Task Score_CudaWithALibtorchOfTheCpu_SaysWhatIsMissingAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        string[] score = ["score", "nasbench201", "--sample", "2", "--proxies", "synflow", "--output", folder.File("s.tsv")];
        var lines = (await Nas.Run("doctor")).Output.Split('\n');
        var doctor = lines.Single(line => line.StartsWith("libtorch CUDA", StringComparison.Ordinal));
        var refused = await Nas.Run([.. score, "--device", "cuda"]);
        Assert.That((refused.ExitCode, File.Exists(folder.File("s.tsv"))), Is.EqualTo((1, false)));
        Assert.That(
            refused.Error, Does.Contain(doctor.TrimEnd()).And.Contain("TorchSharp-cuda-linux").And.Contain("Set --fallback-to-cpu"));

        var fallen = await Nas.Run([.. score, "--device", "cuda", "--fallback-to-cpu"]);
        Assert.That(fallen.ExitCode, Is.Zero, fallen.Error);
        Assert.That(fallen.Error, Does.Contain("nas: warning:").And.Contain("scores come from the CPU"));
        var fell = File.ReadAllText(folder.File("s.tsv"));
        _ = await Nas.Run(score);
        Assert.That(File.ReadAllText(folder.File("s.tsv")), Is.EqualTo(fell));
    }

    [TestCase("--proxies synflow --seeds 1,x", "--seeds", "whole number")]
    [TestCase("--proxies synflow --compat best", "best", "plainishigherbetter")]
    [TestCase("--proxies synflow --batch last", "last", "classes")]
    [TestCase("--proxies foo", "foo", "synflow")]
    [TestCase("--proxies snip,synflow,grasp", "snip, grasp", "--images")]
    [TestCase("--proxies synflow,synflow", "synflow", "once")]
    [TestCase("--proxies ,", "--proxies", "names of estimators")]
    [TestCase("--proxies snip --images nowhere", "nowhere", "--images")]
    [TestCase("--proxies synflow --batch-size 1", "--batch-size", "[2, 4096]")]
    [TestCase("--proxies synflow --workers -1", "--workers", "[0, 1024]")]
    [TestCase("--proxies flops,params --device cuda", "--device: 'cuda'", "no network")]
    [TestCase("--proxies synflow --one-shot-device tensorrt", "--device: 'tensorrt'", "--model")]
    [TestCase("--proxies synflow --device cuda --one-shot-device tensorrt", "--device cuda", "--one-shot-device tensorrt")]
    [TestCase("--proxies synflow --device phone", "--device: 'phone'", "cpu, cuda, tensorrt")]
    [TestCase("--proxies synflow --seed x", "--seed", "'x'")]
    [TestCase("--proxies synflow --sample 15626", "15626", "15625")]
    public async Task Score_WrongOption_IsWrongUseAndWritesNothing(string options, string what, string right)
    {
        using var folder = new TemporaryFolder();
        string[] sample = options.Contains("--sample", StringComparison.Ordinal) ? [] : ["--sample", "2"];
        var said = await Nas.Refuse(2, ["score", "nasbench201", "--output", folder.File("s.tsv"), .. sample, .. options.Split(' ')]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Does.Contain(what).And.Contain(right));
            Assert.That(Directory.GetFileSystemEntries(folder.File(".")), Is.Empty);
        }
    }

    [Test]
    public async Task Score_TruncatedImages_FailsAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("train.bin"), new byte[5000]);
        var said = await Nas.Refuse(
            1, "score", "nasbench201", "--sample", "2", "--proxies", "snip", "--images", folder.File("train.bin"), "--output",
            folder.File("s.tsv"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Does.Contain("train.bin"));
            Assert.That(File.Exists(folder.File("s.tsv")), Is.False);
        }
    }
}
