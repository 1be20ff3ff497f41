using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks.Gpu;

/// <summary>
/// One-shot scores of a provider beside the CPU's: how many a second, how near the logits are, and whether they follow the images.
/// </summary>
internal static class GpuOneShot
{
    private const int Workers = 4;

    public static (bool Holds, object Figures) Measure(
        OnnxProvider provider, int channels, int cells, RunOptions options, TextWriter output)
    {
        var network = new NetworkOptions { Channels = channels, CellsPerStage = cells, AffineCells = false };
        var supernet = SupernetModel.Create(SearchSpaces.NasBench201, network, ParameterSource.Seeded(), new());
        var images = new OneShotBatches(OneShotProgram.MakeImages(), options.Batch, ImageNormalisation.Cifar10);
        var architectures = Workload.Architectures(options.Architectures);
        var table = new TextTable(
            $"{provider.Name}, C={channels} N={cells}", "architectures/s", "loss, largest difference", "accuracies equal");
        var expected = new Dictionary<string, BatchScore[]>();
        var ways = new List<object>();
        var holds = true;
        foreach (var (name, where, execution, workers) in new[]
        {
            ("CPU, specialised", OnnxProvider.Cpu, SubnetExecution.Specialised, 1),
            ("specialised", provider, SubnetExecution.Specialised, 1),
            ($"specialised, {Workers} workers", provider, SubnetExecution.Specialised, Workers),
            ("whole space", provider, SubnetExecution.Portable, 1),
        })
        {
            using var evaluator = new OneShotEvaluator(supernet, images, null, BatchNormStatistics.Batch, execution, where);
            _ = evaluator.Evaluate(architectures[0], new(options.Threads)); // images are copied, kernels loaded
            var scores = new BatchScore[architectures.Count][];
            var seconds = Timing.Once(() => Parallel.For(0, scores.Length, new() { MaxDegreeOfParallelism = workers }, i =>
                scores[i] = [.. evaluator.Evaluate(architectures[i], new(options.Threads))])).Wall;
            var pairs = architectures.SelectMany((a, i) => scores[i].Zip(
                expected.TryGetValue(a.Text, out var known) ? known : expected[a.Text] = scores[i])).ToList();
            var loss = pairs.Max(p => Math.Abs(p.First.Loss - p.Second.Loss));
            var equal = pairs.Count(p => p.First.Accuracy.Equals(p.Second.Accuracy));
            holds &= loss < 1e-3;
            ways.Add(new
            {
                Way = name, PerSecond = scores.Length / seconds, LossDifference = loss, EqualAccuracies = equal, Batches = pairs.Count,
            });
            table.Add(name, $"{scores.Length / seconds:F2}", $"{loss:E1}", $"{equal} of {pairs.Count}");
        }

        table.Write(output);
        var logits = architectures.Select(a => Logits(supernet, a, provider, images, options.Threads)).ToList();
        holds &= logits.TrueForAll(l => l.Difference < 1e-3 && l.Follows);
        return (holds, new
        {
            Ways = ways,
            LogitDifference = logits.Max(l => l.Difference),
            OutputsFollowImages = logits.TrueForAll(l => l.Follows),
        });
    }

    /// <summary>
    /// The largest difference of a logit of the first batch, as a part of the largest logit; and whether other images give other ones,
    /// which a graph that is captured once and repeated would not.
    /// </summary>
    private static (double Difference, bool Follows) Logits(
        SupernetModel supernet, Architecture architecture, OnnxProvider provider, OneShotBatches images, int threads)
    {
        var (first, second) = (images.All[0].Pixels, images.All[1].Pixels);
        using var cpu = Open(OnnxProvider.Cpu);
        using var measured = Open(provider);
        var (expected, found) = (cpu.Logits(first, images.Shape), measured.Logits(first, images.Shape));
        var scale = expected.Max(Math.Abs);
        var other = measured.Logits(second, images.Shape);
        return (expected.Zip(found, (a, b) => Math.Abs(a - b) / scale).Max(), !found.AsSpan().SequenceEqual(other));

        OnnxSession Open(OnnxProvider where) => new(
            OnnxNetwork.Write(
                SubnetForms.Batch(supernet.Subnet(architecture)), supernet.Parameters, new() { ByMeans = !where.HasTrainingNorms }),
            threads, where);
    }
}
