using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.OneShot;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.Trainers.Standalone;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Checkpoints;
using NasPipelines.Trainers.WeightSharing.FewShot;
using NasPipelines.Trainers.WeightSharing.Scoring;

namespace NasPipelines.Trainers.Tests;

/// <summary>That a search space which is not listed trains: a supernet of it, parts of the supernet, and each architecture alone.</summary>
public sealed class OwnSpaceTests
{
    private static readonly Towers Space = new(4);

    [Test]
    public void Fit_WithASupernetOfItsOwn_TrainsAndScores()
    {
        using var folder = new TemporaryFolder();
        var view = ArchitectureColumn.ViewOf(Space, [.. Space.Enumerate()]);
        using var model = new SupernetEstimator(
            new MLContext(), Small.Images(64), Small.Recipe(2), new TowersSupernet(), evaluationBatchSize: 8).Fit(view);
        double[] losses = [.. model.Transform(view).GetColumn<double>("oneshot_loss")];
        model.Checkpoint.Save(folder.File("towers.supernet"));
        var loaded = SupernetCheckpoint.Load(folder.File("towers.supernet"));
        loaded.ToModel(Space).Save(folder.File("towers.onnx"));

        Assert.That(losses.Distinct().Count(), Is.EqualTo(9));
        Assert.That(loaded.Identity, Is.EqualTo(model.Checkpoint.Identity));
        Assert.That(SupernetModel.Load(folder.File("towers.onnx"), [Space]).Space, Is.SameAs(Space));
        Assert.That(() => loaded.ToModel(), Throws.ArgumentException.With.Message.Contains("'towers'"));
    }

    [Test]
    public void FewShot_WithASupernetOfItsOwn_TrainsEachPart()
    {
        var supernet = new TowersSupernet();
        var common = new SupernetTrainer(supernet, Small.Images(32), Small.Recipe(1)).Train();

        var parts = FewShotTrainer.Train(common, Small.Images(32), Small.Recipe(1), gene: 0, supernet: supernet);

        Assert.That(parts.Parts.Keys, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(parts.Parts.Values.Select(p => p.Space), Is.All.EqualTo("towers"));
        Assert.That(
            () => FewShotTrainer.Train(common, Small.Images(32), Small.Recipe(1), gene: 0),
            Throws.ArgumentException.With.Message.Contains("There is no supernet of 'towers'"));
        Assert.That(
            () => FewShotTrainer.Train(common, Small.Images(32), Small.Recipe(1), gene: 0, supernet: Small.Supernet),
            Throws.ArgumentException.With.Message.Contains("towers").And.Message.Contains("nasbench201"));
    }

    [Test]
    public void Tabulate_SpacesOfOneName_ShareNoTraining()
    {
        using var folder = new TemporaryFolder();
        using var journal = ScoreJournal.Open(folder.File("journal"));
        var narrow = Tabulate(Space, journal);
        var again = Tabulate(new Towers(4), journal);
        var wide = Tabulate(new Towers(8), journal);

        Assert.That(
            again.Select(r => (r.Architecture, r.TestLoss, r.Seconds)),
            Is.EqualTo(narrow.Select(r => (r.Architecture, r.TestLoss, r.Seconds))),
            "read from the journal, seconds included");
        Assert.That(wide.Select(r => r.TestLoss), Is.Not.EqualTo(narrow.Select(r => r.TestLoss)));
        Assert.That(journal.Count, Is.EqualTo(2 * 2 * TrainingScorer.Names.Count));
    }

    private static IReadOnlyList<TabulationRow> Tabulate(Towers space, ScoreJournal journal) => Tabulation.Run(
        new(Small.Images(32), Small.Images(16, seed: 2), new StandaloneOptions(Small.Alone) { Epochs = 1 }), [.. space.Sample(2, seed: 1)],
        journal, [1]);

    private sealed class TowersSupernet : Supernet
    {
        public override SearchSpace Space => OwnSpaceTests.Space;

        public override IReadOnlyList<int> Choices => [3, 3];

        public override IEnumerable<Architecture> Cover() => Enumerable.Range(0, 3).Select(kind => new Architecture(Space, [kind, kind]));
    }

    /// <summary>Two layers, each of which is a convolution or nothing; what the stem is wide is a setting.</summary>
    private sealed class Towers(int channels) : ProductSpace
    {
        private static readonly string[] Kinds = ["skip", "conv1", "conv3"];

        public override string Name => "towers";

        public override IReadOnlyList<GeneChoice> Choices { get; } = [new("first", Kinds), new("second", Kinds)];

        public override bool HasSupernet => true;

        public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
            Build(architecture, options ?? new());

        public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => Build(null, options ?? new());

        private NetworkGraph Build(Architecture? architecture, NetworkOptions options)
        {
            var net = new NetworkGraphBuilder(new FeatureShape(options.ImageChannels, options.ImageSize, options.ImageSize));
            var x = net.Relu(net.BatchNorm(net.Conv2d(0, "stem", channels, 3), "stem.bn", affine: true), "stem.relu");
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
}
