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
            Assert.That(run.Output, Does.Contain("Usage:").And.Contain("--json").And.Contain("--seed").And.Contain("--threads").And.Contain("--device"));
        }
    }

    [Test]
    public async Task Version_IsANumber()
    {
        var run = await Nas.Run("--version");
        Assert.That(run.Output, Does.Match(new Regex(@"^\d+\.\d+\.\d+")));
    }

    [Test]
    public async Task NoVerb_IsWrongUse() => Assert.That(await Nas.Refuse(2), Does.Contain("nas --help"));

    [Test]
    public async Task UnknownVerb_IsWrongUse() => Assert.That(await Nas.Refuse(2, "scoer"), Does.Contain("scoer"));
}
