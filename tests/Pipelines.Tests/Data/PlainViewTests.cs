using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Analyses;
using NasPipelines.Combinations;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Report;
using NasPipelines.Search;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Data;

/// <summary>
/// Views of an application, which say no search space and call the column of architectures as they like: everything takes both as options
/// of one name, and gives what it gives of the product's own view.
/// </summary>
public sealed class PlainViewTests
{
    private const string Column = "cell";
    private static readonly SearchSpace Space = SearchSpaces.NasBench201;
    private static readonly MLContext Ml = new(1);

    private static IEnumerable<TestCaseData> Uses()
    {
        var nas = Ml.Nas();
        yield return Case("Evaluate", (v, c, s) => nas.Evaluate(
            v, "truth", ["params"], new RankingEvaluationOptions { ArchitectureColumnName = c, SearchSpace = s }));
        yield return Case("Bootstrap", (v, c, s) => nas.Bootstrap(
            v, "truth", ["flops"], new RankingEvaluationOptions { ArchitectureColumnName = c, SearchSpace = s }, new() { Resamples = 20 }));
        yield return Case("EvaluateRanking", (v, c, s) => nas.Transforms.EvaluateRanking(
            "truth", ["params"], new RankingEvaluationOptions { ArchitectureColumnName = c, SearchSpace = s }).Fit(v).Metrics);
        yield return Case("Report", (v, c, s) => Numbers(nas.Report(
            v, "truth", ["a"],
            new EstimatorReportOptions { ArchitectureColumnName = c, SearchSpace = s, Bootstrap = new() { Resamples = 20 } })));
        yield return Case("BiasByOperation", (v, c, s) => nas.Analyses.BiasByOperation(
            v, "truth", "a", new OperationBiasOptions { ArchitectureColumnName = c, SearchSpace = s }));
        yield return Case("BiasByArchitecture", (v, c, s) => nas.Analyses.BiasByArchitecture(
            v, "truth", "a", architectureColumnName: c, searchSpace: s));
        yield return Case("BiasByStructure", (v, c, s) => nas.Analyses.BiasByStructure(
            v, "truth", "a", architectureColumnName: c, searchSpace: s));
        yield return Case("SimulateSearch", (v, c, s) => nas.Analyses.SimulateSearch(
            v, "truth", ["a"], SearchStrategy.RegularisedEvolution,
            new SearchSimulationOptions { Budget = 5, Repetitions = 3, Population = 3, Tournament = 2 }, c, s));
        yield return Case("LearningByLabels", (v, c, s) => nas.Analyses.LearningByLabels(
            v, "truth", ["a"], [12], 2, new LearnedCombinationOptions { Settings = [new(5, 2, 0.1)], Folds = 2 }, c, s));
        yield return Case("AddCosts", (v, c, s) => string.Join(' ', nas.Data.AddCosts(v, ["params"], c, s).GetColumn<double>("params")));
        yield return Case("AggregateByClass", (v, c, s) => string.Join(
            ' ', nas.Data.AggregateByClass(v, architectureColumnName: c, searchSpace: s).GetColumn<double>("a")));
        yield return Case("Encode", (v, c, s) => string.Join(
            ' ', nas.Data.Encode(v, out var names, c, s).GetColumn<double>(names[0])));
        yield return Case("Join", (v, c, s) => string.Join(
            ' ',
            nas.Data.Join(
                v, Ml.Transforms.SelectColumns(c, "a").Append(Ml.Transforms.CopyColumns("second", "a")).Fit(v).Transform(v),
                new JoinOptions { ArchitectureColumnName = c, SearchSpace = s, Columns = ["second"] }).View.GetColumn<double>("second")));
        yield return Case("Complexity", (v, c, s) => string.Join(' ', nas.Transforms.Complexity(
            new() { ArchitectureColumnName = c, SearchSpace = s }).Fit(v).Transform(v).GetColumn<double>("flops")));
        yield return Case("SampleRows", (v, c, _) => string.Join(' ', nas.Data.SampleRows(v, 5, 1, c).GetColumn<double>("a")));

        static TestCaseData Case(string name, Func<IDataView, string, SearchSpace?, object> use) =>
            new TestCaseData(use).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Uses))]
    public void Use_OfAPlainView_GivesWhatItGivesOfAnAnnotatedOne(Func<IDataView, string, SearchSpace?, object> use)
    {
        var expected = use(Annotated(), "Architecture", null).ToString();

        Assert.That(expected, Is.Not.Empty);
        Assert.That(use(Plain(), Column, Space).ToString(), Is.EqualTo(expected));
        Assert.That(use(Renamed(), Column, null).ToString(), Is.EqualTo(expected), "annotated, of another name");
    }

    [Test]
    public void Use_WithoutTheSpace_AsksForAnOptionThatExists()
    {
        foreach (var use in (Action[])
        [
            () => Ml.Nas().Report(Plain(), "truth", ["a"], new() { ArchitectureColumnName = Column }),
            () => Ml.Nas().Analyses.BiasByOperation(Plain(), "truth", "a", new() { ArchitectureColumnName = Column }),
            () => Ml.Nas().Evaluate(Plain(), "truth", ["params"], new() { ArchitectureColumnName = Column }),
        ])
        {
            Assert.That(use, Throws.ArgumentException.With.Message.Contains("SearchSpace"));
        }
    }

    [Test]
    public void Supernet_OfAColumnOfAnotherName_IsTrained()
    {
        using var model = Ml.Nas().Trainers.Supernet(
            TinyNetworks.Images,
            new()
            {
                Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 },
                Epochs = 1,
                BatchSize = 8,
                ValidationShare = 0.25,
            },
            NasPipelines.Trainers.WeightSharing.Supernets.Of(Space),
            Column).Fit(Plain());

        Assert.That(model.Transform(Plain()).GetColumn<double>("oneshot_loss").Take(2), Has.All.Not.NaN);
    }

    // The page of a report without what says where the table comes from.
    private static string Numbers(EstimatorReport report)
    {
        using var folder = new TemporaryFolder();
        report.Save(folder.File("r.html"));
        var page = File.ReadAllText(folder.File("r.html"));
        var table = page.IndexOf("<table", StringComparison.Ordinal);
        return page[table..page.IndexOf("</table>", table, StringComparison.Ordinal)];
    }

    private static IDataView Annotated()
    {
        var all = Space.Sample(40, 5);
        return ArchitectureColumn.ViewOf(
            Space, all,
            columns: [("a", [.. all.Select((_, i) => Math.Sin(i))]), ("truth", [.. all.Select((_, i) => Math.Sin(i) + Math.Cos(3 * i))])]);
    }

    private static IDataView Plain() => Ml.Data.LoadFromEnumerable(
        Annotated().GetColumn<string>("Architecture").Zip(Annotated().GetColumn<double>("a"), Annotated().GetColumn<double>("truth"))
            .Select(r => new Row { Cell = r.First, A = r.Second, Truth = r.Third }));

    private static IDataView Renamed() => Ml.Transforms.CopyColumns(Column, "Architecture")
        .Append(Ml.Transforms.DropColumns("Architecture")).Fit(Annotated()).Transform(Annotated());

    private sealed class Row
    {
        [ColumnName(Column)]
        public string Cell { get; set; } = string.Empty;

        [ColumnName("a")]
        public double A { get; set; }

        [ColumnName("truth")]
        public double Truth { get; set; }
    }
}
