using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

/// <summary>No output overwrites an input, whatever either is called.</summary>
internal sealed class FileRolesTests
{
    private const string Text = "arch,truth,x\n333333,1,3\nssssss,2,2\n";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFiles()
    {
        _folder = new TemporaryFolder();
        File.WriteAllText(_folder.File("t.csv"), Text);
        Directory.CreateDirectory(_folder.File("sub"));
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [TestCase("t.csv")]
    [TestCase("./t.csv")]
    [TestCase("sub/../t.csv")]
    [TestCase("link.csv", Description = "a symbolic link to it")]
    [TestCase("links.csv", Description = "a link to a link to it")]
    [TestCase("up/t.csv", Description = "through a linked folder")]
    [TestCase("hard.csv", Description = "another name of it")]
    public async Task Output_ThatIsTheInput_IsRefusedBeforeAnyWork(string output)
    {
        File.CreateSymbolicLink(_folder.File("link.csv"), "t.csv");
        File.CreateSymbolicLink(_folder.File("links.csv"), _folder.File("link.csv"));
        Directory.CreateSymbolicLink(_folder.File("up"), ".");
        if (output == "hard.csv")
        {
            HardLink(_folder.File("t.csv"), _folder.File(output));
        }

        foreach (var verb in (string[][])[
            ["export"], ["score", "--proxies", "params"], ["evaluate", "--truth", "truth", "--scores", "x"]])
        {
            var said = await Nas.Refuse(
                2, [.. verb, _folder.File("t.csv"), "--space", "nasbench201", "--output", _folder.File(output)]);
            Assert.That(said, Does.Contain("--output").And.Contain("INPUT").And.Contain("overwrite"));
        }

        Assert.That(File.ReadAllText(_folder.File("t.csv")), Is.EqualTo(Text));
    }

    [Test]
    public async Task Output_OfEveryKind_ThatIsAnInput_IsRefused()
    {
        var table = _folder.File("t.csv");
        string[][] runs =
        [
            ["score", table, "--proxies", "params", "--output", _folder.File("o.tsv"), "--journal", table],
            ["score", table, "--proxies", "params", "--output", _folder.File("o.tsv"), "--log-file", table],
            ["train", "--space", "nasbench201", "--images", table, "--output", _folder.File("o.onnx"), "--metrics", table],
            ["report", table, "--with", table, "--truth", "truth", "--scores", "x", "--output", table],
            ["merge", table, _folder.File("b"), "--output", table],
            ["average", table, "--output", table],
            ["convert", table, "--benchmark", "nasbench101", "--output", table],
            ["tabulate", "--space", "nasbench201", "--images", table, "--sample", "1", "--output", _folder.File("o.tsv"), "--journal",
                table],
        ];
        foreach (var run in runs)
        {
            Assert.That(await Nas.Refuse(2, run), Does.Contain("would overwrite").And.Contain("t.csv"), string.Join(' ', run));
            Assert.That(File.ReadAllText(table), Is.EqualTo(Text));
        }
    }

    [Test]
    public async Task Outputs_ThatAreOneFile_AreRefused() => Assert.That(
        await Nas.Refuse(
            2, "score", "nasbench201", "--sample", "2", "--proxies", "params", "--output", _folder.File("o.tsv"), "--journal",
            _folder.File("sub/../o.tsv")),
        Does.Contain("--journal").And.Contain("--output").And.Contain("one file"));

    [Test]
    public async Task Output_Derived_ThatIsTheInput_IsRefused()
    {
        File.Copy(_folder.File("t.csv"), _folder.File("o.tsv.provenance.json"));
        Assert.That(
            await Nas.Refuse(2, "export", _folder.File("o.tsv.provenance.json"), "--output", _folder.File("o.tsv")),
            Does.Contain("would overwrite"));
    }

    [Test]
    public async Task Output_ThatLiesBesideTheInput_IsRefused() => Assert.That(
        await Nas.Refuse(
            2, "export", _folder.File("t.csv"), "--space", "nasbench201", "--output", _folder.File("t.csv.provenance.json")),
        Does.Contain("would overwrite"));

    [Test]
    public async Task Output_InsideAFolderOfInputs_DoesNotReplaceOneOfThem()
    {
        File.WriteAllText(_folder.File("sub/results_0.json"), "{}");
        Assert.That(
            await Nas.Refuse(
                2, "convert", _folder.File("sub"), "--benchmark", "nasbench301", "--output", _folder.File("sub/results_0.json")),
            Does.Contain("would overwrite").And.Contain("folder"));
    }

    [Test]
    public async Task Output_ThatIsAFolder_IsRefused()
    {
        Directory.CreateDirectory(_folder.File("o.tsv"));
        Assert.That(
            await Nas.Refuse(2, "export", _folder.File("t.csv"), "--space", "nasbench201", "--output", _folder.File("o.tsv")),
            Does.Contain("is a folder"));
    }

    [Test]
    public async Task Output_ThatWasWrittenBefore_IsReplaced()
    {
        string[] export = ["export", _folder.File("t.csv"), "--space", "nasbench201", "--output", _folder.File("o.csv")];
        await Nas.Run(export);
        Assert.That((await Nas.Run(export)).ExitCode, Is.Zero);
    }

    private static void HardLink(string file, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("needs ln");
        }

        using var link = System.Diagnostics.Process.Start("ln", [file, name]);
        link.WaitForExit();
        Assert.That(link.ExitCode, Is.Zero);
    }
}
