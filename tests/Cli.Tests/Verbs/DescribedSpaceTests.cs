using NasPipelines.Fixtures;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>A space that a file describes, wherever the command takes a space.</summary>
internal sealed class DescribedSpaceTests
{
    [Test]
    public async Task Space_OfAFile_GoesThroughEveryVerb()
    {
        using var folder = new TemporaryFolder();
        var (space, table, model) = (DescribedSpaces.File("mobile-chain.yaml"), folder.File("s.tsv"), folder.File("s.onnx"));

        await Done("describe", space, "0,0,1,1,0,0,0,0,0,0,0,0,0,0,0,0");
        await Done(
            "train", "--space", space, "--images", "tiny", "--channels", "4", "--cells", "1", "--batch-size", "1000", "--epochs", "1",
            "--output", model);
        await Done(
            "score", "--space", space, "--sample", "6", "--seed", "1", "--proxies", "params,synflow", "--channels", "4", "--cells", "2",
            "--journal", folder.File("s.journal"), "--output", table);
        var judged = await Done("evaluate", table, "--space", space, "--truth", "params", "--scores", "synflow", "--json");
        await Done("report", table, "--space", space, "--truth", "params", "--scores", "synflow", "--output", folder.File("s.html"));
        await Done("verify", folder.File("s.journal"), "--space", space);
        await Done("average", folder.File("s.supernet"), "--space", space, "--output", folder.File("mean.onnx"));

        Assert.That(judged.Output, Does.Contain("synflow"));
        Assert.That(File.ReadAllLines(table), Has.Length.EqualTo(7));
        Assert.That(File.ReadAllBytes(folder.File("mean.onnx")), Is.EqualTo(File.ReadAllBytes(model)), "the mean of one");

        static async Task<Nas> Done(params string[] arguments)
        {
            var run = await Nas.Run(arguments);
            Assert.That(run.ExitCode, Is.Zero, $"{arguments[0]}: {run.Error}");
            return run;
        }
    }

    [Test]
    public async Task Space_OfAFaultyOrAbsentFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.json"), """{ "name": "a", "stages": [{ "depth": 0 }] }""");

        Assert.That(
            await Nas.Refuse(
                1, "score", "--space", folder.File("a.json"), "--sample", "1", "--proxies", "params", "--output", folder.File("o.tsv")),
            Does.Contain("stages[0].depth"));
        Assert.That(
            await Nas.Refuse(2, "describe", folder.File("none.yaml"), "0"), Does.Contain("none.yaml").And.Contain("no such file"));
        Assert.That(
            await Nas.Refuse(2, "train", "--space", "nowhere", "--images", "tiny", "--output", folder.File("o.onnx")),
            Does.Contain("nasbench201").And.Contain(".yaml"));
    }
}
