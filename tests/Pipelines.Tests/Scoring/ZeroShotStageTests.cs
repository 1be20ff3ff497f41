using System.Diagnostics;
using Microsoft.ML.Data;
using Microsoft.ML;
using NasPipelines.Networks;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.Trainers.Embedded;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

public sealed class ZeroShotStageTests
{
    private static readonly string[] Proxies = ["synflow", "relu_logdet"];
    private readonly MLContext _ml = new(seed: 1);

    // The images are of 16 by 16 pixels; networks are of 32 where nothing says otherwise.
    [Test]
    public void ZeroShot_NetworkOfChannelsOnly_IsForTheImages()
    {
        var images = TinyBench.Train.Take(0, 8);
        double[] fitted = Score(new() { Channels = 4, CellsPerStage = 1 });
        double[] told = Score(new() { Channels = 4, CellsPerStage = 1, ImageSize = 16, ImageChannels = 3, Classes = images.Classes });

        Assert.That(fitted, Is.EqualTo(told).And.All.Not.NaN);
        Assert.That(
            () => Score(new() { Channels = 4, ImageSize = 32 }), Throws.ArgumentException.With.Message.Contains("leave out its ImageSize"));

        double[] Score(NetworkSize network)
        {
            var options = TinyNetworks.Options(SearchSpaces.NasBench201).With(
                (nameof(ZeroShotOptions.Images), images),
                (nameof(ZeroShotOptions.BatchSize), 4),
                (nameof(ZeroShotOptions.Network), network));
            using var model = _ml.Nas().Transforms.ZeroShot(["snip", "synflow"], options).Fit(View(2));
            var scored = model.Transform(View(2));
            return [.. scored.GetColumn<double>("snip"), .. scored.GetColumn<double>("synflow")];
        }
    }

    [Test]
    public void Transform_PreviewOf3Rows_Scores3Architectures()
    {
        using var model = Stage().Fit(View(40));

        var preview = model.Transform(View(40)).Preview(3);

        Assert.That(preview.RowView, Has.Length.EqualTo(3));
        Assert.That(model.Evaluations, Is.EqualTo(3));
    }

    [Test]
    public void Transform_OtherColumnsRead_ScoresNothing()
    {
        using var model = Stage().Fit(View(10));

        Assert.That(model.Transform(View(10)).GetColumn<string>("Architecture").Count(), Is.EqualTo(10));
        Assert.That(model.Evaluations, Is.Zero);
    }

    [Test]
    public void Transform_TwoPassesAndTwoExports_ScoresEachDistinctArchitectureOnce()
    {
        using var folder = new TemporaryFolder();
        var view = View(8, repeat: 2);
        using var model = Stage().Fit(view);
        var scored = model.Transform(view);

        var first = scored.GetColumn<double>("synflow").ToArray();
        var second = scored.GetColumn<double>("synflow").ToArray();
        using (var idv = File.Create(folder.File("scored.idv")))
        {
            _ml.Data.SaveAsBinary(scored, idv);
        }

        using (var tsv = File.Create(folder.File("scored.tsv")))
        {
            _ml.Data.SaveAsText(scored, tsv);
        }

        Assert.That(second, Is.EqualTo(first));
        Assert.That(model.Evaluations, Is.EqualTo(SearchSpaces.NasBench201.Sample(8, 1).Select(a => a.Canonical).Distinct().Count()));
    }

    [Test]
    public void Transform_ShuffledOrMoreWorkers_GivesTheSameBits()
    {
        var ordered = Scores(Stage(), View(12));
        var shuffled = Scores(Stage(), _ml.Data.ShuffleRows(View(12), seed: 3));
        var parallel = Scores(Stage(), View(12), workers: 2);

        Assert.That(shuffled, Is.EquivalentTo(ordered));
        Assert.That(parallel, Is.EqualTo(ordered));
    }

    [Test]
    public void SaveAndLoad_InAFreshProcess_PredictsTheSameValues()
    {
        using var folder = new TemporaryFolder();
        var view = View(24);
        var pipeline = Stage().Append(_ml.Transforms.Concatenate("Proxies", Proxies))
            .Append(_ml.Transforms.Conversion.ConvertType("Features", "Proxies", DataKind.Single))
            .Append(_ml.Transforms.NormalizeMeanVariance("Features"))
            .Append(_ml.Regression.Trainers.Sdca(labelColumnName: "Truth", maximumNumberOfIterations: 20));
        using var model = pipeline.Fit(view);
        var expected = model.Transform(view).GetColumn<float>("Score").ToArray();
        _ml.Model.Save(model, view.Schema, folder.File("model.zip"));

        var texts = view.GetColumn<string>("Architecture");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(NasPipelines.Samples.Program).Assembly.Location, "predict", folder.File("model.zip"), .. texts])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.That(process.ExitCode, Is.Zero, errors);
        Assert.That(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(float.Parse), Is.EqualTo(expected));
    }

    [Test]
    public void SaveAndLoad_InThisProcess_GivesTheSameScoresAfterTheFirstIsGone()
    {
        using var folder = new TemporaryFolder();
        double[] expected;
        using (var model = Stage().Fit(View(5)))
        {
            expected = [.. model.Transform(View(5)).GetColumn<double>("relu_logdet")];
            _ml.Model.Save(model, View(5).Schema, folder.File("scorer.zip"));
        }

        var loaded = _ml.Model.Load(folder.File("scorer.zip"), out _);

        Assert.That(loaded.Transform(View(5)).GetColumn<double>("relu_logdet"), Is.EqualTo(expected));
    }

    [Test]
    public void CreatePredictionEngine_OneArchitecture_HasItsScore()
    {
        using var model = Stage().Fit(View(3));
        var expected = model.Transform(View(3)).GetColumn<double>("synflow").ToArray();
        using var engine = _ml.Model.CreatePredictionEngine<ArchitectureRow, Scored>(model);

        Assert.That(
            View(3).GetColumn<string>("Architecture").Select(a => engine.Predict(new ArchitectureRow { Architecture = a }).Synflow),
            Is.EqualTo(expected));
    }

    [Test]
    public void Transform_DisconnectedArchitecture_IsNaNWithReasons()
    {
        var view = _ml.Data.LoadFromEnumerable([new ArchitectureRow { Architecture = "nnnnnn" }]);
        using var model = Stage().Fit(view);
        var scored = model.Transform(view);

        Assert.That(scored.GetColumn<double>("relu_logdet").Single(), Is.NaN);
        Assert.That(scored.GetColumn<double>("synflow").Single(), Is.Zero);
        Assert.That(scored.GetColumn<string>("ScoreStatus").Single(), Does.StartWith("relu_logdet: the activation kernel is singular"));
    }

    [Test]
    public void Transform_ScoreColumns_SayWhereTheyComeFrom()
    {
        using var model = Stage().Fit(View(1));
        var column = model.Transform(View(1)).Schema["relu_logdet"];
        ReadOnlyMemory<char> provenance = default;
        column.Annotations.GetValue("Provenance", ref provenance);

        Assert.That(
            provenance.ToString(), Does.Contain("\"Seeds\":[20]").And.Contain(TinyNetworks.Images.Sha256).And.Not.Contain("Pixels"));
    }

    [Test]
    public void Transform_SeveralSeeds_AddsAnnotatedColumnsThatAllSchemasName()
    {
        var stage = _ml.Nas().Transforms.ZeroShot(
            ["synflow"],
            TinyNetworks.Options(SearchSpaces.NasBench201).With((nameof(ZeroShotOptions.Seeds), (IReadOnlyList<long>)([20, 2020]))));
        using var model = stage.Fit(View(3));
        var scored = model.Transform(View(3));
        ReadOnlyMemory<char> statistic = default;
        scored.Schema["synflow_sd"].Annotations.GetValue("Statistic", ref statistic);

        Assert.That(
            scored.Schema.Where(c => !c.IsHidden).Select(c => c.Name),
            Is.SupersetOf(new[] { "synflow", "synflow_sd", "synflow_seed20", "synflow_seed2020" }));
        Assert.That(
            stage.GetOutputSchema(SchemaShapes.Of(View(1))).Select(c => c.Name),
            Is.EquivalentTo(scored.Schema.Where(c => !c.IsHidden).Select(c => c.Name)));
        Assert.That(statistic.ToString(), Is.EqualTo("sample standard deviation over seeds 20, 2020"));
        Assert.That(
            scored.GetColumn<double>("synflow"),
            Is.EqualTo(scored.GetColumn<double>("synflow_seed20").Zip(
                scored.GetColumn<double>("synflow_seed2020"), (a, b) => (a + b) / 2)).Within(1e-12).Percent);
    }

    [Test]
    public void Fit_NoSuchColumn_NamesThoseThatExistInBothPlaces()
    {
        var view = _ml.Data.LoadFromEnumerable([new Truth { Accuracy = 1 }]);

        Assert.That(
            () => Stage().Fit(view), Throws.ArgumentException.With.Message.Contains("'Architecture'").And.Message.Contains("Accuracy"));
        Assert.That(
            () => Stage().GetOutputSchema(SchemaShapes.Of(view)),
            Throws.ArgumentException.With.Message.Contains("'Architecture'").And.Message.Contains("Accuracy"));
    }

    [Test]
    public void GetOutputSchema_OfShape_AgreesWithTheTransformedView()
    {
        using var model = Stage().Fit(View(1));
        var added = Stage().GetOutputSchema(SchemaShapes.Of(View(1))).Select(c => c.Name);

        Assert.That(added, Is.EquivalentTo(model.Transform(View(1)).Schema.Where(c => !c.IsHidden).Select(c => c.Name)));
        Assert.That(
            model.GetOutputSchema(View(1).Schema).Select(c => c.Name), Is.EqualTo(model.Transform(View(1)).Schema.Select(c => c.Name)));
    }

    [Test]
    public void ZeroShot_WrongUse_SaysWhatWouldBeRight()
    {
        var transforms = _ml.Nas().Transforms;

        Assert.That(
            () => transforms.ZeroShot("sinflow"), Throws.ArgumentException.With.Message.Contains("Unknown proxy 'sinflow'; known: params"));
        Assert.That(() => transforms.ZeroShot("relu_logdet"), Throws.ArgumentException.With.Message.Contains("relu_logdet need images"));
        Assert.That(() => transforms.ZeroShot("synflow", "synflow"), Throws.ArgumentException.With.Message.Contains("each once"));
        Assert.That(
            () => transforms.ZeroShot(["synflow"], new() { BatchSize = 1, Threads = -1 }),
            Throws.ArgumentException.With.Message.Contains("BatchSize must be in [2, 4096] (was 1).").And.Message.Contains(
                "Threads must be in [0, 1024] (was -1)."));
        Assert.That(
            () => transforms.ZeroShot("synflow").Fit(View(1)),
            Throws.ArgumentException.With.Message.Contains("set the option SearchSpace to one of nasbench201"));
    }

    [Test]
    public void ScoreAll_BadRow_NamesRowColumnAndReason()
    {
        var view = _ml.Data.LoadFromEnumerable(
            [new ArchitectureRow { Architecture = "333333" }, new ArchitectureRow { Architecture = "33333x" }]);
        using var model = Stage().Fit(view);

        Assert.That(
            () => model.ScoreAll(view),
            Throws.TypeOf<FormatException>().With.Message.Contains("Row 1, column 'Architecture'").And.Message.Contains("edge 2-3"));
    }

    [Test]
    public void ScoreAll_Cancelled_KeepsWhatIsScored()
    {
        using var cancel = new CancellationTokenSource();
        using var model = Stage().Fit(View(10));
        var progress = new Reporter(p =>
        {
            if (p.Done == 2)
            {
                cancel.Cancel();
            }
        });

        Assert.That(
            () => model.ScoreAll(View(10), new() { Workers = 1, Progress = progress, CancellationToken = cancel.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(model.Evaluations, Is.EqualTo(2));
        Assert.That(model.ScoreAll(View(10)).Distinct, Is.EqualTo(model.Evaluations));
    }

    [Test]
    public void Dispose_Twice_IsTolerated()
    {
        var model = Stage().Fit(View(1));
        _ = model.ScoreAll(View(1));
        model.Dispose();

        Assert.That(model.Dispose, Throws.Nothing);
    }

    private ScoringEstimator Stage() => _ml.Nas().Transforms.ZeroShot(Proxies, TinyNetworks.Options(SearchSpaces.NasBench201));

    private IDataView View(int count, int repeat = 1) => TinyNetworks.View(_ml, SearchSpaces.NasBench201, count, repeat);

    private static double[] Scores(ScoringEstimator stage, IDataView view, int workers = 0)
    {
        using var model = stage.Fit(view);
        if (workers > 0)
        {
            _ = model.ScoreAll(view, new() { Workers = workers, Threads = 1 });
        }

        return [.. model.Transform(view).GetColumn<double>("relu_logdet"), .. model.Transform(view).GetColumn<double>("synflow")];
    }

    private sealed class Reporter(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }

    internal sealed class Truth
    {
        public double Accuracy { get; set; }
    }

    internal sealed class Scored
    {
        [ColumnName("synflow")]
        public double Synflow { get; set; }
    }
}
