using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Samples;

/// <summary>The README's code is the samples' code, and the samples run.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot();

    private static IEnumerable<TestCaseData> Blocks() =>
        Block().Matches(File.ReadAllText(Path.Combine(Root, "README.md")))
            .Select(m => new TestCaseData(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value).SetArgDisplayNames(m.Groups[2].Value));

    [TestCaseSource(nameof(Blocks))]
    public void CodeBlock_OfTheReadme_IsTheRegionOfItsSample(string sample, string region, string code)
    {
        var source = File.ReadAllLines(Path.Combine(Root, "samples", $"{sample}.cs")).ToList();
        var first = source.FindIndex(l => l.Trim() == $"#region {region}") + 1;
        var lines = source[first..source.FindIndex(first, l => l.Trim() == "#endregion")];
        var indent = lines[0].Length - lines[0].TrimStart().Length;

        Assert.That(code.TrimEnd().Split('\n'), Is.EqualTo(lines.Select(l => l.Length > indent ? l[indent..] : l.TrimStart())));
    }

    [Test]
    public void Readme_HasAllThreeBlocks() => Assert.That(Blocks().Count(), Is.EqualTo(3));

    [Test]
    public void GettingStarted_OnTheBenchmark_JudgesAndSavesScores()
    {
        using var folder = new TemporaryFolder();
        var (output, code) = Run(
            "getting-started", TestData.Data("nb201/nb201_accuracy.csv.gz"), TestData.Data("cifar10"), folder.File("scored.parquet"), folder.File("model.zip"));

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("relu_logdet").And.Contain("c10_test_200"));
        var ml = new MLContext();
        Assert.That(ml.Nas().Data.LoadBenchmark(folder.File("scored.parquet")).GetColumn<double>("synflow").Count(), Is.EqualTo(20));
        Assert.That(ml.Model.Load(folder.File("model.zip"), out _), Is.Not.Null);
    }

    [Test]
    public void OwnProxy_ThreeArchitectures_CountsLayers() =>
        Assert.That(Run("own-proxy").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(3).And.All.Match(@"^\d+$"));

    [Test]
    public void Sample_Unknown_ExitsWithTwo() => Assert.That(Run("no-such-sample").Code, Is.EqualTo(2));

    private static (string Output, int Code) Run(params string[] args)
    {
        using var writer = new StringWriter();
        var code = NasPipelines.Samples.Program.Run(args, writer);
        return (writer.ToString().ReplaceLineEndings("\n"), code);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NasPipelines.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"<!-- sample: (\w+), ([\w-]+) -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
