using NasPipelines.Benchmarks.Peers;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Accuracy and loss of NAS-Bench-201 subnets on 1,000 images: eager TorchSharp modules, the engine's own torch backend, a specialised ONNX
/// model per architecture (its making included), and the model of the whole space, side by side. What sessions shared by several subnets
/// could save stands beside: the specialised model made and opened for a single image, and the stem's share of the multiply-adds run.
/// </summary>
internal static class OneShotProgram
{
    private const int Images = 1000;

    public static int Run(RunOptions options, TextWriter output)
    {
        var agree = true;
        foreach (var (channels, cells) in new[] { (8, 1), (16, 5) })
        {
            agree &= Measure(channels, cells, options, output);
        }

        return agree ? 0 : 1;
    }

    private static bool Measure(int channels, int cells, RunOptions options, TextWriter output)
    {
        var network = new NetworkOptions { Channels = channels, CellsPerStage = cells, AffineCells = false };
        var supernet = SupernetModel.Create(SearchSpaces.NasBench201, network, ParameterSource.Seeded(), new());
        var made = MakeImages();
        var images = new OneShotBatches(made, options.Batch, ImageNormalisation.Cifar10);
        using var specialised = Evaluator(SubnetExecution.Specialised);
        using var portable = Evaluator(SubnetExecution.Portable);
        using var opened = Evaluator(SubnetExecution.Specialised, new(made.Take(0, 1), 1, ImageNormalisation.Cifar10));
        using var context = new TorchContext(supernet.Parameters, ScalarType.Float32);
        var table = new TextTable(
            $"C={channels} N={cells}, ms per architecture", "modules", "torch backend", "specialised", "whole space",
            "made and opened", "modules / specialised", "backend / specialised", "whole space / specialised", "opened / specialised",
            "stem");
        List<double[]> shares = [];
        var difference = 0.0;
        foreach (var architecture in Workload.Architectures(options.Architectures))
        {
            using var modules = new PlainNetwork(architecture, supernet.Parameters, channels: channels, cellsPerStage: cells);
            var graph = SubnetForms.Batch(supernet.Subnet(architecture));
            IReadOnlyList<BatchScore>[] scores = [[], [], [], []];
            var times = Timing.Alternating(options.Repetitions,
            [
                () => scores[0] = Eager(images, modules.call),
                () => scores[1] = Eager(images, x => TorchNetwork.Run(graph, x, context).Logits),
                () => scores[2] = specialised.Evaluate(architecture, new(options.Threads)),
                () => scores[3] = portable.Evaluate(architecture, new(options.Threads)),
                () => opened.Evaluate(architecture, new(options.Threads)),
            ]);
            difference = Math.Max(difference, scores.Max(s => s.Zip(scores[0], (a, b) => Math.Abs(a.Loss - b.Loss)).Max()));
            shares.Add(
            [
                .. times.Where((_, i) => i != 2).Select(t => t.Processor / times[2].Processor),
                (double)graph.Nodes.First(n => n.Macs > 0).Macs / graph.Nodes.Sum(n => n.Macs),
            ]);
            table.Add(
            [
                architecture.Text, .. times.Select(t => $"{t.Wall * 1e3:F0} ({t.Processor * 1e3:F0})"),
                .. shares[^1].Select(share => $"{share:F2}"),
            ]);
        }

        var medians = Enumerable.Range(0, shares[0].Length).Select(i => Timing.Median(shares.Select(s => s[i])));
        table.Add(["median", .. Enumerable.Repeat("", 5), .. medians.Select(median => $"{median:F2}")]);
        table.Write(output);
        output.WriteLine($"wall (processor), ratios of processor time; largest difference of a batch's loss {difference:E1}");
        return difference < 1e-3;

        OneShotEvaluator Evaluator(SubnetExecution execution, OneShotBatches? on = null) =>
            new(supernet, on ?? images, null, BatchNormStatistics.Batch, execution, OnnxProvider.Cpu);
    }

    private static List<BatchScore> Eager(OneShotBatches images, Func<Tensor, Tensor> network)
    {
        using var noGradients = no_grad();
        return [.. images.All.Select(batch =>
        {
            using var scope = NewDisposeScope();
            var input = tensor(batch.Pixels, [batch.Labels.Length, images.Shape.Channels, images.Shape.Height, images.Shape.Width]);
            return BatchScore.Of(network(input).contiguous().data<float>().ToArray(), batch.Labels);
        })];
    }

    /// <summary>Images of uniform noise, labels in turn.</summary>
    public static ImageSet MakeImages()
    {
        var values = new float[Images * ImageShape.Cifar.Bytes];
        SeededParameters.FillUniform(values, SeededParameters.Stream("one-shot images", 0), 127);
        return ImageSet.Create(
            Array.ConvertAll(values, v => (byte)(v + 128)), [.. Enumerable.Range(0, Images).Select(i => i % 10)], ImageShape.Cifar, 10);
    }
}
