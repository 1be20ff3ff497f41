using System.Text.RegularExpressions;

namespace NasPipelines.Cli.Tests;

internal sealed class CommandTests
{
    [TestCase("--help")]
    [TestCase("score --help")]
    [TestCase("evaluate -h")]
    public async Task Help_IsNoError(string args)
    {
        var run = await Nas.Run(args.Split(' '));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Error, Is.Empty);
            Assert.That(run.Output, Does.Contain("Usage:").And.Contain("--json").And
                .Contain("--seed").And.Contain("--threads").And.Contain("--workers")
                .And.Contain("--device").And.Not.Contain("--one-shot-device"));
        }
    }

    // A default is what one would write there, never how the program holds it.
    [Test]
    public async Task Help_OfEveryVerb_WritesDefaultsAsTheyAreGiven()
    {
        var commands = (await Nas.Run("--help")).Output.Split("Verbs:")[1];
        foreach (var verb in Regex.Matches(commands, @"(?m)^  ([a-z-]+) ").Select(m => m.Groups[1].Value))
        {
            var help = (await Nas.Run(verb, "--help")).Output;
            Assert.That(Regex.Matches(help, @"\[default: [^\]]*[{}`\[][^\]]*\]|System\.|NasPipelines\."), Is.Empty, verb);
        }

        Assert.That((await Nas.Run("evaluate", "--help")).Output, Does.Match(@"\[default:\s+1%,5%,10%\]"));
    }

    // Training, tables, journals: nothing of it can run on a GPU.
    [TestCase("train --space nasbench201 --images tiny --output o.onnx")]
    [TestCase("tabulate --space nasbench201 --images tiny --sample 1 --output o.tsv")]
    [TestCase("report t.csv --truth a --scores b --output o.html")]
    [TestCase("verify journal")]
    [TestCase("merge journal --output o")]
    [TestCase("export nasbench201 --output o.tsv")]
    [TestCase("convert f --benchmark nasbench101 --output o.parquet")]
    [TestCase("average c --output o.onnx")]
    [TestCase("describe nasbench201 333333")]
    [TestCase("spaces")]
    public async Task Device_OfAVerbWithoutUseForIt_IsWrongUse(string arguments) => Assert.That(
        await Nas.Refuse(2, [.. arguments.Split(' '), "--device", "cuda"]),
        Does.Contain($"--device: 'cuda' is not available for nas {arguments.Split(' ')[0]}").And.Contain("cpu"));

    [Test]
    public async Task Device_Cpu_IsTakenByEveryVerb() =>
        Assert.That((await Nas.Run("describe", "nasbench201", "333333", "--device", "cpu")).ExitCode, Is.Zero);

    [Test]
    public async Task Workers_OfATraining_IsWrongUse() => Assert.That(
        await Nas.Refuse(2, "train", "--space", "nasbench201", "--images", "tiny", "--output", "o.onnx", "--workers", "2"),
        Does.Contain("--workers: nas train is work of one piece").And.Contain("--threads"));

    [Test]
    public async Task Version_IsANumber()
    {
        var run = await Nas.Run("--version");
        Assert.That(run.Output, Does.Match(new Regex(@"^\d+\.\d+\.\d+")));
    }

    [Test]
    public async Task NoVerb_ButOptions_IsWrongUse() => Assert.That(await Nas.Refuse(2, "--json"), Does.Contain("nas --help"));

    [Test]
    public async Task UnknownVerb_IsWrongUse() => Assert.That(await Nas.Refuse(2, "scoer"), Does.Contain("scoer"));
}
