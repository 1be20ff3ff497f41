using NasPipelines.Spaces;
using NasPipelines.Stages;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Scoring;

public sealed class OneShotStageTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private string _supernet = string.Empty;

    [OneTimeSetUp]
    public void SaveSupernet() => _supernet = TinyNetworks.SaveSupernet(_folder.File("supernet.onnx"), SearchSpaces.NasBench201);

    [OneTimeTearDown]
    public void DeleteSupernet() => _folder.Dispose();

    [Test]
    public void Scores_KeptPerBatch_AverageToTheScores()
    {
        // 20 images in batches of 8: the last batch has 4.
        var options = TinyNetworks.OneShot.With(
            (nameof(OneShotOptions.ValidationSize), (int?)20), (nameof(OneShotOptions.KeepBatchScores), true));
        using var sound = Stage(options).Fit(View());
        using var published = Stage(options.With((nameof(OneShotOptions.Compat), OneShotCompat.LastBatchWeight))).Fit(View());
        var scored = sound.Transform(View());
        var (weighted, plain) = (Column(scored, "OneShotLoss"), Column(published.Transform(View()), "OneShotLoss"));
        double[][] batches = [.. Enumerable.Range(0, 3).Select(b => Column(scored, $"OneShotLoss_b{b}"))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(weighted, Is.EqualTo(
                weighted.Select((_, i) => ((8 * batches[0][i]) + (8 * batches[1][i]) + (4 * batches[2][i])) / 20)).Within(1e-12));
            Assert.That(plain, Is.EqualTo(plain.Select((_, i) => (batches[0][i] + batches[1][i] + batches[2][i]) / 3)).Within(1e-12));
            Assert.That(plain, Is.Not.EqualTo(weighted));
            Assert.That(weighted, Is.All.Negative, "a loss is negated, so that higher is better");
            Assert.That(Column(scored, "OneShot_b2"), Has.All.Matches<double>(a => a * 4 == Math.Round(a * 4)));
            Assert.That(scored.Schema.GetColumnOrNull("OneShot_b3"), Is.Null);
        }
    }

    [Test]
    public void Annotations_OfTheScore_NameSupernetImagesAndDevice()
    {
        using var model = Stage(TinyNetworks.OneShot).Fit(View());
        ReadOnlyMemory<char> provenance = default;
        model.Transform(View()).Schema["OneShotLoss"].Annotations.GetValue("Provenance", ref provenance);

        Assert.That(provenance.ToString(), Does.Contain(SupernetModel.Load(_supernet).Sha256)
            .And.Contain(TinyNetworks.Images.Sha256).And.Contain("CPUExecutionProvider").And.Not.Contain("Pixels"));
    }

    [Test]
    public void SaveAndLoad_ImagesOfAFile_AreFoundInItAgain()
    {
        var file = TestData.Data("cifar10/train_00.bin.gz");
        var path = _folder.File("cifar.onnx");
        SupernetModel.Create(
            SearchSpaces.NasBench201, new() { Channels = 2, CellsPerStage = 1, AffineCells = false }, ParameterSource.Seeded(),
            new()).Save(path);
        var options = TinyNetworks.OneShot.With(
            (nameof(OneShotOptions.Images), ImageSet.Load(file).Take(40, 50)), (nameof(OneShotOptions.ValidationSize), (int?)30));
        double[] expected;
        using (var model = _ml.Nas().Transforms.OneShot("OneShot", path, options).Fit(View()))
        {
            expected = Column(model.Transform(View()), "OneShotLoss");
            _ml.Model.Save(model, View().Schema, _folder.File("images.zip"));
        }

        Assert.That(new FileInfo(_folder.File("images.zip")).Length, Is.LessThan(30 * 3072), "images are not in the model");
        Assert.That(Column(_ml.Model.Load(_folder.File("images.zip"), out _).Transform(View()), "OneShotLoss"), Is.EqualTo(expected));
    }

    [Test]
    public void Scores_OfWeightsThatOverflow_AreBothMissingWithTheReason()
    {
        var path = _folder.File("overflow.onnx");
        SupernetModel.Create(
            SearchSpaces.NasBench201, new() { Channels = 4, CellsPerStage = 1, ImageSize = 8, AffineCells = false }, new Huge(),
            new()).Save(path);
        using var model = _ml.Nas().Transforms.OneShot("OneShot", path, TinyNetworks.OneShot).Fit(View());
        var scored = model.Transform(View());

        Assert.That(Column(scored, "OneShot").Concat(Column(scored, "OneShotLoss")), Is.All.NaN);
        Assert.That(
            scored.GetColumn<string>("OneShotStatus"),
            Is.All.EqualTo(
                "OneShot: the network's outputs are not finite numbers; OneShotLoss: the network's outputs are not finite numbers"));
    }

    [Test]
    public void JournalVerifySaveAndLoad_OnNpyImages_FindThemAgain()
    {
        var path = _folder.File("npy.onnx");
        SupernetModel.Create(
            SearchSpaces.NasBench201,
            new() { Channels = 2, CellsPerStage = 1, ImageSize = 16, AffineCells = false },
            ParameterSource.Seeded(),
            new()).Save(path);
        var images = ImageSet.Load([TestData.Fixture("review/val_images.npy")], new() { Format = ImageFormat.Npy, Classes = 10 });
        using var journal = NasPipelines.Scoring.Journals.ScoreJournal.Open(_folder.File("npy.journal"));
        using var model = _ml.Nas().Transforms.OneShot("OneShot", path, TinyNetworks.OneShot.With(
            (nameof(OneShotOptions.Images), images), (nameof(OneShotOptions.Journal), journal))).Fit(View());
        var expected = Column(model.Transform(View()), "OneShotLoss");
        _ml.Model.Save(model, View().Schema, _folder.File("npy.zip"));

        var verified = _ml.Nas().Model.Verify(journal, 100, run: new() { Threads = 1 });

        Assert.That((verified.Recomputed, verified.Differences.Count, verified.Skipped.Count), Is.EqualTo(((int)journal.Count, 0, 0)));
        Assert.That(Column(_ml.Nas().Model.Load(_folder.File("npy.zip")).Transform(View()), "OneShotLoss"), Is.EqualTo(expected));
        Assert.That(Column(_ml.Model.Load(_folder.File("npy.zip"), out _).Transform(View()), "OneShotLoss"), Is.EqualTo(expected));
    }

    [Test]
    public void OneShot_WrongOptions_NamesThemAll() => Assert.That(
        () => Stage(
            new() { BatchSize = 1, Threads = -1, Statistics = BatchNormStatistics.Recalibrated, Execution = SubnetExecution.Portable }),
        Throws.ArgumentException.With.Message.Contains("BatchSize must be in [2, 65536] (was 1)").And.Message.Contains("Threads")
            .And.Message.Contains("CalibrationImages").And.Message.Contains("Specialised"));

    [Test]
    public void OneShot_NoImages_IsRefused() => Assert.That(() => Stage(new()), Throws.ArgumentException.With.Message.Contains("Images"));

    [Test]
    public void Fit_ImagesOfAnotherSize_IsRefused()
    {
        var images = ImageSet.Create(new byte[2 * 3 * 16 * 16], [0, 1], new ImageShape(3, 16, 16), 10);

        Assert.That(
            () => Stage(TinyNetworks.OneShot.With((nameof(OneShotOptions.Images), images))).Fit(View()),
            Throws.ArgumentException.With.Message.Contains("16").And.Message.Contains("3x8x8"));
    }

    [Test]
    public void Fit_OtherSearchSpace_IsRefused() => Assert.That(
        () => Stage(TinyNetworks.OneShot.With((nameof(OneShotOptions.SearchSpace), SearchSpaces.Get("nasbench101")))).Fit(View()),
        Throws.ArgumentException.With.Message.Contains("nasbench101").And.Message.Contains("nasbench201"));

    [Test]
    public void Fit_NoFile_IsNamed() => Assert.That(
        () => _ml.Nas().Transforms.OneShot("OneShot", _folder.File("none.onnx"), TinyNetworks.OneShot).Fit(View()),
        Throws.InstanceOf<FileNotFoundException>());

    private ScoringEstimator Stage(OneShotOptions options) => _ml.Nas().Transforms.OneShot("OneShot", _supernet, options);

    private IDataView View() => TinyNetworks.View(_ml, SearchSpaces.NasBench201, 4);

    private static double[] Column(IDataView view, string name) => [.. view.GetColumn<double>(name)];

    private sealed class Huge : ParameterSource
    {
        public override string Identity => "huge";

        public override float[] Values(ParameterReference parameter) => [.. Enumerable.Repeat(3e38f, (int)parameter.Size)];
    }
}
