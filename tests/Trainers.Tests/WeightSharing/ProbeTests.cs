using NasPipelines.Spaces;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Checkpoints;
using NasPipelines.Trainers.WeightSharing.Probes;

namespace NasPipelines.Trainers.Tests.WeightSharing;

public sealed class ProbeTests
{
    [Test]
    public void Cosine_KnownVectors_IsTheirAngle()
    {
        Assert.Multiple(() =>
        {
            Assert.That(GradientSimilarityProbe.Cosine([1, 0], [1, 1]), Is.EqualTo(Math.Sqrt(0.5)).Within(1e-12));
            Assert.That(GradientSimilarityProbe.Cosine([1, 2], [-2, -4]), Is.EqualTo(-1).Within(1e-12));
            Assert.That(GradientSimilarityProbe.Cosine([0, 0], [1, 1]), Is.NaN);
        });
    }

    [Test]
    public void Train_WithAndWithoutProbes_GivesTheSameWeights()
    {
        var (a, b) = (Small.Parse("nnn3nn"), Small.Parse("3n3nn3"));
        SupernetProbe[] probes =
        [
            new OneShotRankingProbe("better", [a, b], every: 2, metrics => metrics[0].Loss < metrics[1].Loss ? 1 : 0, batchSize: 8),
            new ForgettingProbe(architectures: 2, every: 1, images: 16, batchSize: 8),
            new GradientSimilarityProbe([(a, a), (a, b)], ["stem", "cells.0"], images: 16),
        ];
        var plain = Train(Small.Recipe(2));

        var probed = Train(new SupernetOptions(Small.Recipe(2)) { Probes = probes });

        Assert.That(probed.Identity, Is.EqualTo(plain.Identity));
        var (first, last) = (probed.Epochs[0].Probes, probed.Epochs[1].Probes);
        Assert.Multiple(() =>
        {
            Assert.That(first.Keys, Has.None.EqualTo("better"), "measured every second epoch");
            Assert.That(last["better"], Is.AnyOf(0, 1));
            Assert.That(last["forgetting_deviation"], Is.GreaterThanOrEqualTo(0));
            Assert.That(last["gradient_similarity"], Is.InRange(-1.0, 1.0));
            Assert.That(last["gradient_similarity_stem"], Is.LessThan(1), "one pair is of different architectures");
            Assert.That(last["gradient_similarity_cells.0"], Is.Not.EqualTo(last["gradient_similarity"]));
        });

        SupernetCheckpoint Train(SupernetOptions options) => new SupernetTrainer(Small.Supernet, Small.Images(64), options).Train([a, b]);
    }

    [Test]
    public void Train_WithAProbeOfOnesOwn_KeepsWhatItMeasures()
    {
        var a = Small.Parse("nnn3nn");
        var probe = new LossProbe(a);

        var trained = new SupernetTrainer(
            Small.Supernet, Small.Images(64), new SupernetOptions(Small.Recipe(2)) { Probes = [probe] }).Train([a]);

        Assert.That(trained.Epochs.Select(e => e.Probes["own_loss"]), Is.EqualTo(probe.Seen));
        Assert.That(probe.Seen, Has.Count.EqualTo(2).And.All.GreaterThan(0));
        Assert.That(probe.Steps, Is.EqualTo(2 * probe.StepsPerEpoch));
        Assert.That(probe.Gradient, Is.GreaterThan(0), "the loss has a gradient");
    }

    // Their values are columns of one table: without the check, training would fail after its first epoch and lose it.
    [Test]
    public void Validate_ProbesOfOneName_AreRefusedBeforeTraining()
    {
        var a = Small.Parse("nnn3nn");
        SupernetProbe[] probes =
            [new OneShotRankingProbe("tau_a", [a], every: 1, _ => 0), new OneShotRankingProbe("tau_b", [a], every: 1, _ => 0)];
        var options = new SupernetOptions(Small.Recipe(1)) { Probes = probes };

        Assert.That(
            () => new SupernetTrainer(Small.Supernet, Small.Images(16), options),
            Throws.ArgumentException.With.Message.Contains("Probes").And.Message.Contains("oneshot_accuracy, oneshot_loss"));
    }

    [Test]
    public void GradientSimilarity_SameArchitecture_IsOne()
    {
        var a = Small.Parse("nnn3nn");
        var options = new SupernetOptions(Small.Recipe(1)) { Probes = [new GradientSimilarityProbe([(a, a)], [], images: 16)] };

        var trained = new SupernetTrainer(Small.Supernet, Small.Images(64), options).Train([a]);

        Assert.That(trained.Epochs[0].Probes["gradient_similarity"], Is.EqualTo(1).Within(1e-9));
    }

    private sealed class LossProbe(Architecture architecture) : SupernetProbe
    {
        public List<double> Seen { get; } = [];

        public int Steps { get; private set; }

        public int StepsPerEpoch { get; private set; }

        public double Gradient { get; private set; }

        public override IReadOnlyList<string> Names { get; } = ["own_loss"];

        public override void AfterStep(SupernetView view, IReadOnlyList<Architecture> paths)
        {
            Steps++;
            StepsPerEpoch = view.StepsPerEpoch;
            Assert.That(paths, Is.All.EqualTo(architecture));
        }

        public override IReadOnlyList<double> AfterEpoch(SupernetView view)
        {
            var images = view.Validation!.Take(0, 8);
            Gradient = view.Gradient(architecture, images).Values.Sum(g => g.Sum(v => Math.Abs(v)));
            Seen.Add(view.Evaluate(architecture, images, batchSize: 8).Loss);
            return [Seen[^1]];
        }
    }
}
