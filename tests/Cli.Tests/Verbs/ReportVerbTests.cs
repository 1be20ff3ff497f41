using System.Xml.Linq;
using NasPipelines.TestKit;
using SkiaSharp;

namespace NasPipelines.Cli.Tests.Verbs;

public sealed class ReportVerbTests
{
    private static readonly string Accuracy = TestData.Data("nb201/nb201_accuracy.csv.gz");
    private static readonly string Proxies = TestData.Data("nb201/nb201_zc13_c10.csv.gz");

    [Test]
    public async Task Report_TwoTables_WritesOnePageAndSaysWhatTheJoinLost()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run(
            "report", Accuracy, "--sample", "300", "--with", Proxies, "--truth", "c10_test_200", "--scores", "synflow,zen", "--seconds",
            "synflow=0.4,zen=0.56",
            "--resamples", "10", "--output", folder.File("report.html"), "--plots", folder.File("plots"), "--json");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain("in both tables").And.Contain("only in the first"));
        Assert.That(
            run.Json.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("name").GetString()),
            Is.EqualTo(new[] { "synflow", "zen", "params", "flops", "activations" }));
        Assert.That(run.Json.GetProperty("verdict").GetString(), Does.Contain("params").Or.Contain("flops").Or.Contain("activations"));
        Assert.That(run.Json.GetProperty("comparisons").GetArrayLength(), Is.EqualTo(10 * 5), "pairs and criteria");
        Assert.That(run.Json.GetProperty("alerts").EnumerateArray().Select(a => a.GetString()), Has.Some.Contains("rests on"));
        Assert.That(run.Json.GetProperty("n").GetInt32(), Is.InRange(130, 230), "9,445 of 15,625 architectures have proxies");
        Assert.That(File.ReadAllText(folder.File("report.html")), Does.StartWith("<!DOCTYPE html>"));
        string[] plots = [.. run.Json.GetProperty("plots").EnumerateArray().Select(p => p.GetString()!)];
        Assert.That(
            Directory.GetFiles(folder.File("plots")).Select(Path.GetFileName),
            Is.EquivalentTo(plots.SelectMany(p => (string[])[p + ".svg", p + ".png"])));
        foreach (var plot in plots)
        {
            var svg = XDocument.Load(folder.File($"plots/{plot}.svg")).Root!;
            using var image = SKBitmap.Decode(folder.File($"plots/{plot}.png"));
            Assert.That(
                (image.Width, image.Height), Is.EqualTo((2 * (int)svg.Attribute("width")!, 2 * (int)svg.Attribute("height")!)), plot);
            Assert.That(image.Pixels.Distinct().Count(), Is.GreaterThan(8), $"{plot} is not blank");
        }
    }

    [Test]
    public async Task Report_WithALearner_ShowsCurvesAndFeatures()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run(
            "report", Proxies, "--sample", "120", "--truth", "nwot", "--scores", "synflow,params", "--graph-features", "--learner",
            "FastTree", "--labels", "20,50", "--repetitions", "2", "--resamples", "10", "--output", folder.File("report.html"), "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Json.GetProperty("plots").EnumerateArray().Select(p => p.GetString()),
            Is.SupersetOf(new[] { "learning-FastTree", "importance-FastTree" }));
        Assert.That(
            File.ReadAllText(folder.File("report.html")),
            Does.Contain("FastTree on synflow, params, graph features").And.Contain("What they rest on"));
    }

    [TestCase("--seconds 'synflow'", "--seconds", "synflow")]
    [TestCase("extension must be .html", "--output", "report.pdf")]
    [TestCase("there is no such file", "--with", "nowhere.csv")]
    public async Task Report_WrongOption_SaysWhichAndWhatWouldBeRight(string message, string option, string value)
    {
        using var folder = new TemporaryFolder();
        string[] output = option == "--output" ? [] : ["--output", folder.File("report.html")];
        var error = await Nas.Refuse(
            2, ["report", Proxies, "--sample", "20", "--truth", "zen", "--scores", "synflow", option, value, .. output]);
        Assert.That(error, Does.Contain(message));
        Assert.That(File.Exists(folder.File("report.html")), Is.False);
    }
}
