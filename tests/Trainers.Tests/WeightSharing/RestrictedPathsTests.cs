using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.FewShot;
using NasPipelines.Trainers.WeightSharing.Probes;

namespace NasPipelines.Trainers.Tests.WeightSharing;

/// <summary>Training that goes on with a part of the paths.</summary>
public static class RestrictedPathsTests
{
    private static readonly IReadOnlyList<Architecture> Candidates = SearchSpaces.NasBench201.Sample(12, seed: 3);

    [Test]
    public static void Pruning_AfterItsEpoch_TrainsOnlyTheBestAndResumesToTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var recorder = new PathRecorder();
        var recipe = new SupernetOptions(Small.Recipe(3))
        {
            Pruning = new() { AfterEpoch = 1, Keep = 0.25, Images = 16, BatchSize = 8 },
            Probes = [recorder],
        };
        var whole = new SupernetTrainer(Small.Supernet, Small.Images(64), recipe).Train(Candidates);
        using var stop = new CancellationTokenSource();
        var kept = new SupernetTrainer(
            Small.Supernet, Small.Images(64), new SupernetOptions(recipe) { Checkpoint = folder.File("supernet"), Probes = [] });

        Assert.That(
            () => kept.Train(Candidates, new() { Threads = 1, Progress = new Stopper(stop), CancellationToken = stop.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        var resumed = kept.Train(Candidates);

        var trainable = Candidates.Where(Small.Supernet.CanTrain).Select(a => a.CanonicalFormOf()).Distinct().Count();
        Assert.Multiple(() =>
        {
            Assert.That(recorder.Classes(3), Is.LessThanOrEqualTo((int)Math.Round(0.25 * trainable)).And.GreaterThan(0));
            Assert.That(whole.Header.Kept, Is.Not.Null.And.Not.Empty);
            Assert.That(resumed.Identity, Is.EqualTo(whole.Identity));
        });
    }

    [Test]
    public static void FewShot_EachPart_StartsFromTheCommonWeightsAndTrainsItsPathsOnly()
    {
        var common = new SupernetTrainer(Small.Supernet, Small.Images(32), Small.Recipe(1)).Train(Candidates);
        var options = new SupernetOptions(Small.Recipe(1)) { UnusedWeights = UnusedWeights.Freeze };

        var parts = FewShotTrainer.Train(
            common, Small.Images(32), options, gene: 3, [Small.Parse("nnn3nn"), Small.Parse("nnn1nn"), Small.Parse("nnnsnn")]);

        const string Three = "cells.0.edge.0-3.nor_conv_3x3.weight";
        const string One = "cells.0.edge.0-3.nor_conv_1x1.weight";
        var (ofThree, ofOne) = (parts.Of(Small.Parse("sss3ss")), parts.Of(Small.Parse("sss1ss")));
        Assert.Multiple(() =>
        {
            Assert.That(ofThree.Values[One], Is.EqualTo(common.Values[One]));
            Assert.That(ofThree.Values[Three], Is.Not.EqualTo(common.Values[Three]));
            Assert.That(ofOne.Values[Three], Is.EqualTo(common.Values[Three]));
            Assert.That(parts.Of(Small.Parse("nnnsnn")).Identity, Is.EqualTo(common.Identity), "nothing to train");
        });
    }

    private static string CanonicalFormOf(this Architecture a) => a.Space.CanonicalForm(a, ArchitectureEquivalence.Literature);

    private sealed class PathRecorder : SupernetProbe
    {
        private readonly Dictionary<int, HashSet<string>> _classes = [];

        public override IReadOnlyList<string> Names => [];

        public int Classes(int epoch) => _classes[epoch].Count;

        public override void AfterStep(SupernetView view, IReadOnlyList<Architecture> paths)
        {
            _classes.TryAdd(view.Epoch + 1, []);
            _classes[view.Epoch + 1].UnionWith(paths.Select(p => p.CanonicalFormOf()));
        }

        public override IReadOnlyList<double> AfterEpoch(SupernetView view) => [];
    }

    private sealed class Stopper(CancellationTokenSource source) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Done == 2)
            {
                source.Cancel();
            }
        }
    }
}
