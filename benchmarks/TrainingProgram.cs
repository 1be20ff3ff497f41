using NasPipelines.Benchmarks.Peers;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Numerics;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Benchmarks;

/// <summary>
/// A training step of the same networks: plain modules with torch.optim.SGD and clip_grad_norm_, against the supernet trainer. The time of
/// the latter includes building the graph of the path and, as published, moving all other weights of the supernet.
/// </summary>
internal static class TrainingProgram
{
    private const double LearningRate = 0.05;
    private const double ClipNorm = 5;
    private const double LargestDifference = 1e-3;

    public static int Run(RunOptions options, TextWriter output)
    {
        var batch = Workload.Batch(options.Batch);
        var network = new NetworkOptions { AffineCells = false };
        var supernet = Supernets.Of(SearchSpaces.NasBench201);
        var sgd = new SgdOptions { LearningRate = LearningRate, ClipNorm = ClipNorm };
        var table = new TextTable("architecture", "MMACs", "plain ms", "ours ms", "plain / ours", "processor", "loss plain", "loss ours");
        var (sums, agree) = (new Duration[2], true);
        using var scope = NewDisposeScope();
        using var images = tensor(batch.Pixels, [batch.Samples, batch.Shape.Channels, batch.Shape.Height, batch.Shape.Width]);
        using var labels = tensor(Array.ConvertAll(batch.Labels, l => (long)l));
        foreach (var architecture in Workload.Architectures(options.Architectures))
        {
            using var plain = new PlainNetwork(architecture, ParameterSource.Seeded());
            using var optimiser = optim.SGD(plain.parameters(), LearningRate, momentum: sgd.Momentum, weight_decay: sgd.WeightDecay);
            using var parameters = new FlatParameters(supernet.Parameters(network), supernet.Statistics(network), ParameterSource.Seeded());
            var steps = new SupernetSteps(supernet, network, parameters, sgd, dropout: 0, UnusedWeights.Move);
            var (plainLoss, ourLoss, random) = (new List<double>(), new List<double>(), RandomStreams.From(0));
            var times = Timing.Alternating(
                options.Repetitions,
                [
                    () => plainLoss.Add(PlainStep(plain, optimiser, images, labels)),
                    () => ourLoss.Add(steps.Take(images, labels, [architecture], LearningRate, ref random).Loss),
                ]);
            var macs = NetworkCost.Of(SearchSpaces.NasBench201.BuildNetwork(architecture)).Macs;
            table.Add(
                architecture.Text,
                $"{macs / 1e6:F1}",
                $"{1e3 * times[0].Wall:F1}",
                $"{1e3 * times[1].Wall:F1}",
                $"{times[0].Wall / times[1].Wall:F2}",
                $"{times[0].Processor / times[1].Processor:F2}",
                $"{plainLoss[1]:F5}",
                $"{ourLoss[1]:F5}");
            sums = [.. sums.Zip(times, (sum, time) => new Duration(sum.Wall + time.Wall, sum.Processor + time.Processor))];

            // The second loss is after one update: forward, backward and update have to agree.
            agree &= Math.Abs(plainLoss[1] - ourLoss[1]) <= LargestDifference * Math.Max(1, plainLoss[1]);
        }

        table.Write(output);
        var count = options.Architectures;
        output.WriteLine($"steps per second: plain modules {count / sums[0].Wall:F2}, ours {count / sums[1].Wall:F2}");
        output.WriteLine(
            $"ratio of wall time {sums[0].Wall / sums[1].Wall:F2}, of processor time {sums[0].Processor / sums[1].Processor:F2}");
        output.WriteLine(agree ? "Losses agree within tolerance." : "LOSSES DO NOT AGREE.");
        return agree ? 0 : 1;
    }

    private static double PlainStep(PlainNetwork network, optim.Optimizer optimiser, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimiser.zero_grad();
        var loss = F.cross_entropy(network.call(images), labels);
        loss.backward();
        nn.utils.clip_grad_norm_(network.parameters(), ClipNorm);
        optimiser.step();
        return loss.item<float>();
    }
}
