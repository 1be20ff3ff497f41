using NasPipelines.OneShot;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class TrainVerbTests
{
    private static readonly string[] Recipe =
        ["--space", "nasbench201", "--images", "tiny", "--channels", "2", "--cells", "1", "--batch-size", "1000", "--threads", "1",
            "--schedule", "cosine"];

    [Test]
    public async Task Train_StoppedAndStartedAgain_EndsWhereUndisturbedTrainingEnds()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["train", .. Recipe, "--epochs", "2", "--keep-every", "1", "--metrics", folder.File("metrics.csv"), "--json"];
        var whole = await Nas.Run([.. arguments, "--output", folder.File("whole.onnx")]);
        using var stop = new CancellationTokenSource();
        var error = new StoppingWriter(stop, "epoch 1/2");
        var code = await NasCommand.RunAsync(
            [.. arguments, "--output", folder.File("part.onnx")], new Terminal(TextWriter.Null, error), stop.Token);
        var resumed = await Nas.Run([.. arguments, "--output", folder.File("part.onnx")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(whole.ExitCode, Is.Zero, whole.Error);
            Assert.That(whole.Json.GetProperty("epochs").GetInt32(), Is.EqualTo(2));
            Assert.That(whole.Json.GetProperty("seconds").GetDouble(), Is.Positive);
            Assert.That(whole.Json.GetProperty("checkpoint").GetString(), Is.EqualTo(folder.File("whole.supernet")));
            Assert.That(whole.Json.GetProperty("onnx").GetString(), Is.EqualTo(folder.File("whole.onnx")));
            Assert.That(File.ReadAllBytes(folder.File("part.onnx")), Is.EqualTo(File.ReadAllBytes(folder.File("whole.onnx"))));
            Assert.That(SupernetModel.Load(folder.File("whole.onnx")).Network.Channels, Is.EqualTo(2));
            Assert.That(code, Is.EqualTo(1));
            Assert.That(error.ToString(), Does.Contain("part.supernet").And.Contain("goes on"));
            Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
            Assert.That(Identity("part"), Is.EqualTo(Identity("whole")));
            Assert.That(new[] { "0001", "0002" }, Is.All.Matches<string>(epoch => File.Exists(folder.File($"part.supernet.{epoch}"))));
            Assert.That(File.ReadAllLines(folder.File("metrics.csv")), Has.Length.EqualTo(3));
        }

        string Identity(string name) => SupernetCheckpoint.Load(folder.File($"{name}.supernet")).Identity;
    }

    [Test]
    public async Task Average_KeptCheckpoints_HasTheMeanOfTheirWeights()
    {
        using var folder = new TemporaryFolder();
        await Nas.Run(["train", .. Recipe, "--epochs", "2", "--keep-every", "1", "--output", folder.File("x.onnx")]);
        string[] kept = [folder.File("x.supernet.0001"), folder.File("x.supernet.0002")];
        var mean = await Nas.Run(["average", .. kept, "--output", folder.File("mean.onnx"), "--json"]);
        var last = await Nas.Run("average", kept[1], "--output", folder.File("last.onnx"));
        var nowhere = await Nas.Refuse(2, "average", folder.File("nowhere"), "--output", folder.File("y.onnx"));
        SupernetCheckpoint.Average([.. kept.Select(SupernetCheckpoint.Load)]).ToModel().Save(folder.File("expected.onnx"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mean.Json.GetProperty("epochs").EnumerateArray().Select(e => e.GetInt32()), Is.EqualTo(new[] { 1, 2 }));
            Assert.That(File.ReadAllBytes(folder.File("mean.onnx")), Is.EqualTo(File.ReadAllBytes(folder.File("expected.onnx"))));
            Assert.That(last.ExitCode, Is.Zero, last.Error);
            Assert.That(File.ReadAllBytes(folder.File("last.onnx")), Is.EqualTo(File.ReadAllBytes(folder.File("x.onnx"))));
            Assert.That(nowhere, Does.Contain("nowhere").And.Contain("no such file"));
        }
    }

    [TestCase("--space foo", "foo", "nasbench201")]
    [TestCase("--images nowhere", "nowhere", "tiny")]
    [TestCase("--sampler best", "best", "deiso")]
    [TestCase("--epochs 0", "--epochs", "at least 1|[1, 1000000]")]
    [TestCase("--learning-rate -1", "--learning-rate", "positive")]
    public async Task Train_WrongOption_IsWrongUseAndWritesNothing(string options, string what, string right)
    {
        using var folder = new TemporaryFolder();
        var given = options.Split(' ');
        string[] standard = [.. Recipe.Chunk(2).Where(pair => pair[0] != given[0]).SelectMany(pair => pair)];

        var error = await Nas.Refuse(2, ["train", .. standard, .. given, "--output", folder.File("x.onnx")]);

        Assert.That(
            error, Does.Contain(what).And.Matches(string.Join('|', right.Split('|').Select(System.Text.RegularExpressions.Regex.Escape))));
        Assert.That(Directory.GetFileSystemEntries(folder.File(".")), Is.Empty);
    }
}
