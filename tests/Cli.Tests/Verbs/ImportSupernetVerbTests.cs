using NasPipelines.Fixtures.Files;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class ImportSupernetVerbTests
{
    [Test]
    public async Task ImportSupernet_Checkpoint_IsWrittenAndScoresArchitectures()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("a.pth"));
        var run = await Nas.Run("import-supernet", folder.File("a.pth"), "--space", "nasbench201", "--layout", "autodl", "--output",
            folder.File("a.onnx"), "--image-size", "8");
        var exported = await Nas.Run("export", "--model", folder.File("a.onnx"), "--architecture", "333333", "--output",
            folder.File("sub.onnx"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Output, Does.Contain("layout autodl of nasbench201: 1 channels, 1 cells per stage")
                .And.Contain("normalisations have no running statistics").And.Contain("cells.0.edges.1<-0.2.op.2.running_mean")
                .And.Contain("wrote "));
            Assert.That(exported.ExitCode, Is.EqualTo(1), "an export folds running statistics");
            Assert.That(exported.Error, Does.Contain("no running statistics"));
        }
    }

    [Test]
    public async Task ImportSupernet_Inspect_PrintsWhatIsHeld()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("a.pth"));
        var run = await Nas.Run("import-supernet", folder.File("a.pth"), "--inspect");
        var json = await Nas.Run("import-supernet", folder.File("a.pth"), "--inspect", "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("search_model.stem.0.weight: float32 (1, 3, 3, 3)").And.Contain("w_optimizer: not read"));
            Assert.That(json.Json.GetProperty("files")[0].GetProperty("entries").GetArrayLength(), Is.GreaterThan(100));
        }
    }

    [Test]
    public async Task ImportSupernet_WrongUse_IsALine()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("a.pth"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Nas.Refuse(2, "import-supernet", folder.File("a.pth")), Does.Contain("--output is missing"));
            Assert.That(
                await Nas.Refuse(2, "import-supernet", folder.File("a.pth"), "--output", folder.File("a.onnx"), "--layout", "x"),
                Does.Contain("--layout must be one of autodl"));
            Assert.That(
                await Nas.Refuse(2, "import-supernet", folder.File("none.pth"), "--output", folder.File("a.onnx")),
                Does.Contain("none.pth"));
            Assert.That(
                await Nas.Refuse(1, "import-supernet", folder.File("a.pth"), "--output", folder.File("a.onnx"), "--layout", "naslib"),
                Does.Contain("not of layout naslib; they look like autodl"));
        }
    }

    [Test]
    public async Task Export_Untrained_IsANetworkBySeed()
    {
        using var folder = new TemporaryFolder();
        string[] common = ["export", "--space", "nasbench201", "--architecture", "333333", "--output"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await Nas.Run([.. common, folder.File("a.onnx"), "--seed", "1"])).Output, Does.Contain("untrained, seed 1"));
            Assert.That((await Nas.Run([.. common, folder.File("b.onnx"), "--seed", "2"])).ExitCode, Is.Zero);
            Assert.That(File.ReadAllBytes(folder.File("a.onnx")), Is.Not.EqualTo(File.ReadAllBytes(folder.File("b.onnx"))));
            Assert.That(
                await Nas.Refuse(2, "export", "--architecture", "333333", "--output", folder.File("a.onnx")),
                Does.Contain("--model is missing").And.Contain("--space"));
        }
    }

    [Test]
    public async Task Score_Latency_AddsColumnsThatEvaluateTakesAsCost()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("a.tsv"), ["arch\tacc", "333333\t0.9", "ssssss\t0.6", "111111\t0.8", "s3s1s1\t0.7"]);
        var score = await Nas.Run(
            "score", folder.File("a.tsv"), "--space", "nasbench201", "--latency", "--latency-runs", "5", "--latency-batch", "2", "--output",
            folder.File("b.tsv"));
        Assert.That(score.ExitCode, Is.Zero, score.Error);
        var judged = await Nas.Run(
            "evaluate", folder.File("b.tsv"), "--truth", "acc", "--scores", "params", "--cost", "latency_ms");
        var json = await Nas.Run(
            "evaluate", folder.File("b.tsv"), "--truth", "acc", "--scores", "params", "--cost", "flops", "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadLines(folder.File("b.tsv")).First(), Does.Contain("latency_ms\tlatency_iqr"));
            Assert.That(score.Output, Does.Contain("latency_ms"));
            Assert.That(judged.Output, Does.Contain("not dominated by acc and latency_ms").And.Contain("not dominated by params"));
            Assert.That(json.Json.GetProperty("pareto")[0].GetProperty("cost").GetString(), Is.EqualTo("flops"));
            Assert.That(json.Json.GetProperty("pareto")[0].GetProperty("members").GetArrayLength(), Is.Positive);
        }
    }

    private static void Write(string path)
    {
        var target = Fixtures.Fuzzing.FuzzTargets.All.Single(t => t.Name == "python-checkpoint-zip");
        File.WriteAllBytes(path, target.Wrap(target.Seeds[0]));
    }
}
