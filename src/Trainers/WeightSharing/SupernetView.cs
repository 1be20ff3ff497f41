using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Numerics;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>A supernet's weights at a moment of training, for measurements.</summary>
/// <threadsafety>For one thread, during the call that it is passed to.</threadsafety>
public sealed class SupernetView
{
    private readonly Supernet _supernet;
    private readonly NetworkOptions _network;
    private readonly FlatParameters _parameters;
    private readonly ImageNormalisation _normalisation;

    internal SupernetView(Supernet supernet, NetworkOptions network, FlatParameters parameters, ImageNormalisation normalisation)
    {
        (_supernet, _network, _parameters, _normalisation) = (supernet, network, parameters, normalisation);
    }

    /// <summary>Epochs finished.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Steps of the current epoch finished.</summary>
    public int Step { get; internal set; }

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch { get; internal set; }

    /// <summary>The images kept for measuring; null where none are.</summary>
    public ImageSet? Validation { get; internal set; }

    /// <summary>
    /// One-shot accuracy and loss of an architecture: its path with the shared weights, batch normalisations with the statistics of the
    /// batch.
    /// </summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="images">The images, in batches in their order.</param>
    /// <param name="batchSize">Images in a batch, which statistics are taken over.</param>
    public ImageMetrics Evaluate(Architecture architecture, ImageSet images, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(images);
        var graph = _supernet.Graph(architecture, _network);
        return Evaluation.Measure(graph, _parameters, images, _normalisation, batchSize, BatchNormStatistics.Batch);
    }

    /// <summary>The gradient of the loss of an architecture's path, by the names of its parameters.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="images">One batch.</param>
    public IReadOnlyDictionary<string, float[]> Gradient(Architecture architecture, ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        using var batches = new BatchMaker(images, _normalisation, AugmentationOptions.None, images.Count);
        var none = default(SplitMix64);
        var (pixels, labels) = batches.Make(Enumerable.Range(0, images.Count).ToArray(), ref none);
        var graph = _supernet.Graph(architecture, _network);
        F.cross_entropy(graph.Run(pixels, _parameters, BatchNormStatistics.Batch), labels).backward();
        var gradients = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var slot in graph.Parameters.Select(_parameters.Slot))
        {
            gradients.Add(slot.Reference.Name, _parameters.Gradients(slot).ToArray());
            _parameters.Gradients(slot).Clear();
        }

        return gradients;
    }
}
