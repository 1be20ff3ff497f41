using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.OneShot;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

/// <summary>That a stage owns its scorer: equal stages know nothing of each other.</summary>
public sealed class StageOwnershipTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestCase(1, 1000)]
    [TestCase(8, 1000)]
    public void EqualStages_OneDisposed_TheOtherGoesOn(int threads, int rounds)
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 3);
        var expected = Once(view);
        var before = LiveTensors.Count();
        Parallel.For(0, rounds, new() { MaxDegreeOfParallelism = threads }, _ =>
        {
            using var a = Stage().Fit(view);
            var b = Stage().Fit(view);
            b.ScoreAll(view, new() { Threads = 1 });
            b.Dispose();
            Assert.That(a.Transform(view).GetColumn<double>("l2_norm"), Is.EqualTo(expected));
            Assert.That((a.Evaluations, b.Evaluations), Is.EqualTo((3, 3)));
            Assert.That(a.Transform(view).GetColumn<string>("ScoreStatus"), Is.All.Empty);
        });

        Assert.That(LiveTensors.Count(), Is.LessThanOrEqualTo(before));
    }

    [Test]
    public void EqualOneShotStages_OneDisposed_TheOtherGoesOn()
    {
        using var folder = new TemporaryFolder();
        var supernet = TinyNetworks.SaveSupernet(folder.File("supernet.onnx"), SearchSpaces.NasBench201);
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 3);
        var stage = _ml.Nas().Transforms.OneShot(
            "OneShot", supernet, TinyNetworks.OneShot.With((nameof(OneShotOptions.Execution), SubnetExecution.Portable)));
        using var a = stage.Fit(view);
        var b = stage.Fit(view);
        b.ScoreAll(view);
        b.Dispose();

        Assert.That(a.Transform(view).GetColumn<double>("OneShot"), Is.All.InRange(0.0, 1.0));
    }

    [Test]
    public void EqualStage_FittedBetween_TakesNoScoresAway()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 3);
        using var a = Stage().Fit(view);
        a.ScoreAll(view);
        using var b = Stage().Fit(view);
        _ = a.Transform(view).GetColumn<double>("l2_norm").ToList();

        Assert.That((a.Evaluations, b.Evaluations), Is.EqualTo((3, 0)));
    }

    [Test]
    public void OwnProxiesOfOneName_ShareNoScore()
    {
        using var folder = new TemporaryFolder();
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 3);
        using var journal = ScoreJournalOf(folder);
        using var one = Own(new Scale(1), journal).Fit(view);
        using var thousand = Own(new Scale(1000), journal).Fit(view);
        double[] small = [.. one.Transform(view).GetColumn<double>("scale")];
        double[] large = [.. thousand.Transform(view).GetColumn<double>("scale")];
        using var again = Own(new Scale(1000), journal).Fit(view);

        Assert.That(large, Is.EqualTo(small.Select(s => 1000 * s)));
        Assert.That((one.Evaluations, thousand.Evaluations), Is.EqualTo((3, 3)));
        Assert.That(again.Transform(view).GetColumn<double>("scale"), Is.EqualTo(large));
        Assert.That(again.Evaluations, Is.Zero);
    }

    [Test]
    public void OwnProxy_OfAnotherVersion_TakesNoScoreOfTheFirst()
    {
        using var folder = new TemporaryFolder();
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 3);
        using var journal = ScoreJournalOf(folder);
        var evaluations = new[] { 1, 2, 1 }.Select(version =>
        {
            using var model = Own(new Versioned(version), journal).Fit(view);
            Assert.That(model.Transform(view).GetColumn<double>("versioned"), Is.All.EqualTo(version));
            return model.Evaluations;
        });

        Assert.That(evaluations, Is.EqualTo(new[] { 3, 3, 0 }));
    }

    [Test]
    public void OwnProxy_WhoseSettingsCannotBeTold_IsRefusedWithAJournalOnly()
    {
        using var folder = new TemporaryFolder();
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 2);
        using var journal = ScoreJournalOf(folder);

        Assert.That(
            () => Own(new Opaque(new object()), journal).Fit(view),
            Throws.InvalidOperationException.With.Message.Contains("override Settings in Opaque"));
        using var model = Own(new Opaque(new object()), null).Fit(view);
        Assert.That(model.Transform(view).GetColumn<double>("opaque"), Is.All.EqualTo(1));
    }

    [Test]
    public void Scorer_GivenToAStage_ServesOneOnly()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 2);
        var stage = _ml.Nas().Transforms.Score(new Cost());
        using (stage.Fit(view))
        {
            Assert.That(() => stage.Fit(view), Throws.InvalidOperationException.With.Message.Contains("pass a function"));
        }

        var many = _ml.Nas().Transforms.Score(_ => new Cost(), ["cost"]);
        var first = many.Fit(view);
        using var second = many.Fit(view);
        first.Dispose();
        Assert.That(second.Transform(view).GetColumn<double>("cost"), Is.All.Positive);
    }

    [Test]
    public void Save_OfWhatCannotBeLoaded_IsRefusedWithTheReason()
    {
        using var folder = new TemporaryFolder();
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 2);
        using var own = Own(new Scale(1), null).Fit(view);

        Assert.That(
            () => _ml.Model.Save(own, view.Schema, folder.File("own.zip")),
            Throws.InstanceOf<NotSupportedException>().With.Message.Contains("'scale' is an estimator of your own"));
    }

    [Test]
    public void Disposed_Stage_SaysSoWhateverIsAsked()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 2);
        var model = Stage().Fit(view);
        var lazy = model.Transform(view);
        model.Dispose();
        model.Dispose();

        Assert.That(() => model.Transform(view), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => model.ScoreAll(view), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => ((ITransformer)model).GetRowToRowMapper(view.Schema), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => lazy.GetColumn<double>("l2_norm").ToList(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [TestCase("acc \"val\"")]
    [TestCase("a => b; ü")]
    public void AnyColumnName_ScoresSavesAndLoads(string name)
    {
        using var folder = new TemporaryFolder();
        var supernet = TinyNetworks.SaveSupernet(folder.File("supernet.onnx"), SearchSpaces.NasBench201);
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 2);
        var stage = _ml.Nas().Transforms.OneShot(name, supernet, TinyNetworks.OneShot);
        using var model = stage.Fit(view);
        _ml.Model.Save(model, view.Schema, folder.File("model.zip"));

        Assert.That(stage.GetOutputSchema(SchemaShapes.Of(view)).Select(c => c.Name), Does.Contain(name));
        Assert.That(
            _ml.Model.Load(folder.File("model.zip"), out _).Transform(view).GetColumn<double>(name),
            Is.EqualTo(model.Transform(view).GetColumn<double>(name)));
    }

    private ScoringEstimator Stage() => _ml.Nas().Transforms.ZeroShot(
        ["l2_norm"], TinyNetworks.Options(SearchSpaces.NasBench201).With((nameof(ZeroShotOptions.Images), null)));

    private ScoringEstimator Own(ZeroShotProxy proxy, NasPipelines.Scoring.Journals.ScoreJournal? journal) =>
        _ml.Nas().Transforms.ZeroShot(
            [proxy], TinyNetworks.Options(SearchSpaces.NasBench201).With((nameof(ZeroShotOptions.Journal), journal)));

    private static NasPipelines.Scoring.Journals.ScoreJournal ScoreJournalOf(TemporaryFolder folder) =>
        NasPipelines.Scoring.Journals.ScoreJournal.Open(folder.File("journal"));

    private double[] Once(IDataView view)
    {
        using var model = Stage().Fit(view);
        return [.. model.Transform(view).GetColumn<double>("l2_norm")];
    }

    private sealed class Cost : Scorer
    {
        private bool _disposed;

        public override SearchSpace Space => SearchSpaces.NasBench201;

        public override IReadOnlyList<ScoreColumn> Columns { get; } = [new("cost")];

        public override string Provenance => "{}";

        public override string IdentityOf(int column) => "cost";

        public override ScoreRow Score(Architecture architecture, ScoringContext context)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new([Space.Cost(architecture).Parameters]);
        }

        protected override void Dispose(bool disposing)
        {
            _disposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class Scale(double factor) : ZeroShotProxy
    {
        public override string Name => "scale";

        public override string Description => "layers times a factor";

        public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights;

        public override ScoreValue Compute(ZeroShotObservations observations) => factor * observations.Layers.Count;
    }

    private sealed class Versioned(int version) : ZeroShotProxy
    {
        public override string Name => "versioned";

        public override string Description => "its version";

        public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights;

        public override int Version => version;

        public override string Settings => string.Empty;

        public override ScoreValue Compute(ZeroShotObservations observations) => Version;
    }

    private sealed class Opaque(object something) : ZeroShotProxy
    {
        public override string Name => "opaque";

        public override string Description => "holds an object";

        public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights;

        public override ScoreValue Compute(ZeroShotObservations observations) => something is null ? 0 : 1;
    }
}
