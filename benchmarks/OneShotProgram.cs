using NasPipelines.Benchmarks.Peers;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
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
/// could save stands beside: the specialised model made and opened for a single image, and the stem's share of multiply-adds.
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
        var images = new OneShotBatches(MakeImages(), options.Batch, ImageNormalisation.Cifar10);
        using var specialised = Evaluator(SubnetExecution.Specialised);
        using var portable = Evaluator(SubnetExecution.Portable);
        using var opened = Evaluator(SubnetExecution.Specialised, new(MakeImages().Take(0, 1), 1, ImageNormalisation.Cifar10));
        using var context = new TorchContext(supernet.Parameters, ScalarType.Float32);
        var table = new TextTable(
            $"C={channels} N={cells}, ms per architecture", "modules", "torch backend", "specialised", "whole space",
            "made and opened", "modules / specialised", "backend / specialised", "whole space / specialised", "opened / specialised",
            "stem");
        List<double> modulesRatios = [], backendRatios = [], wholeRatios = [], openedRatios = [], stems = [];
        List<double>[] ratios = [modulesRatios, backendRatios, wholeRatios, openedRatios, stems];
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
            modulesRatios.Add(times[0].Processor / times[2].Processor);
            backendRatios.Add(times[1].Processor / times[2].Processor);
            wholeRatios.Add(times[3].Processor / times[2].Processor);
            openedRatios.Add(times[4].Processor / times[2].Processor);
            stems.Add((double)StemMacs(channels) / NetworkCost.Of(graph).Macs);
            table.Add(
            [
                architecture.Text, .. times.Select(t => $"{t.Wall * 1e3:F0} ({t.Processor * 1e3:F0})"),
                .. ratios.Select(r => $"{r[^1]:F2}"),
            ]);
        }

        table.Add(["median", .. Enumerable.Repeat("", 5), .. ratios.Select(r => $"{Timing.Median(r):F2}")]);
        table.Write(output);
        output.WriteLine($"wall (processor), ratios of processor time; largest difference of a batch's loss {difference:E1}");
        return difference < 1e-3;

        OneShotEvaluator Evaluator(SubnetExecution execution, OneShotBatches? on = null) =>
            new(supernet, on ?? images, null, BatchNormStatistics.Batch, execution, OnnxProvider.Cpu);
    }

    private static long StemMacs(int channels) => 9L * 3 * channels * ImageShape.Cifar.Height * ImageShape.Cifar.Width;

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
