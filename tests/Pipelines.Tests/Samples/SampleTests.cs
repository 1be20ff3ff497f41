using NasPipelines.Fixtures;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Samples;

/// <summary>The samples run and print what they should.</summary>
[Parallelizable] // it computes for long
public sealed class SampleTests
{
    private static string Table => TestData.Data("nb201/nb201_accuracy.csv.gz");

    [Test]
    public void GettingStarted_OnTheBenchmark_JudgesAndSavesScores()
    {
        using var folder = new TemporaryFolder();
        var output = Run("getting-started", Table, TestData.Data("cifar10"), folder.File("scored.parquet"), folder.File("model.zip"));

        Assert.That(output, Does.Contain("relu_logdet").And.Contain("c10_test_200"));
        var ml = new MLContext();
        Assert.That(ml.Nas().Data.LoadBenchmark(folder.File("scored.parquet")).GetColumn<double>("synflow").Count(), Is.EqualTo(20));
        Assert.That(ml.Model.Load(folder.File("model.zip"), out _), Is.Not.Null);
    }

    [Test]
    public void OwnFormat_RunsOfTwoArchitectures_AreTheirMeans()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("runs.log"), "333333 1 90.5\nssssss 1 60\n333333 2 91.5\n");

        Assert.That(Run("own-format", folder.File("runs.log"), folder.File("o.tsv")), Is.EqualTo("2 architectures\n"));
        Assert.That(
            File.ReadAllLines(folder.File("o.tsv")),
            Is.EqualTo(new[] { "Architecture\ttest\ttest_seeds", "333333\t91\t2", "ssssss\t60\t1" }));

        File.AppendAllText(folder.File("runs.log"), "ssssss 1 61\n");
        Assert.That(
            () => Run("own-format", folder.File("runs.log"), folder.File("o.tsv")),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("runs.log").And.Message.Contains("test twice"));
    }

    [Test]
    public void AnyNetwork_OfAFile_PrintsItsScores()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), Fixtures.Files.OnnxWriter.Example().ToArray());

        Assert.That(
            Run("any-network", folder.File("a.onnx"), TestData.Data("cifar10")),
            Does.Match(@"^a:[0-9a-f]{16}: 4110 activations, snip \d+\.\d\d\n$"));
    }

    [Test]
    public void OwnProxy_ThreeArchitectures_CountsLayers() =>
        Assert.That(Run("own-proxy").Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(3).And.All.Match(@"^\d+$"));

    [Test]
    public void OwnSpace_ItsArchitectures_GoThroughTheWholePipeline()
    {
        using var folder = new TemporaryFolder();
        var output = Run("own-space", folder.File("report.html"), folder.File("model.zip"));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.That(lines[..3], Has.All.Match(@"^\d,\d,\d \(layers=\d, kernel=\d, shortcut=(none|sum)\): \d+ parameters$"));
        Assert.That(output, Does.Contain("params").And.Contain("synflow"));
        Assert.That(lines[^1], Is.EqualTo("relu 2 3 4"), "a stem and one to three layers");
        Assert.That(File.ReadAllText(folder.File("report.html")), Does.Contain("stacks").And.Contain("synflow"));
    }

    [TestCase("small-cells.json")]
    [TestCase("mobile-chain.yaml")]
    public void DescribedSpace_ItsArchitectures_AreScoredAndItsSupernetTrained(string file)
    {
        using var folder = new TemporaryFolder();
        var lines = Run("described-space", DescribedSpaces.File(file), folder.File("supernet.onnx"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.That(lines[0], Does.EndWith(" architectures"));
        Assert.That(lines[1..5], Has.All.Match("^synflow [0-9.E+]+$"));
        Assert.That(new FileInfo(folder.File("supernet.onnx")).Length, Is.GreaterThan(1000));
    }

    [Test]
    public void OwnScorer_Twice_FindsItsScoresInTheJournal()
    {
        using var folder = new TemporaryFolder();
        var first = Run("own-scorer", folder.File("scores.journal")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var second = Run("own-scorer", folder.File("scores.journal")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(first[..3], Has.All.Match(@"^\d+\.\d{4} ms$"));
        Assert.That(first[3..], Is.EqualTo(new[] { "3 computed" }));
        Assert.That(second, Is.EqualTo(first[..3].Append("0 computed")));
    }

    [Test]
    public void OwnCriterion_OnTheBenchmark_IsJudgedBeside() => Assert.That(Run("own-criterion", Table), Does.Contain("footrule"));

    [Test]
    public void ExistingApp_OnAccuraciesOfTheBenchmark_LearnsFromTheScores()
    {
        using var folder = new TemporaryFolder();
        var benchmark = GzipCsv.Read(Table).Where((_, i) => i % 100 == 0).Select(row => $"{row["ops"]},{row["c10_test_200"]}");
        File.WriteAllLines(folder.File("measured.csv"), benchmark.Prepend("Architecture,Accuracy"));

        var determination = double.Parse(Run("existing-app", folder.File("measured.csv"))["R2 ".Length..], CultureInfo.InvariantCulture);

        Assert.That(determination, Is.InRange(0.05, 1), "the mean of the accuracies reaches 0");
    }

    [Test]
    public void OwnBenchmark_OddTable_IsJudgedWithoutTheMissingRow()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("own.csv"), "cell;note;accuracy\n333333;large;94\n111111;;87\npppppp;no weights;-\n3p3p3p;;91\n");

        var output = Run("own-benchmark", folder.File("own.csv"));

        // Three rows with an accuracy, in the order of their sizes.
        Assert.That(output, Does.Contain("accuracy").And.Match(@"params +.*1\.0000"));
    }

    [Test]
    public void ExportScores_Twice_WritesTheSameBytesWithProvenance()
    {
        using var folder = new TemporaryFolder();
        var first = Run("export", folder.File("run.journal"), folder.File("first"));
        Run("export", folder.File("run.journal"), folder.File("second"));

        Assert.That(File.ReadAllBytes(folder.File("second.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("first.tsv"))));
        Assert.That(JsonDocument.Parse(first).RootElement.GetProperty("rows").GetInt32(), Is.EqualTo(10));
        Assert.That(
            new MLContext().Nas().Data.LoadBenchmark(folder.File("second.parquet")).GetColumn<double>("relu").Count(), Is.EqualTo(10));
    }

    [Test]
    public void CompareEstimators_OnTheBenchmark_SaysHowOftenOneIsBetter()
    {
        var lines = Run("compare", Table).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines[..2], Has.All.Match(@"params_active - params = -?\d\.\d+ \[.*better in .*p = [01]\.\d{3}$"));
        Assert.That(lines[2], Does.StartWith("c100_test_200 and in16_test_200 beat params, the best free score"));
        Assert.That(lines[^1], Does.Match("^settled after [0-9]+ of 15625: c100_test_200, in16_test_200$"));
    }

    [Test]
    public void Sample_Unknown_ExitsWithTwo()
    {
        using var writer = new StringWriter();
        Assert.That(NasPipelines.Samples.Program.Run(["no-such-sample"], writer), Is.EqualTo(2));
    }

    private static string Run(params string[] args)
    {
        using var writer = new StringWriter();
        Assert.That(NasPipelines.Samples.Program.Run(args, writer), Is.Zero);
        return writer.ToString().ReplaceLineEndings("\n");
    }
}
