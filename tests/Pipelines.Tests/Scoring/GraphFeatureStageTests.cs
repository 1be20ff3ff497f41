using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Features;
using NasPipelines.Fixtures;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Scoring;

/// <summary>Graph features as a stage: a vector with named slots, saved and loaded.</summary>
public sealed class GraphFeatureStageTests
{
    private readonly MLContext _ml = new(seed: 1);

    private static IEnumerable<TestCaseData> SpacesWithFeatures() => new[]
    {
        SearchSpaces.NasBench201, SearchSpaces.NasBench101, SearchSpaces.NasBench1Shot1, SearchSpaces.NasBench301, DescribedSpaces.All[0],
    }.Select(space => new TestCaseData(space).SetArgDisplayNames(space.Name));

    [Test]
    public void Vector_OfPublishedCells_IsTheReferenceWithItsNames()
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(TestData.Reference("graf_features.json")));
        var cells = reference.RootElement.GetProperty("nb201").GetProperty("cells").EnumerateArray().ToList();
        var view = Texts([.. cells.Select(c => c.GetProperty("ops").GetString()!)]);

        var stage = _ml.Nas().Transforms.GraphFeatures(options: new() { SearchSpace = SearchSpaces.NasBench201 });
        var output = stage.Fit(view).Transform(view);

        var expected = cells.Select(c => c.GetProperty("features").EnumerateObject().ToList()).ToList();
        Assert.That(SlotNames(output, "GraphFeatures"), Is.EqualTo(expected[0].Select(f => f.Name)));
        Assert.That(Vectors(output), Is.EqualTo(expected.Select(c => c.Select(f => (float)f.Value.GetDouble()))));
    }

    [TestCaseSource(nameof(SpacesWithFeatures))]
    public void SaveAndLoad_OfEverySpace_GivesTheSameVectorsAndNames(SearchSpace space)
    {
        using var folder = new TemporaryFolder();
        var view = ArchitectureColumn.ViewOf(space, space.Sample(3, seed: 1));
        var model = _ml.Nas().Transforms.GraphFeatures("graph").Fit(view);
        _ml.Model.Save(model, view.Schema, folder.File("graph.zip"));
        var expected = model.Transform(view);

        List<IDataView> loaded = [_ml.Nas().Model.Load(folder.File("graph.zip"), space).Transform(view)];
        if (SearchSpaces.All.Contains(space))
        {
            var plain = new MLContext();
            plain.ComponentCatalog.RegisterAssembly(typeof(ArchitectureColumn).Assembly);
            loaded.Add(plain.Model.Load(folder.File("graph.zip"), out _).Transform(view));
        }

        Assert.That(SlotNames(loaded[0], "graph"), Is.EqualTo(SlotNames(expected, "graph")));
        foreach (var output in loaded)
        {
            Assert.That(Vectors(output, "graph"), Is.EqualTo(Vectors(expected, "graph")));
            Assert.That(output.Schema.Where(c => !c.IsHidden).Select(c => c.Name), Is.EqualTo(new[] { "Architecture", "graph" }));
        }
    }

    [Test]
    public void Trainer_OfMLNet_ReadsTheVector()
    {
        var cells = SearchSpaces.NasBench201.Sample(60, seed: 4);
        var counted = Counted(cells);
        var view = _ml.Transforms.Conversion.ConvertType("Label", "convolutions", DataKind.Single).Fit(counted).Transform(counted);
        var pipeline = _ml.Nas().Transforms.GraphFeatures("Features").Append(_ml.Regression.Trainers.FastForest(numberOfTrees: 30));

        var predicted = pipeline.Fit(view).Transform(view);

        Assert.That(_ml.Regression.Evaluate(predicted).RSquared, Is.GreaterThan(0.7));
    }

    [Test]
    public void Row_ThatIsNoArchitecture_FailsOrHasNoFeatures()
    {
        var view = Texts("333333", "no cell");
        IDataView Featured(BadRows badRows) => _ml.Nas().Transforms.GraphFeatures(
            options: new() { SearchSpace = SearchSpaces.NasBench201, BadRows = badRows }).Fit(view).Transform(view);
        var (failing, lenient) = (Featured(BadRows.Fail), Featured(BadRows.Missing));

        Assert.That(
            () => Vectors(failing), Throws.InstanceOf<FormatException>().With.Message.StartsWith("Row 1, column 'Architecture': "));
        Assert.That(Vectors(lenient)[0], Has.None.NaN);
        Assert.That(Vectors(lenient)[1], Has.All.NaN);
    }

    [Test]
    public void Space_WithoutCells_IsRefusedWithTheNamesOfOthers()
    {
        var sizes = SearchSpaces.NatsSizes;
        Assert.That(
            () => _ml.Nas().Transforms.GraphFeatures(options: new() { SearchSpace = sizes }),
            Throws.ArgumentException.With.Message.Contains("nats-sss has no graph features").And.Message.Contains("nasbench301"));
        Assert.That(
            () => _ml.Nas().Transforms.GraphFeatures().Fit(ArchitectureColumn.ViewOf(sizes, sizes.Sample(2, 1))),
            Throws.ArgumentException.With.Message.Contains("nats-sss"));
        Assert.That(
            () => _ml.Nas().Transforms.GraphFeatures().Fit(_ml.Data.LoadFromEnumerable([new Text { Architecture = "333333" }])),
            Throws.ArgumentException.With.Message.Contains(nameof(GraphFeatureOptions.SearchSpace)));
    }

    private IDataView Texts(params string[] texts) =>
        _ml.Data.LoadFromEnumerable(texts.Select(text => new Text { Architecture = text }));

    private static IDataView Counted(IReadOnlyList<Architecture> cells) => ArchitectureColumn.ViewOf(
        SearchSpaces.NasBench201, cells, columns: [("convolutions", [.. cells.Select(c => (double)c.Text.Split("conv").Length)])]);

    private static List<float[]> Vectors(IDataView view, string column = "GraphFeatures") =>
        [.. view.GetColumn<VBuffer<float>>(column).Select(v => v.DenseValues().ToArray())];

    private static string[] SlotNames(IDataView view, string column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema[column].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private sealed class Text
    {
        public string Architecture { get; set; } = "";
    }
}
