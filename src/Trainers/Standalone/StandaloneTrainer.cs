using System.Diagnostics;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Trainers.Standalone;

/// <summary>
/// Trains one architecture from scratch: the truth that estimators are measured against. The result depends on architecture, images,
/// options and seed only, and is the same to the last bit with one thread.
/// </summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class StandaloneTrainer
{
    private const int EvaluationBatch = 500;
    private readonly ImageSet _train;
    private readonly ImageSet _test;
    private readonly StandaloneOptions _options;
    private readonly ImageNormalisation _normalisation;

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
        if (!train.Shape.Equals(test.Shape) || train.Classes != test.Classes)
        {
            throw new ArgumentException($"Training and test images differ in form: {train}; {test}.", nameof(test));
        }

        (_train, _test) = (train, test);
        _options = options;
        Network = ImageForm.Fit(options.Network, options.AffineCells, train);
        _normalisation = options.Normalisation ?? ImageForm.NormalisationOf(train);
    }

    /// <summary>What results depend on besides architecture and seed, in a line.</summary>
    internal string Identity => $"standalone/1; images {_train.Sha256[..16]}, {_test.Sha256[..16]}; {_options.Describe()}";

    /// <summary>Size and form of the networks.</summary>
    internal NetworkOptions Network { get; }

    /// <summary>Trains an architecture and measures it.</summary>
    /// <param name="architecture">The architecture; equal encodings may give different results, because their weights have other
    /// names.</param>
    /// <param name="seed">Replaces the seed of the options; null takes that one.</param>
    /// <param name="run">
    /// Threads, which results are the same bytes with one of, progress by epoch, and cancellation, which stops between mini-batches. Null:
    /// one thread.
    /// </param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <returns>Accuracy and loss on the test images, with running statistics.</returns>
    public ImageMetrics Train(Architecture architecture, long? seed = null, RunOptions? run = null) =>
        TrainRecorded(architecture, seed, run).Test;

    /// <summary>What <see cref="Train"/> does, with what came before the test.</summary>
    internal StandaloneResult TrainRecorded(Architecture architecture, long? seed = null, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        run ??= new() { Threads = 1 };
        run.Validate();
        var watch = Stopwatch.StartNew();
        using var isolated = NasRuntime.Isolate(run.EffectiveThreads);
        using var scope = NewDisposeScope();
        var graph = new TrainableNetwork(architecture.Space.BuildNetwork(architecture, Network));
        var source = ParameterSource.Seeded(seed ?? _options.Seed, _options.Initialisation);
        using var parameters = new FlatParameters(graph.Parameters, graph.Statistics, source);
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
                run.CancellationToken.ThrowIfCancellationRequested();
                var progress = (epoch + (start / (double)order.Length)) / _options.Epochs;
                using var step = NewDisposeScope();
                var indices = order.AsSpan(start, Math.Min(_options.BatchSize, order.Length - start));
                var (pixels, labels) = batches.Make(indices, ref random);
                var logits = graph.Run(pixels, parameters, BatchNormStatistics.Batch, updateRunning: true);
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
            run.Progress?.Report(TrainingProgress.After(watch.Elapsed, epoch + 1, _options.Epochs));
        }

        var test = Evaluation.Measure(graph, parameters, _test, _normalisation, EvaluationBatch, BatchNormStatistics.Running);
        return new(test, losses, accuracy, watch.Elapsed.TotalSeconds);
    }
}
