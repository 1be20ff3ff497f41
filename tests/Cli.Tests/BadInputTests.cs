using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

public sealed class BadInputTests
{
    private static readonly string[] Score = ["--space", "nasbench201", "--proxies", "synflow", "--output", "out.tsv"];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("arch,truth\n|conv_5x5~0|+|none~0|none~1|+|none~0|none~1|none~2|,1\n", "unknown operation 'conv_5x5'; known: none",
        TestName = "unknown operation")]
    [TestCase("arch,truth\n|none~0|+|none~0|+|none~0|none~1|none~2|,1\n", "node 2 needs 2 edges", TestName = "missing edge")]
    [TestCase("arch,truth\n333333,high\nssssss,1\n", "'high'", TestName = "not a number")]
    [TestCase("arch,truth\n", "no row", TestName = "empty table")]
    public async Task Table_BadRow_FailsNamingTheFileAndWritesNothing(string text, string message)
    {
        var table = _folder.File("bad.csv");
        await File.WriteAllTextAsync(table, text);

        var run = await Nas.Run(["score", table, .. Score.Select(a => a == "out.tsv" ? _folder.File(a) : a)]);

        Assert.That(run.ExitCode, Is.EqualTo(Cli.ExitCode.Failed), run.Error);
        Assert.That(run.Error, Does.Contain("bad.csv").And.Contain(message));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(table)!), Is.EqualTo(new[] { table }));
    }

    [Test]
    public async Task Evaluate_WrongColumn_ListsThoseThatExist()
    {
        await File.WriteAllTextAsync(_folder.File("t.csv"), "arch,truth\n333333,1\nssssss,2\n");
        var run = await Nas.Run("evaluate", _folder.File("t.csv"), "--space", "nasbench201", "--truth", "accuracy", "--scores", "params");

        Assert.That(run.ExitCode, Is.EqualTo(Cli.ExitCode.WrongUse), run.Error);
        Assert.That(run.Error, Does.Contain("accuracy").And.Contain("truth"));
    }

    [Test]
    public async Task Evaluate_MissingTruth_FailsNamingTheRow()
    {
        await File.WriteAllTextAsync(_folder.File("t.csv"), "arch,truth\n333333,1\nssssss,\n3ssss3,2\n");
        var run = await Nas.Run("evaluate", _folder.File("t.csv"), "--space", "nasbench201", "--truth", "truth", "--scores", "params");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Error, Does.Contain("truth").And.Contain("row 1"));
    }

    [Test]
    public async Task Score_TruncatedImages_FailsNamingTheFile()
    {
        await File.WriteAllBytesAsync(_folder.File("short.bin"), new byte[3073 + 100]);
        var run = await Nas.Run(
            "score", "nasbench201", "--sample", "2", "--proxies", "relu_logdet", "--images", _folder.File("short.bin"), "--output",
            _folder.File("o.tsv"));

        Assert.That(run.ExitCode, Is.EqualTo(Cli.ExitCode.Failed), run.Error);
        Assert.That(run.Error, Does.Contain("short.bin").And.Contain("3073"));
        Assert.That(File.Exists(_folder.File("o.tsv")), Is.False);
    }

    [Test]
    public async Task Score_LabelOutOfRange_FailsNamingTheRecord()
    {
        var bytes = new byte[2 * 3073];
        bytes[3073] = 10;
        await File.WriteAllBytesAsync(_folder.File("label.bin"), bytes);
        var run = await Nas.Run(
            "score", "nasbench201", "--sample", "2", "--proxies", "relu_logdet", "--images", _folder.File("label.bin"), "--batch-size", "2",
            "--output", _folder.File("o.tsv"));

        Assert.That(run.ExitCode, Is.EqualTo(Cli.ExitCode.Failed), run.Error);
        Assert.That(run.Error, Does.Contain("label.bin").And.Contain("10"));
    }

    [TestCase("score nasbench201 --sample 2 --proxies sinflow --output o.tsv", "Unknown proxy 'sinflow'; known: params",
        TestName = "unknown proxy")]
    [TestCase(
        "score nasbench201 --sample 2 --proxies relu_logdet --output o.tsv", "relu_logdet: these need images", TestName = "images missing")]
    [TestCase(
        "score nasbench201 --sample 2 --proxies synflow --output o.xlsx", "the extension must be one of .tsv", TestName = "unknown format")]
    [TestCase("score nasbench201 --sample 0 --proxies synflow --output o.tsv", "--sample must be ", TestName = "sample of nothing")]
    [TestCase("score nasbench201 --sample 2 --proxies params --output o.tsv --device cuda", "'cuda' is not available for params",
        TestName = "device of no use")]
    [TestCase("score nasbench201 --sample 2 --proxies synflow --output o.tsv --device gpu", "'gpu'", TestName = "unknown device")]
    [TestCase("score nowhere --proxies synflow --output o.tsv", "neither a file nor a search space", TestName = "no input")]
    [TestCase(
        "describe nasbench999 333333", "SPACE: there is no search space 'nasbench999'; known: nasbench201", TestName = "unknown space")]
    [TestCase("describe nasbench201 33333x", "edge 2-3 has the unknown letter 'x'", TestName = "bad architecture")]
    [TestCase("evaluate nasbench201 --scores params", "--truth", TestName = "truth not named")]
    [TestCase(
        "evaluate nasbench201 --truth flops --scores params --k 1.5", "'1.5' is wrong; give numbers of architectures (10)",
        TestName = "bad share")]
    [TestCase(
        "evaluate nasbench201 --truth accuracy --scores params", "--truth: there is no column 'accuracy'", TestName = "no such truth")]
    [TestCase("juggle", "juggle", TestName = "unknown verb")]
    public async Task Arguments_Wrong_ExitWithTwoAndSayWhat(string arguments, string message)
    {
        var run = await Nas.Run(arguments.Split(' '));

        Assert.That(run.ExitCode, Is.EqualTo(Cli.ExitCode.WrongUse), run.Error);
        Assert.That(run.Error, Does.Contain(message));
        Assert.That(run.Output, Is.Empty);
    }
}
