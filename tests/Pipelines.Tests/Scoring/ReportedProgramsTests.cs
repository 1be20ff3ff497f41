using System.Collections;
using Microsoft.Data.Sqlite;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Tests.Scoring;

/// <summary>Programs that users of ML.NET and TorchSharp reported trouble with, around the product's stages.</summary>
public sealed class ReportedProgramsTests
{
    private readonly MLContext _ml = new(seed: 1);

    // dotnet/machinelearning#5320: an application of another culture.
    [Test]
    public void Spaces_InEachCulture_WriteAndReadTheSameArchitectures()
    {
        foreach (var space in SearchSpaces.All)
        {
            var texts = Cultures.InEach(() => string.Join(' ', Ml().Data.Sample(space, 3, 1).GetColumn<string>("Architecture")));
            var costs = Cultures.InEach(() =>
            {
                var view = Ml().Data.Sample(space, 3, 1);
                using var model = Ml().Transforms.Complexity().Fit(view);
                return string.Join(' ', model.Transform(view).GetColumn<double>("params").Select(BitConverter.DoubleToInt64Bits));
            });
            Assert.That((texts.Distinct().Count(), costs.Distinct().Count()), Is.EqualTo((1, 1)), space.Name);
        }

        static NasCatalog Ml() => new MLContext(1).Nas();
    }

    // pytorch/pytorch#177596: zeros under inference_mode.
    [TestCase("inference_mode")]
    [TestCase("no_grad")]
    [TestCase("dispose_scope")]
    [TestCase("float64")]
    public void Scores_ReadUnderASettingOfTheApplication_AreTheSame(string setting)
    {
        string[] proxies = ["grad_norm", "synflow", "snip", "fisher", "plain", "grasp", "l2_norm", "zen"];
        using var folder = new TemporaryFolder();
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 3);
        var expected = Read(null);
        List<double[]> found;
        using (var journal = ScoreJournal.Open(folder.File("j")))
        {
            found = Under(() => Read(journal));
        }

        using (var journal = ScoreJournal.Open(folder.File("j")))
        {
            Assert.That(Read(journal), Is.EqualTo(expected), "and so is what the journal keeps");
        }

        Assert.That(found, Is.EqualTo(expected));
        Assert.That(expected.Take(3).SelectMany(v => v), Has.None.Zero);

        List<double[]> Read(ScoreJournal? journal)
        {
            using var model = _ml.Nas().Transforms.ZeroShot(
                proxies, TinyNetworks.Options(SearchSpaces.NasBench201).With((nameof(ZeroShotOptions.Journal), journal))).Fit(view);
            return [.. proxies.Select(p => model.Transform(view).GetColumn<double>(p).ToArray())];
        }

        List<double[]> Under(Func<List<double[]>> read)
        {
            switch (setting)
            {
                case "inference_mode":
                    using (torch.inference_mode())
                    {
                        return read();
                    }

                case "no_grad":
                    using (torch.no_grad())
                    {
                        return read();
                    }

                case "dispose_scope":
                    using (torch.NewDisposeScope())
                    {
                        return read();
                    }

                default:
                    torch.set_default_dtype(torch.float64);
                    try
                    {
                        return read();
                    }
                    finally
                    {
                        torch.set_default_dtype(torch.float32);
                    }
            }
        }
    }

    // dotnet/machinelearning#2159, #4036: sequences that may run once, or in another order each time.
    [Test]
    public void Evaluate_OfASequenceThatRunsOnce_PassesOverItOnce()
    {
        var all = SearchSpaces.NasBench201.Sample(20, 1);
        var rows = all.Select((a, i) => new Row { Architecture = a.Text, Truth = Math.Sin(i), Score = Math.Cos(i) }).ToList();
        var once = new Once<Row>(rows);

        var evaluation = _ml.Nas().Evaluate(_ml.Data.LoadFromEnumerable(once), "Truth", "Score");

        Assert.That(once.Passes, Is.EqualTo(1));
        Assert.That(evaluation[0].Kendall, Is.EqualTo(_ml.Nas().Evaluate(_ml.Data.LoadFromEnumerable(rows), "Truth", "Score")[0].Kendall));
    }

    // dotnet/machinelearning#4070: NULLs of a database.
    [Test]
    public void Evaluate_OfADatabaseWithNulls_TakesThemForMissing()
    {
        using var folder = new TemporaryFolder();
        var source = $"Data Source={folder.File("db")};Pooling=False";
        using (var connection = new SqliteConnection(source))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE t(Architecture TEXT, Truth REAL, Score REAL);"
                + "INSERT INTO t VALUES('333333', 1.0, 1.5), ('ssssss', 2.0, NULL), ('3sss3s', 3.0, 2.5), ('s33333', 4.0, 2.0)";
            command.ExecuteNonQuery();
        }

        var loader = _ml.Data.CreateDatabaseLoader(
            new DatabaseLoader.Column("Architecture", System.Data.DbType.String, 0),
            new DatabaseLoader.Column("Truth", System.Data.DbType.Double, 1),
            new DatabaseLoader.Column("Score", System.Data.DbType.Double, 2));
        var view = loader.Load(new DatabaseSource(SqliteFactory.Instance, source, "SELECT Architecture, Truth, Score FROM t"));

        var evaluation = _ml.Nas().Evaluate(view, "Truth", "Score");

        Assert.That((evaluation[0].Count, evaluation[0].Missing), Is.EqualTo((3, 1)));
        Assert.That(evaluation[0].Kendall, Is.EqualTo(1.0 / 3).Within(1e-12));
    }

    // dotnet/machinelearning#4819, #5416, #2796: everything that reads a view some other way.
    [Test]
    public void Scores_ThroughEverythingThatRereads_AreTheSameAndEachComputedOnce()
    {
        using var folder = new TemporaryFolder();
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 20);
        using var model = _ml.Nas().Transforms.ZeroShot(["l2_norm"], TinyNetworks.Options(SearchSpaces.NasBench201)).Fit(view);
        var scored = model.Transform(view);
        double[] expected = [.. scored.GetColumn<double>("l2_norm")];
        var split = _ml.Data.TrainTestSplit(scored, 0.3, seed: 1);
        using (var file = File.Create(folder.File("s.idv")))
        {
            _ml.Data.SaveAsBinary(scored, file);
        }

        var replaced = _ml.Transforms.CopyColumns("Architecture", "Architecture").Fit(scored).Transform(scored);
        using var twice = _ml.Nas().Transforms.ZeroShot(["l2_norm"], TinyNetworks.Options(SearchSpaces.NasBench201)).Fit(replaced);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read(_ml.Data.Cache(scored)), Is.EqualTo(expected));
            Assert.That(Read(_ml.Data.ShuffleRows(scored)), Is.EquivalentTo(expected));
            Assert.That(Read(split.TrainSet).Concat(Read(split.TestSet)), Is.EquivalentTo(expected));
            Assert.That(
                _ml.Data.CrossValidationSplit(scored, 3).SelectMany(f => Read(f.TestSet)), Is.EquivalentTo(expected));
            Assert.That(Read(_ml.Data.BootstrapSample(scored, seed: 2)).Except(expected), Is.Empty);
            Assert.That(
                Read(_ml.Data.FilterRowsByColumn(scored, "l2_norm", expected.Order().ElementAt(5))),
                Is.EquivalentTo(expected.Where(e => e >= expected.Order().ElementAt(5))));
            Assert.That(Read(_ml.Data.SkipRows(_ml.Data.TakeRows(scored, 9), 4)), Is.EqualTo(expected[4..9]));
            Assert.That(scored.Preview(3).RowView, Has.Length.EqualTo(3));
            Assert.That(_ml.Data.CreateEnumerable<Scored>(scored, reuseRowObject: true).Select(r => r.Norm), Is.EqualTo(expected));
            Assert.That(Read(_ml.Data.LoadFromBinary(folder.File("s.idv"))), Is.EqualTo(expected));
            Assert.That(Read(twice.Transform(replaced)), Is.EqualTo(expected), "the same score twice, the first one hidden");
            Assert.That(model.Evaluations, Is.EqualTo(SearchSpaces.NasBench201.Sample(20, 1).Select(a => a.Canonical).Distinct().Count()));
        }

        using var cursor = scored.GetRowCursor([scored.Schema["Architecture"]]);
        Assert.That(
            () => cursor.GetGetter<double>(scored.Schema["l2_norm"]), Throws.ArgumentException.With.Message.Contains("l2_norm"),
            "of a column that was not asked for");

        static double[] Read(IDataView of) => [.. of.GetColumn<double>("l2_norm")];
    }

    // dotnet/machinelearning#4965, #3775, #6550: engines of fitted, saved and loaded models on several threads, and after they are gone.
    [Test]
    public void Engines_OfSavedModels_PredictTheSameWithoutTheTruth()
    {
        using var folder = new TemporaryFolder();
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 5);
        using var model = _ml.Nas().Transforms.ZeroShot(["l2_norm"], TinyNetworks.Options(SearchSpaces.NasBench201)).Fit(view);
        double[] expected = [.. model.Transform(view).GetColumn<double>("l2_norm")];
        string[] texts = [.. view.GetColumn<string>("Architecture")];
        _ml.Model.Save(model, view.Schema, folder.File("with.zip"));
        _ml.Model.Save(model, null, folder.File("without.zip"));
        foreach (var file in (string[])["with.zip", "without.zip"])
        {
            var loaded = new MLContext().Model.Load(folder.File(file), out _);
            Parallel.For(0, 4, _ =>
            {
                using var engine = new MLContext().Model.CreatePredictionEngine<Asked, Scored>(
                    loaded, new PredictionEngineOptions { OwnsTransformer = false });
                Assert.That(texts.Select(t => engine.Predict(new() { Architecture = t }).Norm), Is.EqualTo(expected));
                Assert.That(() => engine.Predict(new() { Architecture = "x" }), Throws.Exception);
                Assert.That(engine.Predict(new() { Architecture = texts[0] }).Norm, Is.EqualTo(expected[0]), "goes on");
            });
        }

        var gone = _ml.Model.CreatePredictionEngine<Asked, Scored>(model, new PredictionEngineOptions { OwnsTransformer = false });
        gone.Dispose();
        Assert.That(model.Transform(view).GetColumn<double>("l2_norm"), Is.EqualTo(expected), "an engine's end is not the model's");
    }

    // dotnet/machinelearning#5744, dotnet/TorchSharp#1057.
    [Test]
    public void Fits_OneAfterTheOther_LeaveNoTensor()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 2);
        var before = LiveTensors.Count();
        for (var seed = 0; seed < 30; seed++)
        {
            using var model = _ml.Nas().Transforms.ZeroShot(
                ["l2_norm", "synflow"], TinyNetworks.Options(SearchSpaces.NasBench201).With((nameof(ZeroShotOptions.Seed), (long)seed)))
                .Fit(view);
            using var engine = _ml.Model.CreatePredictionEngine<Asked, Scored>(
                model, new PredictionEngineOptions { OwnsTransformer = false });
            _ = engine.Predict(new() { Architecture = "333333" });
        }

        Assert.That(LiveTensors.Count(), Is.LessThanOrEqualTo(before));
    }

    private sealed class Once<T>(IReadOnlyList<T> rows) : IEnumerable<T>
    {
        public int Passes { get; private set; }

        public IEnumerator<T> GetEnumerator() =>
            ++Passes > 1 ? throw new InvalidOperationException("it runs once") : rows.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Row
    {
        public string Architecture { get; set; } = string.Empty;

        public double Truth { get; set; }

        public double Score { get; set; }
    }

    private sealed class Asked
    {
        public string? Architecture { get; set; }
    }

    private sealed class Scored
    {
        [ColumnName("l2_norm")]
        public double Norm { get; set; }
    }
}
