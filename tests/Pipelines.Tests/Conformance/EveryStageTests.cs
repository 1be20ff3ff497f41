using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Combinations;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing;

namespace NasPipelines.Tests.Conformance;

/// <summary>What every stage has to hold as a part of an ML.NET pipeline; those of scores hold more (<c>StageConformance</c>).</summary>
/// <param name="name">The stage.</param>
/// <param name="column">The column that is looked at.</param>
[TestFixture("Complexity", "params")]
[TestFixture("Combine", "vote")]
[TestFixture("LearnCombination", "learned")]
[TestFixture("EvaluateRanking", "relu")]
[TestFixture("Supernet", "oneshot_loss")]
public sealed class EveryStageTests(string name, string column)
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private IDataView _view = null!;
    private ScoringTransformer _relu = null!;
    private IEstimator<ITransformer> _stage = null!;
    private ITransformer _model = null!;
    private double[] _expected = [];

    [OneTimeSetUp]
    public void Fit()
    {
        _relu = Relu();
        _view = _relu.Transform(Architectures());
        _stage = Stage();
        _model = _stage.Fit(_view);
        _expected = Read(_model.Transform(_view));
    }

    [OneTimeTearDown]
    public void Delete()
    {
        (_model as IDisposable)?.Dispose();
        _relu.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Schemas_OfEstimatorTransformerAndView_Agree()
    {
        var transformed = Shown(_model.Transform(_view).Schema);

        Assert.That(_stage.GetOutputSchema(SchemaShapes.Of(_view)).Select(c => c.Name), Is.EquivalentTo(transformed.Select(c => c.Name)));
        Assert.That(Shown(_model.GetOutputSchema(_view.Schema)), Is.EqualTo(transformed));
        Assert.That(Shown(_model.GetRowToRowMapper(_view.Schema).OutputSchema), Is.EqualTo(transformed));
    }

    [Test]
    public void OtherColumns_Read_ScoreNothing()
    {
        using var relu = Relu();
        var transformed = _model.Transform(relu.Transform(Architectures()));

        Assert.That(transformed.GetColumn<string>("Architecture").Count(), Is.EqualTo(_expected.Length));
        Assert.That(relu.Evaluations, Is.Zero);
    }

    [Test]
    public void Rows_ReadInPart_ScoreNoMore()
    {
        using var relu = Relu();
        var model = _stage.Fit(_view);

        _ = model.Transform(relu.Transform(Architectures())).GetColumn<double>(column).Take(2).ToList();

        Assert.That(relu.Evaluations, Is.EqualTo(name is "Complexity" or "Supernet" ? 0 : 2), "scores beneath that were computed");
        if (model is ScoringTransformer scores)
        {
            Assert.That(scores.Evaluations, Is.InRange(1, 2));
        }

        (model as IDisposable)?.Dispose();
    }

    [Test]
    public void Rows_OfALoadedModelReadInPart_ScoreNoMore()
    {
        Assume.That(name, Is.Not.EqualTo("Supernet"), "a supernet in memory is not saved");
        var file = _folder.File($"{name}-part.zip");
        _ml.Model.Save(_model, _view.Schema, file);
        using var relu = Relu();

        _ = _ml.Nas().Model.Load(file).Transform(relu.Transform(Architectures())).GetColumn<double>(column).Take(2).ToList();

        Assert.That(relu.Evaluations, Is.EqualTo(name == "Complexity" ? 0 : 2), "scores beneath that were computed");
    }

    [Test]
    public void Values_ShuffledParallelCachedAndInFolds_AreTheSameBits()
    {
        var transformed = _model.Transform(_view);

        Assert.That(Read(transformed), Is.EqualTo(_expected));
        Assert.That(Read(_ml.Data.Cache(transformed)), Is.EqualTo(_expected));
        Assert.That(Read(_ml.Data.ShuffleRows(transformed, seed: 3)), Is.EquivalentTo(_expected));
        Assert.That(Read(_model.Transform(_ml.Data.ShuffleRows(_view, seed: 3))), Is.EquivalentTo(_expected));
        Assert.That(_ml.Data.CrossValidationSplit(transformed, 3).SelectMany(f => Read(f.TestSet)), Is.EquivalentTo(_expected));
        var cursors = transformed.GetRowCursorSet([transformed.Schema[column]], 4);
        var values = new double[cursors.Length][];
        Parallel.For(0, cursors.Length, i => values[i] = [.. Read(cursors[i])]);
        Assert.That(values.SelectMany(v => v), Is.EquivalentTo(_expected));
    }

    [Test]
    public void CrossValidate_WithTheStageInThePipeline_FitsItInEachFold()
    {
        var pipeline = Stage().Append(_ml.Transforms.Conversion.ConvertType("Number", column, DataKind.Single))
            .Append(_ml.Transforms.Concatenate("Features", "Number")).Append(
                _ml.Regression.Trainers.Sdca("Truth32", maximumNumberOfIterations: 5));
        var view = _ml.Transforms.Conversion.ConvertType("Truth32", "truth", DataKind.Single).Fit(_view).Transform(_view);

        var folds = _ml.Regression.CrossValidate(view, pipeline, numberOfFolds: 2, labelColumnName: "Truth32");

        Assert.That(folds.Select(f => f.Metrics.MeanSquaredError), Has.Exactly(2).Items.And.All.GreaterThanOrEqualTo(0));
    }

    [Test]
    public void PredictionEngine_OnTwoThreads_HasTheSameValues()
    {
        var rows = _ml.Data.CreateEnumerable<Row>(_view, reuseRowObject: false).ToList();
        var renamed = new TransformerChain<ITransformer>(_model, _ml.Transforms.CopyColumns("Value", column).Fit(_model.Transform(_view)));
        var found = new double[2][];
        Parallel.For(0, 2, i =>
        {
            using var engine = _ml.Model.CreatePredictionEngine<Row, Valued>(
                renamed, new PredictionEngineOptions { OwnsTransformer = false });
            found[i] = [.. rows.Select(row => engine.Predict(row).Value)];
        });

        Assert.That(found, Is.All.EqualTo(_expected));
    }

    [Test]
    public void SaveAndLoad_GivesTheSameValues_OrSaysWhyNot()
    {
        var file = _folder.File($"{name}.zip");
        if (name == "Supernet")
        {
            Assert.That(
                () => _ml.Model.Save(_model, _view.Schema, file),
                Throws.InstanceOf<NotSupportedException>().With.Message.Contains("Checkpoint"));
            return;
        }

        _ml.Model.Save(_model, _view.Schema, file);
        var plain = new MLContext();
        plain.ComponentCatalog.RegisterAssembly(typeof(NasCatalog).Assembly);

        Assert.That(Read(plain.Model.Load(file, out _).Transform(_view)), Is.EqualTo(_expected));
        Assert.That(Read(_ml.Nas().Model.Load(file).Transform(_view)), Is.EqualTo(_expected));
    }

    private IEstimator<ITransformer> Stage() => name switch
    {
        "Complexity" => _ml.Nas().Transforms.Complexity(),
        "Combine" => _ml.Nas().Transforms.Combine("vote", ["relu", "a"]),
        "LearnCombination" => _ml.Nas().Transforms.LearnCombination(
            "learned", "truth", ["relu", "a"], new LearnedCombinationOptions { Settings = [new(10, 2, 0.1)], Folds = 2 }),
        "EvaluateRanking" => _ml.Nas().Transforms.EvaluateRanking("truth", "relu", "a"),
        _ => _ml.Nas().Trainers.Supernet(TinyNetworks.Images, new SupernetOptions
        {
            Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 },
            Epochs = 1,
            BatchSize = 8,
            ValidationShare = 0.25,
        }),
    };

    private ScoringTransformer Relu() =>
        _ml.Nas().Transforms.ZeroShot(["relu"], new() { Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 } })
            .Fit(Architectures());

    private static IDataView Architectures()
    {
        var all = SearchSpaces.NasBench201.Sample(30, 2);
        return ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench201,
            all,
            columns: [("a", [.. all.Select((_, i) => Math.Sin(i))]), ("truth", [.. all.Select((_, i) => Math.Sin(i) + Math.Cos(3 * i))])]);
    }

    private double[] Read(IDataView view) => [.. view.GetColumn<double>(column)];

    private IEnumerable<double> Read(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            var getter = cursor.GetGetter<double>(cursor.Schema[column]);
            while (cursor.MoveNext())
            {
                var value = 0.0;
                getter(ref value);
                yield return value;
            }
        }
    }

    private static List<(string Name, DataViewType Type)> Shown(DataViewSchema schema) =>
        [.. schema.Where(c => !c.IsHidden).Select(c => (c.Name, c.Type))];

    private sealed class Row
    {
        public string Architecture { get; set; } = string.Empty;

        [ColumnName("a")]
        public double A { get; set; }

        [ColumnName("truth")]
        public double Truth { get; set; }

        [ColumnName("relu")]
        public double Relu { get; set; }

        public string ScoreStatus { get; set; } = string.Empty;
    }

    private sealed class Valued
    {
        public double Value { get; set; }
    }
}
