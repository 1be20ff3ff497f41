using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.OneShot;
using NasPipelines.Samples;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

/// <summary>Rows that are no architectures: an error that names the row, or missing scores, in every stage of scores.</summary>
public sealed class BadRowsTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [TestCase("Complexity", null)]
    [TestCase("Complexity", "")]
    [TestCase("Complexity", "   ")]
    [TestCase("Complexity", "garbage")]
    [TestCase("ZeroShot", null)]
    [TestCase("ZeroShot", "")]
    [TestCase("ZeroShot", "garbage")]
    [TestCase("OneShot", null)]
    [TestCase("OneShot", "|nor_conv_9x9~0|")]
    [TestCase("Score", null)]
    [TestCase("Score", "\t")]
    [TestCase("Supernet", "garbage")]
    public void BadRow_InEveryStage_FailsWithItsRowOrIsMissing(string name, string? bad)
    {
        var rows = Rows("333333", "3sss3s", bad, "ssssss");
        using (var failing = Fit(name, BadRows.Fail, Rows("333333", "3sss3s", "ssssss")))
        {
            Assert.That(
                () => failing.Model.Transform(rows).GetColumn<double>(failing.Column).ToList(),
                Throws.TypeOf<FormatException>().With.Message.StartsWith("Row 2, column 'Architecture': "));
            Assert.That(() => failing.ScoreAll(rows), Throws.TypeOf<FormatException>().With.Message.StartsWith("Row 2, column"));
        }

        using var missing = Fit(name, BadRows.Missing, rows);
        var scored = missing.Model.Transform(rows);
        double[] values = [.. scored.GetColumn<double>(missing.Column)];
        using var clean = Fit(name, BadRows.Missing, name == "Supernet" ? rows : Rows("333333", "3sss3s", "ssssss"));
        double[] expected = [.. clean.Model.Transform(Rows("333333", "3sss3s", "ssssss")).GetColumn<double>(clean.Column)];

        Assert.That(values[2], Is.NaN);
        Assert.That(values.Where((_, i) => i != 2), name == "Supernet" ? Has.All.Not.NaN : Is.EqualTo(expected));
        var summary = missing.ScoreAll(rows);
        Assert.That((summary.Rows, summary.Distinct, summary.Failed), Is.EqualTo((4, 3, 1)));
        if (scored.Schema.GetColumnOrNull("ScoreStatus") is not null)
        {
            string[] reasons = [.. scored.GetColumn<string>("ScoreStatus")];
            Assert.That(reasons[2], Does.StartWith($"{missing.Column}: "));
            Assert.That(reasons.Where((_, i) => i != 2), Is.All.Empty);
        }
    }

    [TestCase(BadRows.Fail)]
    [TestCase(BadRows.Missing)]
    public void BadRow_OfASavedStage_IsTreatedAsTheStageDid(BadRows policy)
    {
        var good = Rows("333333", "3sss3s");
        using (var stage = Fit("ZeroShot", policy, good))
        {
            Ml.Model.Save(stage.Model, good.Schema, _folder.File($"{policy}.zip"));
        }

        using var own = (ScoringTransformer)Ml.Nas().Model.Load(_folder.File($"{policy}.zip"));
        foreach (var loaded in new[] { own, Ml.Model.Load(_folder.File($"{policy}.zip"), out _) })
        {
            var scored = loaded.Transform(Rows("333333", null));
            if (policy == BadRows.Missing)
            {
                Assert.That(scored.GetColumn<double>("l2_norm").Select(double.IsNaN), Is.EqualTo(new[] { false, true }));
                Assert.That(scored.GetColumn<string>("ScoreStatus").Last(), Does.StartWith("l2_norm: "));
            }
            else
            {
                Assert.That(() => scored.GetColumn<double>("l2_norm").ToList(), Throws.Exception);
            }
        }
    }

    [Test]
    public void BadRow_WithAPredictionEngine_IsMissingAndTheEngineGoesOn()
    {
        using var stage = Fit("ZeroShot", BadRows.Missing, Rows("333333"));
        using var engine = Ml.Model.CreatePredictionEngine<Row, Scored>(
            stage.Model, new PredictionEngineOptions { OwnsTransformer = false });

        Assert.That(engine.Predict(new Row { Architecture = null }).Norm, Is.NaN);
        Assert.That(engine.Predict(new Row { Architecture = "333333" }).Norm, Is.Positive);
    }

    [Test]
    public void BadRows_OfAnUnknownPolicy_IsRefused() => Assert.That(
        () => Ml.Nas().Transforms.ZeroShot(["relu"], new() { BadRows = (BadRows)7 }),
        Throws.ArgumentException.With.Message.Contains("BadRows"));

    private Stage Fit(string name, BadRows policy, IDataView view)
    {
        var (nas, space) = (Ml.Nas(), SearchSpaces.NasBench201);
        var options = TinyNetworks.Options(space).With((nameof(ZeroShotOptions.BadRows), policy));
        if (name == "OneShot" && !File.Exists(_folder.File("s.onnx")))
        {
            _ = TinyNetworks.SaveSupernet(_folder.File("s.onnx"), space);
        }

        return name switch
        {
            "Complexity" => new(nas.Transforms.Complexity(options).Fit(view), "params"),
            "ZeroShot" => new(nas.Transforms.ZeroShot(["l2_norm"], options).Fit(view), "l2_norm"),
            "OneShot" => new(
                nas.Transforms.OneShot(
                    "acc", _folder.File("s.onnx"), TinyNetworks.OneShot.With((nameof(OneShotOptions.BadRows), policy))).Fit(view), "acc"),
            "Score" => new(nas.Transforms.Score(new Roofline(space, 150, 20), new() { BadRows = policy }).Fit(view), "roofline"),
            _ => new(
                nas.Trainers.Supernet(
                    TinyNetworks.Images,
                    new SupernetOptions
                    {
                        Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 },
                        Epochs = 1,
                        BatchSize = 8,
                        ValidationShare = 0.25,
                    },
                    Supernets.Of(space),
                    badRows: policy).Fit(view),
                "oneshot_loss"),
        };
    }

    private static IDataView Rows(params string?[] texts) => Ml.Data.LoadFromEnumerable(texts.Select(t => new Row { Architecture = t }));

    private sealed record Stage(ITransformer Model, string Column) : IDisposable
    {
        public ScoringSummary ScoreAll(IDataView view) => Model is NasPipelines.Trainers.WeightSharing.Scoring.SupernetTransformer supernet
            ? supernet.ScoreAll(view)
            : ((ScoringTransformer)Model).ScoreAll(view);

        public void Dispose() => (Model as IDisposable)?.Dispose();
    }

    private sealed class Row
    {
        public string? Architecture { get; set; }
    }

    private sealed class Scored
    {
        [ColumnName("l2_norm")]
        public double Norm { get; set; }
    }
}
