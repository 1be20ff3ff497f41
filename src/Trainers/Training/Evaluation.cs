using System.Runtime.InteropServices;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Torch;
using NasPipelines.Numerics;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Trainers.Training;

/// <summary>Measures networks on images, in their order.</summary>
internal static class Evaluation
{
    /// <summary>Means over all images; batches count by their size.</summary>
    public static ImageMetrics Measure(
        TrainableNetwork network,
        FlatParameters parameters,
        ImageSet images,
        ImageNormalisation normalisation,
        int batchSize,
        BatchNormStatistics statistics)
    {
        using var noGradients = no_grad();
        using var batches = new BatchMaker(images, normalisation, AugmentationOptions.None, Math.Min(batchSize, images.Count));
        var none = default(SplitMix64);
        var (right, loss) = (0L, 0.0);
        int[] order = [.. Enumerable.Range(0, images.Count)];
        for (var start = 0; start < order.Length; start += batchSize)
        {
            using var scope = NewDisposeScope();
            var indices = order.AsSpan(start, Math.Min(batchSize, order.Length - start));
            var (pixels, labels) = batches.Make(indices, ref none);
            var logits = network.Run(pixels, parameters, statistics);
            loss += F.cross_entropy(logits, labels, reduction: nn.Reduction.Sum).item<float>();
            right += Right(logits, labels);
        }

        return new(right / (double)images.Count, loss / images.Count);
    }

    /// <summary>How many samples have their largest logit at their label; the first counts among equals.</summary>
    public static int Right(Tensor logits, Tensor labels)
    {
        var classes = (int)logits.shape[1];
        var values = MemoryMarshal.Cast<byte, float>(logits.bytes);
        var wanted = MemoryMarshal.Cast<byte, long>(labels.bytes);
        var right = 0;
        for (var i = 0; i < wanted.Length; i++)
        {
            var row = values.Slice(i * classes, classes);
            var best = 0;
            for (var k = 1; k < classes; k++)
            {
                best = row[k] > row[best] ? k : best;
            }

            right += best == wanted[i] ? 1 : 0;
        }

        return right;
    }
}
