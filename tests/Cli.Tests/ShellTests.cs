using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cli.Tests;

/// <summary>Help, what was probably meant, lists, and how much is said.</summary>
internal sealed class ShellTests
{
    private static readonly string[] Verbs =
    [
        "evaluate", "score", "report", "estimators", "criteria", "spaces", "describe", "export", "convert", "train", "average", "tabulate",
        "verify", "merge", "completion", "help",
    ];

    [Test]
    public async Task NoArguments_AndHelp_ShowTheVerbs()
    {
        var (alone, help, flag) = (await Nas.Run(), await Nas.Run("help"), await Nas.Run("--help"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((alone.ExitCode, help.ExitCode), Is.EqualTo((0, 0)));
            Assert.That(alone.Output, Is.EqualTo(flag.Output).And.EqualTo(help.Output).And.Contain("Usage:"));
            Assert.That(Verbs, Has.All.Matches<string>(verb => alone.Output.Contains($"\n  {verb} ", StringComparison.Ordinal)));
            Assert.That((await Nas.Run("help", "score")).Output, Is.EqualTo((await Nas.Run("score", "--help")).Output));
        }
    }

    [TestCase("evalute", "evaluate")]
    [TestCase("scoer", "score")]
    [TestCase("help evalute", "evaluate")]
    [TestCase("evaluate --thruth x", "--truth")]
    [TestCase("evaluate t.csv --score x", "--scores")]
    [TestCase("score t.csv --proxy a --output o.tsv", "--proxies")]
    [TestCase("score t.csv --output --sampel 3", "--sample")]
    [TestCase("spaces --jsno", "--json")]
    [TestCase("score nasbench201 --proxies sinflow --output o.tsv", "synflow")]
    [TestCase("score nasbench201 --proxies labelfree --output o.tsv", "label-free")]
    public async Task WrongWord_NearARightOne_IsAskedAfter(string arguments, string meant) =>
        Assert.That(await Nas.Refuse(2, arguments.Split(' ')), Does.Contain($"did you mean {meant}?"));

    [Test]
    public async Task WrongWord_LikeNone_IsNotAskedAfter() =>
        Assert.That(await Nas.Refuse(2, "juggle"), Does.Contain("juggle").And.Not.Contain("did you mean"));

    [TestCaseSource(nameof(Verbs))]
    public async Task Help_OfEveryVerb_FitsTheWidth(string verb)
    {
        foreach (var width in (int[])[70, 80, 100, 160])
        {
            var help = await Nas.RunAt(width, "help", verb);
            Assert.That(Longest(help.Output), Is.LessThanOrEqualTo(width));
        }
    }

    [TestCase("spaces")]
    [TestCase("estimators")]
    [TestCase("criteria")]
    [TestCase("describe nasbench201 333333")]
    public async Task Table_OfAVerb_FitsTheWidth(string arguments)
    {
        foreach (var width in (int[])[80, 100])
        {
            var run = await Nas.RunAt(width, arguments.Split(' '));
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(Longest(run.Output), Is.LessThanOrEqualTo(width));
        }
    }

    [Test]
    public async Task Evaluate_ManyCriteria_FitsTheWidthAndSaysWhyThereAreDashes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("t.csv"), "arch,truth,x\n333333,1,3\nssssss,2,2\n3ssss3,3,5\n333nnn,3,4\n");
        var run = await Nas.RunAt(80, "evaluate", folder.File("t.csv"), "--space", "nasbench201", "--truth", "truth", "--scores", "x");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Longest(run.Output), Is.LessThanOrEqualTo(80));
            Assert.That(run.Output, Does.Contain("KD").And.Contain("WR@10%").And.Contain("0.5477").And.Contain("K n is below 1"));
        }
    }

    [Test]
    public async Task Estimators_Json_SaysWhatTheyNeedAndTheirGroups()
    {
        var estimators = (await Nas.Run("estimators", "--json")).Json.EnumerateArray()
            .ToDictionary(e => e.GetProperty("name").GetString()!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimators.Keys, Is.EqualTo(ZeroShotProxies.All.Select(p => p.Name)));
            Assert.That(Groups("synflow"), Is.EqualTo(new[] { "all", "fast", "label-free" }));
            Assert.That(Groups("epe_nas"), Is.EqualTo(new[] { "all" }), "its Jacobians are grouped by class");
            Assert.That(Groups("ntk"), Is.EqualTo(new[] { "all", "label-free" }));
            Assert.That(estimators["snip"].GetProperty("needsLabels").GetBoolean(), Is.True);
            Assert.That(estimators["plain"].GetProperty("better").GetString(), Is.EqualTo("lower"));
        }

        string[] Groups(string name) => [.. estimators[name].GetProperty("groups").EnumerateArray().Select(g => g.GetString()!)];
    }

    [Test]
    public async Task Criteria_Json_SaysWhatEachIs()
    {
        var criteria = (await Nas.Run("criteria", "--json")).Json.EnumerateArray().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                criteria.Select(c => c.GetProperty("name").GetString()),
                Is.EqualTo(Ranking.Criteria.All.Concat(Compat.PublishedCriteria.All).Select(c => c.Name)));
            Assert.That(
                criteria.Select(c => c.GetProperty("description").GetString()), Is.Unique.And.All.Not.Empty);
            Assert.That(criteria.Count(c => c.GetProperty("standard").GetBoolean()), Is.EqualTo(7));
        }
    }

    [Test]
    public async Task Quiet_Verbose_AndTheLog_SayLessAndMore()
    {
        using var folder = new TemporaryFolder();
        string[] score = ["score", "nasbench201", "--sample", "2", "--proxies", "params", "--output", folder.File("o.tsv")];
        var (quiet, usual) = (await Nas.Run([.. score, "--quiet"]), await Nas.Run(score));
        var verbose = await Nas.Run([.. score, "-v", "--log-file", folder.File("log")]);
        var failed = await Nas.Run("evaluate", folder.File("none.tsv"), "--truth", "a", "--scores", "b", "-v");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(quiet.Output + quiet.Error, Is.Empty);
            Assert.That(usual.Output, Does.Contain("wrote"));
            Assert.That(verbose.Error, Does.Contain("nas: info: "));
            Assert.That(File.ReadAllText(folder.File("log")), Does.Match(@"^20\d\d-\S+Z nas score nasbench201").And.Contain("info: "));
            Assert.That(failed.Error, Does.StartWith("nas: ").And.Contain("   at NasPipelines."), "the trace");
        }
    }

    [TestCase(true, 0, null, ExpectedResult = 80)]
    [TestCase(true, 0, "100", ExpectedResult = 100)]
    [TestCase(false, 120, "100", ExpectedResult = 120)]
    [TestCase(false, 0, "100", ExpectedResult = 100)]
    [TestCase(true, 0, "x", ExpectedResult = 80)]
    [TestCase(false, 3, null, ExpectedResult = 40)]
    public int Width_OfAPipe_IsToldByColumns(bool redirected, int window, string? columns) =>
        ConsoleWidth.Of(redirected, () => window, columns);

    private static int Longest(string text) => text.Split('\n').Max(line => line.TrimEnd('\r').Length);
}
