using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Evaluation;

public sealed class EvaluateRankingTests
{
    private static readonly Row[] Rows =
    [
        new() { Name = "a", Accuracy = 1, Params = 10, Score = 0.1 },
        new() { Name = "b", Accuracy = 2, Params = 30, Score = double.NaN },
        new() { Name = "c", Accuracy = 3, Params = 20, Score = 0.3 },
        new() { Name = "d", Accuracy = 4, Params = 40, Score = 0.2 },
    ];

    private readonly MLContext _ml = new(seed: 1);

    private IDataView View => _ml.Data.LoadFromEnumerable(Rows);

    [Test]
    public void Evaluate_OfAView_EqualsTheMetricsOfItsColumns()
    {
        var evaluation = _ml.Nas().Evaluate(View, "Accuracy", "Params", "Score");
        Assert.That(evaluation.Truth, Is.EqualTo("Accuracy"));
        Assert.That(evaluation["Params"].Kendall, Is.EqualTo(4.0 / 6).Within(1e-15));
        Assert.That((evaluation["Score"].Count, evaluation["Score"].Missing), Is.EqualTo((3, 1)));
    }

    [Test]
    public void Evaluate_EveryNumberType_IsRead()
    {
        var view = _ml.Data.LoadFromEnumerable(Enumerable.Range(1, 5).Select(i => new Numbers
        {
            Double = i, Single = i, SByte =
                (sbyte)i, Byte = (byte)i, Int16 = (short)i, UInt16 = (ushort)i, Int32 = i, UInt32 = (uint)i, Int64 = i, UInt64 = (ulong)i,
        }));
        var names = view.Schema.Select(c => c.Name).ToArray();
        Assert.That(names, Has.Length.EqualTo(10));
        Assert.That(_ml.Nas().Evaluate(view, "Int16", names).Select(m => m.Kendall), Is.All.EqualTo(1));
    }

    [TestCase("Nothing", "Score", "label column 'Nothing' does not exist; the columns are Name, Accuracy, Params, Score, Vector")]
    [TestCase("Accuracy", "Nothing", "score column 'Nothing' does not exist; the columns are Name, Accuracy")]
    [TestCase("Accuracy", "Name", "score column 'Name' must hold one number per row")]
    [TestCase("Accuracy", "Vector", "score column 'Vector' must hold one number per row")]
    public void EvaluateRanking_WrongColumn_FailsInFitAndInGetOutputSchema(string label, string score, string message)
    {
        var estimator = _ml.Nas().Transforms.EvaluateRanking(label, score);
        Action[] ways =
        [
            () => estimator.Fit(View), () => estimator.GetOutputSchema(SchemaShapes.Of(View)), () => _ml.Nas().Evaluate(View, label, score),
        ];
        foreach (var way in ways)
        {
            Assert.That(way, Throws.TypeOf<ArgumentException>().With.Message.Contains(message));
        }
    }

    [Test]
    public void Bootstrap_OfAView_HoldsControlsAndIntervals()
    {
        var view = _ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 40).Select(i => new Row { Accuracy = i, Score = i % 7 + i / 5, Params = i / 8 }));
        var options = new RankingEvaluationOptions { Criteria = Criteria.All, ControlColumnNames = ["Params"] };
        var result = _ml.Nas().Bootstrap(view, "Accuracy", ["Score"], options, new() { Resamples = 50 });
        Assert.That(result.Evaluation["Score"]["partialKendall"].IsDefined);
        Assert.That(result.Intervals("Score").Single(i => i.Key is KendallTauB).Value.Resamples, Is.EqualTo(50));
        Assert.That(() => _ml.Nas().Evaluate(
            view, "Accuracy", ["Score"],
            options.With((nameof(RankingEvaluationOptions.ControlColumnNames), (IReadOnlyList<string>)(["Flops"])))),
            Throws.TypeOf<ArgumentException>().With.Message.Contains("control column 'Flops' does not exist"));
    }

    [Test]
    public void EvaluateRanking_NoScores_IsRefused() =>
        Assert.That(
            () => _ml.Nas().Transforms.EvaluateRanking("Accuracy"), Throws.ArgumentException.With.Message.Contains("at least one score"));

    [Test]
    public void Evaluate_EmptyView_IsAnError() =>
        Assert.That(() => _ml.Nas().Evaluate(_ml.Data.FilterRowsByColumn(View, "Accuracy", 100), "Accuracy", "Score"),
            Throws.ArgumentException.With.Message.Contains("no rows"));

    [Test]
    public void Evaluate_MissingScores_WarnsOnce()
    {
        List<string> warnings = [];
        _ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(e.Message);
            }
        };
        _ml.Nas().Evaluate(View, "Accuracy", "Params", "Score");
        Assert.That(warnings, Has.Count.EqualTo(1).And.Some.Contains("1 rows have no score 'Score' (Drop)"));
    }

    [Test]
    public void Fit_InAPipeline_HoldsTheMetricsAndPassesRowsOn()
    {
        var pipeline = _ml.Transforms.CopyColumns("Copy", "Params").Append(
            _ml.Nas().Transforms.EvaluateRanking("Accuracy", "Copy", "Score"));
        Assert.That(
            pipeline.GetOutputSchema(SchemaShapes.Of(View)).Select(c => c.Name),
            Is.EqualTo(View.Schema.Select(c => c.Name).Append("Copy")));
        var model = pipeline.Fit(View);
        Assert.That(model.LastTransformer.Metrics["Copy"].Kendall, Is.EqualTo(4.0 / 6).Within(1e-15));
        var output = model.Transform(View);
        Assert.That(output.Schema.Select(c => c.Name), Is.EqualTo(model.GetOutputSchema(View.Schema).Select(c => c.Name)));
        Assert.That(output.GetColumn<string>("Name"), Is.EqualTo(Rows.Select(r => r.Name)));
    }

    [Test]
    public void Save_ThenLoad_PassesRowsOnAndPredicts()
    {
        var model = _ml.Nas().Transforms.EvaluateRanking("Accuracy", "Params")
            .Append(_ml.Transforms.CopyColumns("Copy", "Score")).Fit(View);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, View.Schema, stream);
        stream.Position = 0;
        var other = new MLContext();
        var loaded = other.Model.Load(stream, out var schema);
        Assert.That(schema.Select(c => c.Name), Is.EqualTo(View.Schema.Select(c => c.Name)));
        Assert.That(loaded.Transform(View).GetColumn<double>("Copy"), Is.EqualTo(Rows.Select(r => r.Score)));
        foreach (var transformer in new[] { loaded, model })
        {
            using var engine = other.Model.CreatePredictionEngine<Row, Copied>(transformer, View.Schema);
            Assert.That(engine.Predict(new() { Score = 7 }).Copy, Is.EqualTo(7));
        }
    }

    [Test]
    public void Save_OfTheStageAlone_LoadsAndMapsRows()
    {
        var model = _ml.Nas().Transforms.EvaluateRanking("Accuracy", "Params").Fit(View);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, View.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out _);
        Assert.That(loaded.IsRowToRowMapper && ((ITransformer)model).IsRowToRowMapper);
        Assert.That(loaded.Transform(View).GetColumn<float>("Accuracy"), Is.EqualTo(Rows.Select(r => r.Accuracy)));
        using var engine = _ml.Model.CreatePredictionEngine<Row, Row>(model, View.Schema);
        Assert.That(engine.Predict(Rows[2]).Name, Is.EqualTo("c"));
    }

    // ML.NET makes the shape of a view for chains only; its factory is not public.

    private sealed class Row
    {
        public string Name { get; set; } = "";

        public float Accuracy { get; set; }

        public int Params { get; set; }

        public double Score { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [1, 2];
    }

    private sealed class Copied
    {
        public double Copy { get; set; }
    }

    private sealed class Numbers
    {
        public double Double { get; set; }

        public float Single { get; set; }

        public sbyte SByte { get; set; }

        public byte Byte { get; set; }

        public short Int16 { get; set; }

        public ushort UInt16 { get; set; }

        public int Int32 { get; set; }

        public uint UInt32 { get; set; }

        public long Int64 { get; set; }

        public ulong UInt64 { get; set; }
    }
}
