using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Checkpoints;
using NasPipelines.Trainers.WeightSharing.Paths;
using NasPipelines.Trainers.WeightSharing.Probes;

namespace NasPipelines.Trainers.Tests.WeightSharing;

public sealed class SupernetTrainerTests
{
    private static readonly IReadOnlyList<Architecture> Candidates = SearchSpaces.NasBench201.Sample(200, seed: 3);

    [Test]
    public void Train_SeparableImages_PathsLearn()
    {
        var images = Small.Images(256);
        var probe = new OneShotProbe();

        var trained =
            new SupernetTrainer(Small.Supernet, images, new SupernetOptions(Small.Recipe(8)) { Probes = [probe] }).Train(Candidates);

        Assert.Multiple(() =>
        {
            Assert.That(trained.Epochs[^1].Probes["accuracy_of_3"], Is.GreaterThan(0.6), "chance is 0.25");
            Assert.That(trained.Epochs[^1].Loss, Is.LessThan(trained.Epochs[0].Loss));
        });
    }

    [TestCase("deiso", 1)]
    [TestCase("fair", 3)]
    public void Train_CancelledAndResumed_GivesTheBytesOfUndisturbedTraining(string sampler, int paths)
    {
        using var folder = new TemporaryFolder();
        var recipe =
            new SupernetOptions(Small.Recipe(4))
            {
                Sampler = PathSamplers.Get(sampler),
                PathsPerStep = paths,
                Augmentation = new() { CropPadding = 1 },
            };
        var whole = new SupernetTrainer(Small.Supernet, Small.Images(64), recipe).Train(Candidates);
        var kept = new SupernetOptions(recipe) { Checkpoint = folder.File("supernet"), Metrics = folder.File("metrics.csv") };
        var trainer = new SupernetTrainer(Small.Supernet, Small.Images(64), kept);
        using var stop = new CancellationTokenSource();

        Assert.That(
            () => trainer.Train(Candidates, OneThread(new Stopper(stop, epoch: 2), stop)), Throws.InstanceOf<OperationCanceledException>());
        var after = SupernetCheckpoint.Load(folder.File("supernet")).Epoch;
        var resumed = trainer.Train(Candidates);

        Assert.Multiple(() =>
        {
            Assert.That(after, Is.EqualTo(2));
            Assert.That(resumed.Identity, Is.EqualTo(whole.Identity));
            Assert.That(resumed.Momenta.Values.SelectMany(v => v), Is.EqualTo(whole.Momenta.Values.SelectMany(v => v)));
            Assert.That(resumed.Epochs.Select(e => e.Loss), Is.EqualTo(whole.Epochs.Select(e => e.Loss)));
            Assert.That(File.ReadAllLines(folder.File("metrics.csv")), Has.Length.EqualTo(5));
        });
    }

    [Test]
    public void Train_CheckpointOfAnotherRecipe_Refuses()
    {
        using var folder = new TemporaryFolder();
        var recipe = new SupernetOptions(Small.Recipe(1)) { Checkpoint = folder.File("supernet") };
        new SupernetTrainer(Small.Supernet, Small.Images(32), recipe).Train(Candidates);

        Assert.That(
            () => new SupernetTrainer(Small.Supernet, Small.Images(32), new SupernetOptions(recipe) { Seed = 21 }).Train(Candidates),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("another training").And.Message.Contains("seed 20"));
    }

    [Test]
    public void Train_NoTrainableCandidate_Throws() => Assert.That(
        () => new SupernetTrainer(Small.Supernet, Small.Images(32), Small.Recipe(1)).Train([Small.Parse("ssssss"), Small.Parse("nnnnnn")]),
        Throws.ArgumentException.With.Message.Contains("None of the 2 candidates"));

    [Test]
    public void Train_Diverging_SaysWhereAndWhatToDo()
    {
        var recipe = new SupernetOptions(Small.Recipe(5)) { Optimiser = new() { LearningRate = 1e30, ClipNorm = null } };

        Assert.That(
            () => new SupernetTrainer(Small.Supernet, Small.Images(64), recipe).Train(Candidates),
            Throws.InvalidOperationException.With.Message.Contains("epoch 1, step").And.Message.Contains("learning rate"));
    }

    [Test]
    public void Validate_ManyFaults_NamesThemAll()
    {
        var options =
            new SupernetOptions(Small.Recipe(0))
            {
                Dropout = 1,
                PathsPerStep = 0,
                ValidationShare = -1,
                KeepEvery = 2,
                Optimiser = new() { ClipNorm = 0 },
            };

        Assert.That(options.Validate, Throws.ArgumentException.With.Message.Contains("Epochs").And.Message.Contains("Dropout")
            .And.Message.Contains("PathsPerStep").And.Message.Contains("ValidationShare")
            .And.Message.Contains("KeepEvery").And.Message.Contains("ClipNorm"));
    }

    private static RunOptions OneThread(IProgress<RunProgress> progress, CancellationTokenSource stop) =>
        new() { Threads = 1, Progress = progress, CancellationToken = stop.Token };

    private sealed class Stopper(CancellationTokenSource source, int epoch) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Done == epoch)
            {
                source.Cancel();
            }
        }
    }

    private sealed class OneShotProbe : SupernetProbe
    {
        public override IReadOnlyList<string> Names => ["accuracy_of_3"];

        public override IReadOnlyList<double> AfterEpoch(SupernetView view) =>
            [view.Evaluate(Small.Parse("nnn3nn"), view.Validation!, 64).Accuracy];
    }
}
