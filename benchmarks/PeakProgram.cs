using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks;

/// <summary>How near a forward pass and the set of eight come to the machine's peak, in arithmetic as the definitions count it.</summary>
internal static class PeakProgram
{
    // A loss pass is three, with its gradients of values and of weights; the way back from the outputs to the images is one more, and
    // grasp, which differentiates such a pass again, six.
    private const int ForwardPassesOfSet = 10;

    public static int Run(RunOptions options, TextWriter output)
    {
        var peak = MatrixPeak.Measure(options, output);
        var batch = Workload.Batch(options.Batch);
        var forms = new NetworkForms(SearchSpaces.NasBench201, new NetworkSize(), ScoredNetwork.Functional);
        using var context = new TorchContext(ParameterSource.Seeded(), ScalarType.Float32);
        using var images = batch.Images(context);
        using var engine = Workload.Engine(Workload.SetOfEight, batch, options.Threads);
        var table = new TextTable(
            "architecture", "MMACs run", "forward ms", "GFLOP/s", "of peak", "set of eight ms", $"GFLOP/s ({ForwardPassesOfSet} forward)",
            "of peak");
        var (operations, forward, set) = (0.0, 0.0, 0.0);
        foreach (var architecture in Workload.Architectures(options.Architectures))
        {
            var network = forms.Executable(forms.Layers(architecture));

            // Multiplicities are left out: a shared operation is run once.
            var macs = network.Nodes.Sum(n => n.Macs);
            var counted = 2.0 * macs * batch.Samples / 1e9;
            var took = Timing.Alternating(
                options.Repetitions, [() => Forward(network, images, context), () => Workload.Score(engine, architecture)]);
            Add(architecture.Text, counted, took[0].Wall, took[1].Wall, $"{macs / 1e6:F1}");
            operations += counted;
            forward += took[0].Wall;
            set += took[1].Wall;
        }

        Add("together", operations, forward, set, "");
        table.Write(output);
        return 0;

        void Add(string architecture, double counted, double forwardSeconds, double setSeconds, string macs)
        {
            var (ofForward, ofSet) = (counted / forwardSeconds, ForwardPassesOfSet * counted / setSeconds);
            table.Add(
                architecture, macs, $"{forwardSeconds * 1e3:F1}", $"{ofForward:F1}", $"{ofForward / peak:P0}",
                $"{setSeconds * 1e3:F0}", $"{ofSet:F1}", $"{ofSet / peak:P0}");
        }
    }

    private static void Forward(NetworkGraph network, Tensor images, TorchContext context)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        TorchNetwork.Run(network, images, context);
    }
}
