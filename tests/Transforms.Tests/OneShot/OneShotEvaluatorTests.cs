using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Tests.Networks.Onnx;
using static TorchSharp.torch;

namespace NasPipelines.Tests.OneShot;

public sealed class OneShotEvaluatorTests
{
    private static readonly NetworkOptions Small = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8, AffineCells = false };
    private static readonly SearchSpace Space = SearchSpaces.NasBench201;
    private static readonly SupernetModel Supernet = SupernetModel.Create(Space, Small, Parity.Random(Space.BuildSupernet(Small)), new());
    private static readonly OneShotBatches Images = new(TinyNetworks.Images, 12, ImageNormalisation.Cifar10);

    [TestCase(BatchNormStatistics.Batch)]
    [TestCase(BatchNormStatistics.Running)]
    public void Evaluate_PortableAndSpecialised_AgreeWithTorchOnEveryBatch(BatchNormStatistics statistics)
    {
        using var specialised = Evaluator(statistics, SubnetExecution.Specialised);
        using var portable = Evaluator(statistics, SubnetExecution.Portable);
        foreach (var architecture in Space.Sample(8, 2).Append(Space.Parse("nnnnnn")))
        {
            var graph = Space.BuildNetwork(architecture, new NetworkOptions(Small) { DropDeadEdges = true });
            var expected = Images.All.Select(b => HandScore(
                Parity.Torch(graph, Supernet.Parameters, b.Pixels, statistics == BatchNormStatistics.Running), b.Labels)).ToList();
            foreach (var scores in new[] { specialised.Evaluate(architecture, default), portable.Evaluate(architecture, default) })
            {
                Assert.That(scores.Select(s => s.Samples), Is.EqualTo(new[] { 12, 12, 8 }));
                Assert.That(scores.Select(s => s.Accuracy), Is.EqualTo(expected.Select(e => e.Accuracy)), architecture.Text);
                Assert.That(scores.Select(s => s.Loss), Is.EqualTo(expected.Select(e => e.Loss)).Within(1e-3), architecture.Text);
            }
        }
    }

    // The way of a GPU, by which images are copied once and bound for every network, on the CPU.
    [Test]
    public void Execute_ImagesThatWereCopiedAndBound_GivesTheSameBitsAsAnArray()
    {
        using var resident = new ResidentImages(Images.All.Select(b => b.Pixels), Images.Shape, OnnxProvider.Cpu, copies: true);
        var model = Supernet.WholeSpace(BatchNormStatistics.Batch, byMeans: false);
        using var session = new OnnxSession(model, threads: 1);
        foreach (var architecture in Space.Sample(4, 3))
        {
            long[] genes = [.. architecture.Genes.Select(g => (long)g)];
            foreach (var (bound, batch) in resident.Batches.Zip(Images.All))
            {
                float[] logits = [];
                session.Execute(bound, genes, outputs => logits = outputs[0].GetTensorDataAsSpan<float>().ToArray());
                Assert.That(logits, Is.EqualTo(session.Logits(batch.Pixels, Images.Shape, genes)));
            }
        }
    }

    [Test]
    public void ResidentImages_Copied_AreTheSameValuesInOtherMemory()
    {
        float[] pixels = [.. Images.All[2].Pixels];
        using var copied = new ResidentImages([pixels], Images.Shape, OnnxProvider.Cpu, copies: true);
        using var same = new ResidentImages([pixels], Images.Shape, OnnxProvider.Cpu, copies: false);
        pixels[0]++;

        Assert.That(copied.Batches[0].GetTensorDataAsSpan<float>().ToArray(), Is.EqualTo(Images.All[2].Pixels));
        Assert.That(copied.Batches[0].GetTensorTypeAndShape().Shape, Is.EqualTo(new long[] { 8, 3, 8, 8 }));
        Assert.That(same.Batches[0].GetTensorDataAsSpan<float>()[0], Is.EqualTo(pixels[0]));
        copied.Dispose();
        Assert.That(copied.Dispose, Throws.Nothing);
    }

    // 32 calibration images in batches of 12: two count, the short one does not.
    [Test]
    public void Evaluate_Recalibrated_IsTheTorchNetworkWithStatisticsOfItsOwn()
    {
        using var recalibrated = new OneShotEvaluator(
            Supernet, Images, Images, BatchNormStatistics.Recalibrated, SubnetExecution.Specialised, OnnxProvider.Cpu);
        var architecture = Space.Parse("313p31");
        var graph = Space.BuildNetwork(architecture, new NetworkOptions(Small) { DropDeadEdges = true });
        var own = TorchStatistics(graph, [.. Images.All.Take(2).Select(b => b.Pixels)]);
        var expected = Images.All.Select(b => HandScore(Parity.Torch(graph, own, b.Pixels, running: true), b.Labels));

        Assert.That(
            recalibrated.Evaluate(architecture, default).Select(s => s.Loss), Is.EqualTo(expected.Select(e => e.Loss)).Within(1e-4));
    }

    [Test]
    public void Calibration_TwoBatches_IsTheMeanOfMeansAndOfUnbiasedVariances()
    {
        var net = new NetworkGraphBuilder(new FeatureShape(1, 1, 2));
        var graph = net.Build(net.BatchNorm(0, "bn", affine: false));
        var calibration = new NormCalibration(graph);
        calibration.Add(2, [[1], [3]]);
        calibration.Add(2, [[2], [6]]);
        var (source, norm) = (calibration.Over(ParameterSource.Seeded()), (BatchNorm)graph.Nodes[1]);

        Assert.That((source.Values(norm.RunningMean)[0], source.Values(norm.RunningVariance)[0]), Is.EqualTo((1.5f, 6f)));
    }

    [Test]
    public void KeyOf_DeadEdges_DoNotCountButMirroredEdgesDo()
    {
        using var evaluator = Evaluator(BatchNormStatistics.Batch, SubnetExecution.Specialised);
        var key = evaluator.KeyOf(Space.Parse("3nn3nn"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(key, Is.EqualTo(evaluator.KeyOf(Space.Parse("nnn3nn"))), "edge 0-1 leads nowhere");
            Assert.That(
                evaluator.KeyOf(Space.Parse("3nnn3n")), Is.Not.EqualTo(evaluator.KeyOf(Space.Parse("n3nnn3"))),
                "equal functions, other weights");
        }
    }

    [Test]
    public void Running_WithoutStatistics_IsRefused() => Assert.That(
        () => new OneShotEvaluator(
            SupernetModel.Create(Space, Small, ParameterSource.Seeded(), new()), Images, null, BatchNormStatistics.Running,
            SubnetExecution.Specialised, OnnxProvider.Cpu),
        Throws.InvalidOperationException);

    /// <summary>Accuracy and cross-entropy by their definitions.</summary>
    private static (double Accuracy, double Loss) HandScore(float[] logits, long[] labels)
    {
        var rows = logits.Chunk(10).Zip(labels).ToList();
        return (
            rows.Average(r => Array.IndexOf(r.First, r.First.Max()) == r.Second ? 1.0 : 0),
            rows.Average(r => -Math.Log(Math.Exp(r.First[r.Second] - r.First.Max()) / r.First.Sum(l => Math.Exp(l - r.First.Max())))));
    }

    /// <summary>The parameters with the mean over batches of each normalisation's mean and unbiased variance, by libtorch.</summary>
    private static ParameterSource TorchStatistics(NetworkGraph graph, float[][] batches)
    {
        var values = graph.Parameters.ToDictionary(p => p.Name, Supernet.Parameters.Values);
        using var context = new TorchContext(Supernet.Parameters, ScalarType.Float32);
        using var noGradients = no_grad();
        foreach (var pixels in batches)
        {
            using var scope = NewDisposeScope();
            TorchNetwork.Run(graph, tensor(pixels, [pixels.Length / 192, 3, 8, 8]), context, onValue: (position, value) =>
            {
                foreach (var norm in graph.Nodes.OfType<BatchNorm>().Where(n => n.Inputs[0] == position))
                {
                    Add(norm.RunningMean.Name, value.mean([0, 2, 3]));
                    Add(norm.RunningVariance.Name, value.var([0, 2, 3], unbiased: true));
                }
            });
        }

        return ParameterSource.Stored(values, "torch");

        void Add(string name, Tensor statistic)
        {
            var share = statistic.data<float>().ToArray().Select(v => v / batches.Length).ToArray();
            values[name] = values.TryGetValue(name, out var sum) ? [.. sum.Zip(share, (x, y) => x + y)] : share;
        }
    }

    private static OneShotEvaluator Evaluator(BatchNormStatistics statistics, SubnetExecution execution) =>
        new(Supernet, Images, null, statistics, execution, OnnxProvider.Cpu);
}
