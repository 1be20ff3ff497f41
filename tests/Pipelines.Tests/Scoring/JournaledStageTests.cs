using Microsoft.ML.Data;
using Microsoft.ML;
using NasPipelines.Fixtures;
using NasPipelines.OneShot;
using NasPipelines.Scoring.Journals;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JournaledStageTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    [Test]
    public void Transform_OfAnotherSetOfProxies_ReadsWhatTheJournalHas()
    {
        var (both, _) = Score(["synflow", "relu_logdet", "params"], "synflow");
        var (alone, evaluations) = Score(["params_active", "synflow"], "synflow");

        Assert.That(alone, Is.EqualTo(both));
        Assert.That(evaluations, Is.Zero);
    }

    [Test]
    public void Transform_OtherSeed_ScoresAnew()
    {
        var (first, evaluations) = Score(["synflow"], "synflow");
        var (second, again) = Score(["synflow"], "synflow", seed: 21);

        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(again, Is.EqualTo(evaluations).And.Positive);
    }

    [Test]
    public void Transform_OwnProxy_IsKeptToo()
    {
        var (first, evaluations) = Score([new Layers()], "own_layers");
        var (second, again) = Score([new Layers()], "own_layers");
        using var journal = ScoreJournal.Open(_folder.File("journal"));

        Assert.That((second, evaluations > 0, again), Is.EqualTo((first, true, 0)));
        Assert.That(_ml.Nas().Model.Verify(journal, 3).Skipped, Has.One.Contains("own_layers"));
    }

    [Test]
    public void Verify_UntouchedAndTampered_FindsExactlyTheTamperedScores()
    {
        _ = Score(["synflow", "relu_logdet"], "synflow");
        using var journal = ScoreJournal.Open(_folder.File("journal"));
        var untouched = _ml.Nas().Model.Verify(journal, sample: 1000);
        Tamper("UPDATE score SET value = value * 1.0001 WHERE key = (SELECT min(key) FROM score "
            + "WHERE reason IS NULL) AND reason IS NULL AND value <> 0");

        var (exact, loose, few) = (
            _ml.Nas().Model.Verify(journal, sample: 1000), _ml.Nas().Model.Verify(journal, sample: 1000, tolerance: 0.01),
            _ml.Nas().Model.Verify(journal, sample: 2, seed: 5));

        Assert.That(untouched.Differences, Is.Empty);
        Assert.That(untouched.Recomputed, Is.EqualTo(journal.Count));
        Assert.That(exact.Differences, Is.Not.Empty.And.Count.LessThanOrEqualTo(2));
        Assert.That(exact.Differences.Select(d => d.Architecture).Distinct().Count(), Is.EqualTo(1));
        Assert.That(loose.Differences, Is.Empty);
        Assert.That(few.Recomputed, Is.EqualTo(2));
    }

    [Test]
    public void Transform_OneShotFromAMovedSupernet_ReadsTheJournal()
    {
        var (first, evaluations) = ScoreOneShot("here.onnx");
        File.Move(_folder.File("here.onnx"), _folder.File("there.onnx"));

        var (second, again) = ScoreOneShot("there.onnx");

        Assert.That((second, evaluations > 0, again), Is.EqualTo((first, true, 0)));
    }

    [Test]
    public void Log_OtherSettings_WarnsOnce()
    {
        _ = Score(["synflow"], "synflow");
        var warnings = new List<string>();
        _ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };

        _ = Score(["synflow"], "synflow", seed: 21);

        Assert.That(warnings, Has.Count.EqualTo(1));
        Assert.That(warnings[0], Does.Contain("Seeds [20] → [21]"));
    }

    public void Dispose() => _folder.Dispose();

    private (double[] Scores, int Evaluations) Score(string[] proxies, string read, long seed = 20) =>
        Score([.. proxies.Select(ZeroShotProxies.Get)], read, seed);

    private (double[] Scores, int Evaluations) Score(ZeroShotProxy[] proxies, string read, long seed = 20)
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 8);
        using var journal = ScoreJournal.Open(_folder.File("journal"));
        using var model = _ml.Nas().Transforms.ZeroShot(proxies, TinyNetworks.Options(SearchSpaces.NasBench201).With(
            (nameof(ZeroShotOptions.Seed), seed), (nameof(ZeroShotOptions.Journal), journal))).Fit(view);
        return ([.. model.Transform(view).GetColumn<double>(read)], model.Evaluations);
    }

    private (double[] Scores, int Evaluations) ScoreOneShot(string supernet)
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 4);
        if (!File.Exists(_folder.File(supernet)))
        {
            _ = TinyNetworks.SaveSupernet(_folder.File(supernet), SearchSpaces.NasBench201);
        }

        using var journal = ScoreJournal.Open(_folder.File("journal"));
        using var model = _ml.Nas().Transforms
            .OneShot("OneShot", _folder.File(supernet), TinyNetworks.OneShot.With((nameof(OneShotOptions.Journal), journal))).Fit(view);
        return ([.. model.Transform(view).GetColumn<double>("OneShotLoss")], model.Evaluations);
    }

    private void Tamper(string statement) => JournalSql.Run(_folder.File("journal"), statement);

    private sealed class Layers : ZeroShotProxy
    {
        public override string Name => "own_layers";

        public override string Description => "number of layers";

        public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights;

        public override ScoreValue Compute(ZeroShotObservations observations) => observations.Layers.Count;
    }
}
