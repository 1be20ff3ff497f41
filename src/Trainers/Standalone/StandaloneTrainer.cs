using System.Diagnostics;
using NasPipelines.Architectures;
using NasPipelines.Images;
using NasPipelines.Networks;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Training;

/// <summary>
/// Trains one architecture from scratch: the truth that estimators are measured against. The result depends on architecture, images, options and seed
/// only, and is the same to the last bit with one thread.
/// </summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class StandaloneTrainer
{
    private const int EvaluationBatch = 500;
    private readonly ImageSet _train;
    private readonly ImageSet _test;
    private readonly StandaloneOptions _options;
    private readonly Normalisation _normalisation;

    /// <summary>A trainer on given images.</summary>
    /// <param name="train">Images to train on.</param>
    /// <param name="test">Images to measure on, of the same size and classes.</param>
    /// <param name="options">The recipe.</param>
    /// <exception cref="ArgumentException">Options are out of range, or the image sets differ in form.</exception>
    public StandaloneTrainer(ImageSet train, ImageSet test, StandaloneOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (train.Shape != test.Shape || train.Classes != test.Classes)
        {
            throw new ArgumentException($"Training and test images differ in form: {train}; {test}.", nameof(test));
        }

        (_train, _test) = (train, test);
        _options = options with { Network = ImageForm.Fit(options.Network, train) };
        _normalisation = options.Normalisation ?? ImageForm.NormalisationOf(train);
    }

    /// <summary>What results depend on besides architecture and seed, in a line.</summary>
    public string Identity => $"standalone/1; images {_train.Sha256[..16]}, {_test.Sha256[..16]}; {_options.Describe()}";

    /// <summary>Size and form of the networks.</summary>
    internal NetworkOptions Network => _options.Network;

    /// <summary>Trains an architecture and measures it.</summary>
    /// <param name="architecture">The architecture; equal encodings may give different results, because their weights have other names.</param>
    /// <param name="seed">Replaces the seed of the options; null takes that one.</param>
    /// <param name="cancellation">Stops between mini-batches.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public StandaloneResult Train(Architecture architecture, long? seed = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var watch = Stopwatch.StartNew();
        TorchThreads.Set(_options.Threads);
        using var scope = NewDisposeScope();
        using var pooling = new PoolingMatrices();
        var graph = new TrainingGraph(architecture.Space.BuildNetwork(architecture, _options.Network));
        var source = ParameterSource.Seeded(seed ?? _options.Seed, _options.Initialisation);
        using var parameters = new FlatParameters(graph.Parameters, graph.Norms, source);
        using var batches = new BatchMaker(_train, _normalisation, _options.Augmentation, Math.Min(_options.BatchSize, _train.Count));
        var optimiser = new FusedSgd(parameters, _options.Optimiser, moveUnused: true);
        List<double> losses = [];
        var accuracy = 0.0;
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            var random = RandomStreams.Of("standalone", seed ?? _options.Seed, epoch);
            var order = RandomStreams.Permutation(_train.Count, random);
            var (loss, right) = (0.0, 0);
            for (var start = 0; start < order.Length; start += _options.BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                var progress = (epoch + (start / (double)order.Length)) / _options.Epochs;
                using var step = NewDisposeScope();
                var indices = order.AsSpan(start, Math.Min(_options.BatchSize, order.Length - start));
                var (pixels, labels) = batches.Make(indices, ref random);
                var logits = graph.Run(pixels, parameters, pooling, NormMode.Training);
                var batchLoss = F.cross_entropy(logits, labels);
                batchLoss.backward();
                foreach (var parameter in graph.Parameters)
                {
                    parameters.Slot(parameter).Uses++;
                }

                optimiser.Step(_options.Optimiser.LearningRate * _options.Schedule.Share(progress, losses));
                loss += batchLoss.item<float>() * indices.Length;
                right += Evaluation.Right(logits.detach(), labels);
            }

            losses.Add(loss / order.Length);
            accuracy = right / (double)order.Length;
        }

        var test = Evaluation.Measure(graph, parameters, pooling, _test, _normalisation, EvaluationBatch, NormMode.Running);
        return new(test, losses, accuracy, watch.Elapsed.TotalSeconds);
    }
}
