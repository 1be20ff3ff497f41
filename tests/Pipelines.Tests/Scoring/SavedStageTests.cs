using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Images;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

public sealed class SavedStageTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Load_ThroughNas_IsTheStageAsItWasFitted()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 40);
        using var fitted = Stage().Fit(view);
        _ml.Model.Save(fitted, view.Schema, _folder.File("stage.zip"));

        using var loaded = (ScoringTransformer)_ml.Nas().Model.Load(_folder.File("stage.zip"));
        var scored = loaded.Transform(view);
        Assert.That(scored.Preview(3).RowView, Has.Length.EqualTo(3));
        Assert.That(loaded.Evaluations, Is.EqualTo(3));
        Assert.That(Annotations(scored.Schema["synflow"]), Is.EqualTo(Annotations(fitted.Transform(view).Schema["synflow"])).And.Not.Empty);
        Assert.That(scored.GetColumn<double>("synflow"), Is.EqualTo(fitted.Transform(view).GetColumn<double>("synflow")));
        Assert.That(loaded.ScoreAll(view).Rows, Is.EqualTo(40));
    }

    [Test]
    public void Load_OfAChain_RestoresItsStagesAndKeepsTheRest()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 8);
        var pipeline = _ml.Nas().Transforms.Complexity(new() { SearchSpace = SearchSpaces.NasBench201 })
            .Append(Stage())
            .Append(_ml.Transforms.Concatenate("Features", "params", "synflow"));
        using var fitted = pipeline.Fit(view);
        _ml.Model.Save(fitted, view.Schema, _folder.File("chain.zip"));

        using var loaded = (TransformerChain<ITransformer>)_ml.Nas().Model.Load(_folder.File("chain.zip"), out var schema);

        Assert.That(loaded.OfType<ScoringTransformer>().Count(), Is.EqualTo(2));
        Assert.That(schema.Select(c => c.Name), Does.Contain("Architecture"));
        Assert.That(
            loaded.Transform(view).GetColumn<double[]>("Features"), Is.EqualTo(fitted.Transform(view).GetColumn<double[]>("Features")));
    }

    [Test]
    public void Save_With64CifarImagesAndEveryEstimator_IsLittleMoreThanThePixels()
    {
        var images = ImageSet.Load(TestData.Data("cifar10/train_00.bin.gz"));
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 2);
        var options = new ZeroShotOptions { SearchSpace = SearchSpaces.NasBench201, Images = images, BatchSize = 64 };
        using var model = _ml.Nas().Transforms.ZeroShot([.. ZeroShotProxies.All], options).Fit(view);
        _ml.Model.Save(model, view.Schema, _folder.File("all.zip"));
        using var journal = ScoreJournal.Open(_folder.File("journal"));
        using var journaled = _ml.Nas().Transforms
            .ZeroShot([.. ZeroShotProxies.All], options.With((nameof(ZeroShotOptions.Journal), journal))).Fit(view);

        Assert.That(new FileInfo(_folder.File("all.zip")).Length, Is.LessThanOrEqualTo((long)(1.3 * 64 * 3 * 32 * 32)));
        Assert.That(
            Directory.GetFiles(Path.GetDirectoryName(_folder.File("journal"))!, "journal*").Sum(f => new FileInfo(f).Length),
            Is.LessThan(64 << 10));
    }

    private ScoringEstimator Stage() =>
        _ml.Nas().Transforms.ZeroShot(["synflow", "relu_logdet"], TinyNetworks.Options(SearchSpaces.NasBench201));

    private static List<string> Annotations(DataViewSchema.Column column) =>
        [.. column.Annotations.Schema.Select(a =>
        {
            ReadOnlyMemory<char> text = default;
            column.Annotations.GetValue(a.Name, ref text);
            return $"{a.Name}={text}";
        })];
}
