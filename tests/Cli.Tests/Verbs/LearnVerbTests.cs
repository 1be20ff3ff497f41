using System.Globalization;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary><c>nas learn</c> and <c>nas predict</c>: curves, predictors, and what is refused.</summary>
internal sealed class LearnVerbTests
{
    [Test]
    public async Task Learn_ForACurve_SaysWhatLabelsReachAndWhichFeaturesMatter()
    {
        using var folder = new TemporaryFolder();
        string[] command =
        [
            "learn", Table(folder), "--space", "nasbench201", "--truth", "acc", "--scores", "good", "--graph-features",
            "--labels",
        ];
        var json = await Nas.Run([.. command, "20,60", "--repetitions", "2", "--json"]);
        var text = await Nas.Run([.. command, "60", "--repetitions", "1"]);
        var curve = json.Json.GetProperty("curves")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.ExitCode, Is.Zero, json.Error);
            Assert.That(curve.GetProperty("learner").GetString(), Is.EqualTo("FastTree"));
            Assert.That(
                curve.GetProperty("features").EnumerateArray().Select(f => f.GetString()), Is.EqualTo(new[] { "good", "graph features" }));
            Assert.That(
                curve.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("labels").GetInt32()),
                Is.EqualTo(new[] { 20, 60 }));
            Assert.That(curve.GetProperty("points")[1].GetProperty("kendall").GetDouble(), Is.GreaterThan(0.6));
            Assert.That(curve.GetProperty("importance").GetArrayLength(), Is.EqualTo(192));
            Assert.That(text.Output, Does.StartWith("FastTree on good, graph features, 1 repetition").And.Contain("60 labels: KD 0."));
        }
    }

    [Test]
    public async Task Predict_WithALearnedPredictor_OrdersArchitecturesThatAreInNoTable()
    {
        using var folder = new TemporaryFolder();
        var learned = await Nas.Run(
            "learn", Table(folder), "--space", "nasbench201", "--truth", "acc", "--graph-features", "--output", folder.File("p.zip"));
        var predicted = await Nas.Run(
            "predict", "nasbench201", "--sample", "200", "--seed", "9", "--predictor", folder.File("p.zip"), "--output",
            folder.File("o.csv"));
        Assert.That((learned.ExitCode, predicted.ExitCode), Is.EqualTo((0, 0)), learned.Error + predicted.Error);
        Assert.That(learned.Output, Does.Not.Contain("labels"), "no curve is asked for");

        var rows = File.ReadLines(folder.File("o.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.That(File.ReadLines(folder.File("o.csv")).First(), Is.EqualTo("Architecture,predicted"));
        double[] truth = [.. rows.Select(row => Truth(row[0]))];
        double[] scores = [.. rows.Select(row => double.Parse(row[1], CultureInfo.InvariantCulture))];
        Assert.That(new Ranking.KendallTauB().Evaluate(truth, scores).Value, Is.GreaterThan(0.7));
    }

    [Test]
    public async Task Predict_TableWithoutTheScores_SaysWhichAreMissing()
    {
        using var folder = new TemporaryFolder();
        var learned = await Nas.Run(
            "learn", Table(folder), "--space", "nasbench201", "--truth", "acc", "--scores", "good", "--output", folder.File("p.zip"));
        Assert.That(learned.ExitCode, Is.Zero, learned.Error);
        var error = await Nas.Refuse(
            2, "predict", "nasbench201", "--sample", "3", "--predictor", folder.File("p.zip"), "--output", folder.File("o.csv"));
        Assert.That(error, Does.Contain("INPUT lacks good"));
        Assert.That(File.Exists(folder.File("o.csv")), Is.False);
    }

    [TestCase("--learner forrest", "there is no learner 'forrest'")]
    [TestCase("--output p.txt", "must be .zip")]
    [TestCase("--learner FastTree,FastForest --output p.zip", "a predictor has one learner")]
    public async Task Learn_WrongOption_SaysWhatWouldBeRight(string options, string message)
    {
        using var folder = new TemporaryFolder();
        string[] words = [.. options.Split(' ').Select(word => word.StartsWith("p.", StringComparison.Ordinal) ? folder.File(word) : word)];
        var error = await Nas.Refuse(2, ["learn", Table(folder), "--space", "nasbench201", "--truth", "acc", "--graph-features", .. words]);
        Assert.That(error, Does.Contain(message));
    }

    [Test]
    public async Task Learn_MoreLabelsThanRows_SaysHowManyThereMayBe()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run(
            "learn", Table(folder), "--space", "nasbench201", "--truth", "acc", "--graph-features", "--labels", "5000");
        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Error, Does.Contain("umbers of labels must be in [4, 148] (were 5000)"));
    }

    [Test]
    public async Task Learn_FromNothing_SaysWhatThereIs()
    {
        using var folder = new TemporaryFolder();
        var error = await Nas.Refuse(2, "learn", Table(folder), "--space", "nasbench201", "--truth", "acc");
        Assert.That(error, Does.Contain("--scores").And.Contain("--graph-features"));
    }

    // Scores lie in tables of their own: each verb that reads scores takes them from there.
    [TestCase("learn T --truth acc --scores better --labels 60 --repetitions 1", "FastTree on better")]
    [TestCase("rank T --truth acc --scores good,better --until 0.9", "better")]
    [TestCase("combine T --scores good,better --output O", "wrote")]
    [TestCase("predict T --predictor P --output O", "predicted 150")]
    public async Task With_ATableOfScores_IsJoinedToTheInput(string command, string said)
    {
        using var folder = new TemporaryFolder();
        string table = Table(folder), scores = folder.File("scores.csv"), predictor = folder.File("p.zip"), output = folder.File("o.csv");
        var rows = File.ReadLines(table).Skip(1).Select(line => line.Split(',')).Reverse();
        File.WriteAllLines(scores, rows.Select(row => $"{row[0]},{row[1]}").Prepend("arch,better"));
        string[] with = ["--space", "nasbench201", "--with", scores];
        var learned = await Nas.Run(["learn", table, .. with, "--truth", "acc", "--scores", "better", "--output", predictor]);
        string Placed(string word) => word == "T" ? table : word == "P" ? predictor : word == "O" ? output : word;

        var run = await Nas.Run([.. command.Split(' ').Select(Placed), .. with]);

        Assert.That((learned.ExitCode, run.ExitCode), Is.EqualTo((0, 0)), learned.Error + run.Error);
        Assert.That(run.Output + run.Error, Does.Contain(said).And.Contain("150 in both tables"));
        if (File.Exists(output))
        {
            Assert.That(File.ReadLines(output).First(), Does.Contain("better"));
        }
    }

    // Accuracy by convolutions; "good" knows it roughly.
    private static string Table(TemporaryFolder folder)
    {
        var random = new Random(3);
        var lines = SearchSpaces.NasBench201.Sample(150, 1).Select(a => string.Create(
            CultureInfo.InvariantCulture, $"{a.Text},{Truth(a.Text)},{Truth(a.Text) + (2 * random.NextDouble())}"));
        File.WriteAllLines(folder.File("table.csv"), lines.Prepend("arch,acc,good"));
        return folder.File("table.csv");
    }

    private static double Truth(string text) => text.Split("conv_3x3").Length + (0.5 * text.Split("conv_1x1").Length);
}
