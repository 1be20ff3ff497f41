using NasPipelines.ZeroShot;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.OneShot;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Scoring;

/// <summary>That a search space which is not listed goes every way that a listed one goes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OwnSpaceTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly Towers _towers = new(4);

    [Test]
    public void Journal_Twice_EvaluatesNothingTheSecondTime()
    {
        var (first, evaluations) = Score(_towers);
        var (second, again) = Score(new Towers(4));

        Assert.That((second, evaluations, again), Is.EqualTo((first, 9, 0)));
    }

    [Test]
    public void Journal_OfSpacesOfOneName_SharesNoScore()
    {
        var (narrow, _) = Score(_towers);
        var (wide, evaluations) = Score(new Towers(8));
        var (other, more) = Score(new OtherTowers());
        var (again, none) = Score(new Towers(8));

        Assert.That((evaluations, more), Is.EqualTo((9, 9)));
        Assert.That(wide, Is.Not.EqualTo(narrow));
        Assert.That((again, none), Is.EqualTo((wide, 0)));
        Assert.That(other, Is.EqualTo(narrow), "the same networks, which no text of settings could tell");
    }

    [Test]
    public void Verify_WithTheSpace_ComputesItsScoresAgain()
    {
        _ = Score(_towers);
        using var journal = ScoreJournal.Open(_folder.File("journal"));

        var verified = _ml.Nas().Model.Verify(journal, 100, spaces: [_towers]);
        var without = _ml.Nas().Model.Verify(journal, 100);

        Assert.That((verified.Recomputed, verified.Differences.Count, verified.Skipped.Count), Is.EqualTo((9, 0, 0)));
        Assert.That(without.Skipped, Has.One.Contains("Unknown search space 'towers'"));
    }

    [Test]
    public void Load_WithTheSpace_IsTheStageAsItWasFitted()
    {
        var view = View(_towers);
        using var fitted = ZeroShot(_towers).Fit(view);
        _ml.Model.Save(fitted, view.Schema, _folder.File("model.zip"));

        using var loaded = (ScoringTransformer)_ml.Nas().Model.Load(_folder.File("model.zip"), _towers);

        Assert.That(loaded.Transform(view).GetColumn<double>("synflow"), Is.EqualTo(fitted.Transform(view).GetColumn<double>("synflow")));
        Assert.That(loaded.Evaluations, Is.EqualTo(9));
    }

    [Test]
    public void Load_WithoutTheSpace_SaysWhatToDo()
    {
        var view = View(_towers);
        using var fitted = ZeroShot(_towers).Fit(view);
        _ml.Model.Save(fitted, view.Schema, _folder.File("model.zip"));
        var plain = _ml.Model.Load(_folder.File("model.zip"), out _);

        Assert.That(
            () => _ml.Nas().Model.Load(_folder.File("model.zip")),
            Throws.ArgumentException.With.Message.Contains("'towers'").And.Message.Contains("nas.Model.Load(path, spaces)"));
        var error = Assert.Catch(() => _ = plain.Transform(view).GetColumn<double>("synflow").ToList());
        Assert.That(error.GetBaseException().Message, Does.Contain("'towers'").And.Contain("nas.Model.Load(path, spaces)"));
    }

    [Test]
    public void Fit_OnAFileOfTheSpace_TakesTheSpaceThatIsPassed()
    {
        using var fitted = ZeroShot(_towers).Fit(View(_towers));
        using (var file = File.Create(_folder.File("towers.idv")))
        {
            _ml.Data.SaveAsBinary(fitted.Transform(View(_towers)), file);
        }

        var view = _ml.Data.LoadFromBinary(_folder.File("towers.idv"));
        using var model = _ml.Nas().Transforms
            .ZeroShot(["relu"], new() { SearchSpace = _towers, Network = new() { ImageSize = 8 } }).Fit(view);

        Assert.That(model.Transform(view).GetColumn<double>("relu").Order(), Is.EqualTo(new[] { 1, 2, 2, 2, 2, 3, 3, 3, 3 }));
        Assert.That(
            () => _ml.Nas().Transforms.ZeroShot("relu").Fit(view),
            Throws.ArgumentException.With.Message.Contains("Unknown search space 'towers'"));
    }

    [Test]
    public void OneShot_OfItsSupernet_ScoresSavesAndLoads()
    {
        var path = TinyNetworks.SaveSupernet(_folder.File("towers.onnx"), _towers);
        var view = View(_towers);
        using var journal = ScoreJournal.Open(_folder.File("journal"));
        using var fitted = _ml.Nas().Transforms
            .OneShot("OneShot", path, TinyNetworks.OneShot.With(
                (nameof(OneShotOptions.SearchSpace), _towers), (nameof(OneShotOptions.Journal), journal))).Fit(view);
        double[] losses = [.. fitted.Transform(view).GetColumn<double>("OneShotLoss")];
        _ml.Model.Save(fitted, view.Schema, _folder.File("model.zip"));

        using var loaded = (ScoringTransformer)_ml.Nas().Model.Load(_folder.File("model.zip"), _towers);

        Assert.That(losses, Is.All.Negative);
        Assert.That(losses.Distinct().Count(), Is.EqualTo(9));
        Assert.That(loaded.Transform(view).GetColumn<double>("OneShotLoss"), Is.EqualTo(losses));
        Assert.That(_ml.Nas().Model.Verify(journal, 100, spaces: [_towers]).Recomputed, Is.EqualTo(18));
        Assert.That(() => SupernetModel.Load(path), Throws.TypeOf<InvalidDataException>().With.Message.Contains("'towers'"));
    }

    [Test]
    public void TablesAndAnalyses_OfItsScores_AreThoseOfAnySpace()
    {
        var (nas, view) = (_ml.Nas(), View(_towers));
        using var fitted = ZeroShot(_towers).Fit(view);
        var scored = fitted.Transform(view);
        nas.Data.SaveAsTsv(scored, _folder.File("scored.tsv"));
        var table = nas.Data.LoadBenchmark(_folder.File("scored.tsv"), options: new() { Space = _towers });
        var truth = nas.Data.LoadBenchmark(_folder.File("scored.tsv"), options: new() { Space = _towers, ValueColumns = ["truth"] });
        var joined = nas.Data.Join(truth, scored, new() { Columns = ["synflow"] });

        Assert.That(table.GetColumn<string>("Architecture"), Is.EqualTo(view.GetColumn<string>("Architecture")));
        Assert.That(joined.Matched, Is.EqualTo(9));
        Assert.That(nas.Analyses.BiasByOperation(scored, "truth", "synflow")["skip", "conv3"].Pairs, Is.EqualTo(6));
        Assert.That(nas.Analyses.BiasByStructure(scored, "truth", "synflow").Count, Is.EqualTo(9));
        Assert.That(nas.Report(scored, "truth", ["synflow"]).Html, Does.Contain("towers"));
    }

    public void Dispose() => _folder.Dispose();

    private ScoringEstimator ZeroShot(SearchSpace space, ScoreJournal? journal = null) => _ml.Nas().Transforms.ZeroShot(
        ["synflow"], new ZeroShotOptions { BatchSize = 8, Seed = 20, Threads = 1, Network = new() { ImageSize = 8 }, Journal = journal });

    private (double[] Scores, int Evaluations) Score(SearchSpace space)
    {
        using var journal = ScoreJournal.Open(_folder.File("journal"));
        using var model = ZeroShot(space, journal).Fit(View(space));
        return ([.. model.Transform(View(space)).GetColumn<double>("synflow")], model.Evaluations);
    }

    private static IDataView View(SearchSpace space)
    {
        Architecture[] all = [.. space.Enumerate()];
        return ArchitectureColumn.ViewOf(space, all, columns: ("truth", [.. all.Select((a, i) => (double)((i * 5) % 9))]));
    }

    /// <summary>Two layers, each of which is a convolution or nothing; what the stem is wide is a setting.</summary>
    private class Towers(int channels) : ProductSpace
    {
        public override string Name => "towers";

        public override IReadOnlyList<GeneChoice> Choices { get; } = [new("first", Kinds), new("second", Kinds)];

        public override IReadOnlyList<string> Operations => Kinds;

        public override bool HasSupernet => true;

        private static string[] Kinds => ["skip", "conv1", "conv3"];

        public override string GeneName(int gene, int value) => Kinds[value];

        public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
            Build(architecture, options ?? new());

        public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => Build(null, options ?? new());

        private NetworkGraph Build(Architecture? architecture, NetworkOptions options)
        {
            var net = new NetworkGraphBuilder(new FeatureShape(options.ImageChannels, options.ImageSize, options.ImageSize));
            var x = net.Relu(net.Conv2d(0, "stem", channels, 3), "stem.relu");
            for (var layer = 0; layer < 2; layer++)
            {
                var (source, name) = (x, $"layers.{layer}");
                x = architecture is null
                    ? net.Choice(source, [.. Kinds.Select((_, kind) => Layer(source, kind, name))], layer, $"{name}.choice")
                    : Layer(source, architecture.Genes[layer], name);
            }

            return net.Build(net.Linear(net.GlobalAvgPool(x, "pool"), "classifier", options.Classes));

            int Layer(int source, int kind, string name) => kind == 0
                ? source
                : net.Relu(net.Conv2d(source, $"{name}.{Kinds[kind]}", channels, (2 * kind) - 1), $"{name}.{Kinds[kind]}.relu");
        }
    }

    private sealed class OtherTowers() : Towers(4);
}
