using System.Runtime.InteropServices;
using NasPipelines.Networks;
using NasPipelines.Networks.Torch;
using NasPipelines.Numerics;
using NasPipelines.Trainers.Training;
using TorchSharp;
using static TorchSharp.torch;
using Architecture = NasPipelines.Spaces.Architecture;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>
/// One step: the paths' losses on one mini-batch, differentiated one after the other into the same buffer, then one update.
/// </summary>
internal sealed class SupernetSteps(
    Supernet supernet, NetworkOptions network, FlatParameters parameters, SgdOptions optimiser, double dropout, UnusedWeights unused)
{
    private readonly FusedSgd _sgd = new(parameters, optimiser, unused == UnusedWeights.Move);

    /// <summary>Takes a step.</summary>
    /// <returns>Mean loss over the paths, right answers summed over them, and the norm of the gradient.</returns>
    public (double Loss, int Right, double Norm) Take(
        Tensor images, Tensor labels, IReadOnlyList<Architecture> paths, double learningRate, ref SplitMix64 random)
    {
        var (loss, right) = (0.0, 0);
        foreach (var path in paths)
        {
            using var scope = NewDisposeScope();
            var graph = supernet.Graph(path, network);
            var logits = graph.Run(
                images, parameters, BatchNormStatistics.Batch, updateRunning: true, Mask(graph, (int)images.shape[0], ref random));
            var pathLoss = F.cross_entropy(logits, labels);
            pathLoss.backward();
            foreach (var parameter in graph.Parameters)
            {
                parameters.Slot(parameter).Uses++;
            }

            loss += pathLoss.item<float>();
            right += Evaluation.Right(logits.detach(), labels);
        }

        return (loss / paths.Count, right, _sgd.Step(learningRate));
    }

    // libtorch's own dropout draws from a global generator.
    private Tensor? Mask(TrainableNetwork graph, int samples, ref SplitMix64 random)
    {
        if (dropout == 0)
        {
            return null;
        }

        var mask = zeros(samples, graph.Features, dtype: ScalarType.Float32, device: CPU);
        var (kept, threshold) = ((float)(1 / (1 - dropout)), (uint)(dropout * uint.MaxValue));
        foreach (ref var value in MemoryMarshal.Cast<byte, float>(mask.bytes))
        {
            value = (uint)(random.Next() >> 32) < threshold ? 0 : kept;
        }

        return mask;
    }
}
