using System.Diagnostics;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Numerics;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing.Checkpoints;
using NasPipelines.Trainers.WeightSharing.Paths;
using TorchSharp;
using static System.FormattableString;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>
/// Trains the shared weights of a supernet (Ning et al. 2021, section 4). With one thread the weights are the same bytes again, whether
/// training ran through or was stopped and continued.
/// </summary>
/// <threadsafety>Safe for use by several threads; each call trains by itself.</threadsafety>
public sealed class SupernetTrainer
{
    private readonly Supernet _supernet;
    private readonly SupernetOptions _options;
    private readonly NetworkOptions _network;
    private readonly ImageSet _train;
    private readonly ImageNormalisation _normalisation;
    private readonly string _imagesSha256;

    /// <summary>A trainer of a supernet on given images.</summary>
    /// <param name="supernet">The supernet.</param>
    /// <param name="images">The images; the last ones are kept for measuring.</param>
    /// <param name="options">The recipe.</param>
    /// <exception cref="ArgumentException">Options are out of range, or do not fit the images.</exception>
    public SupernetTrainer(Supernet supernet, ImageSet images, SupernetOptions options)
    {
        ArgumentNullException.ThrowIfNull(supernet);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _supernet = supernet;
        _options = options;
        _network = ImageForm.Fit(options.Network, options.AffineCells, images);
        var kept = (int)Math.Round(images.Count * options.ValidationShare);
        _train = images.Take(0, Math.Max(1, images.Count - kept));
        Validation = kept == 0 || kept == images.Count ? null : images.Take(images.Count - kept, kept);
        _normalisation = options.Normalisation ?? ImageForm.NormalisationOf(_train);
        _imagesSha256 = images.Sha256;
    }

    /// <summary>The images kept for measuring; null where none are.</summary>
    internal ImageSet? Validation { get; }

    /// <summary>Trains, or goes on from the checkpoint of the options where there is one.</summary>
    /// <param name="candidates">The architectures whose paths may be trained; null takes <see cref="Supernet.Candidates"/>. Those not worth
    /// training are left out.</param>
    /// <param name="run">
    /// Threads, which results are the same bytes with one of, progress by epoch, and cancellation, which stops between steps: the last
    /// checkpoint stays. Null: one thread.
    /// </param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentException">No candidate can be trained, or the sampler does not fit.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another training, or damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SupernetCheckpoint Train(IReadOnlyList<Architecture>? candidates = null, RunOptions? run = null)
    {
        run ??= new() { Threads = 1 };
        run.Validate();
        candidates ??= _supernet.Candidates(_options.Seed);
        Architecture[] trainable = [.. candidates.Where(_supernet.CanTrain)];
        if (trainable.Length == 0)
        {
            throw new ArgumentException(
                $"None of the {candidates.Count} candidates can be trained in a supernet of {_supernet.Space.Name}.", nameof(candidates));
        }

        var plan = new PathPlan(_supernet, _options, trainable);
        using var isolated = NasRuntime.Isolate(run.EffectiveThreads);
        using var scope = NewDisposeScope();
        using var state = new SupernetState(_supernet, _network, _options, _normalisation, _imagesSha256, PathsIdentity(candidates));
        using var training = new SupernetRun(_supernet, _network, _options, state, _train, Validation, plan);
        var metrics = _options.Metrics is { } file ? new SupernetMetricsFile(file, [.. _options.Probes.SelectMany(p => p.Names)]) : null;
        state.Resume();
        metrics?.Start(state.Epochs);
        var (watch, first) = (Stopwatch.StartNew(), state.Epochs.Count);
        while (state.Epochs.Count < _options.Epochs)
        {
            var epoch = training.Epoch(run.CancellationToken);
            state.Finish(epoch);
            metrics?.Append(epoch);
            run.Progress?.Report(TrainingProgress.After(watch.Elapsed, epoch.Epoch, _options.Epochs, first, Message(epoch)));
        }

        return state.Checkpoint();
    }

    private static string Message(SupernetEpoch epoch) =>
        Invariant($"loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P2}, {epoch.ImagesPerSecond:F0} images/s");

    private string PathsIdentity(IReadOnlyList<Architecture> candidates)
    {
        var hash = candidates.Aggregate(14695981039346656037UL, (h, a) => (h * 1099511628211UL) ^ Fnv1a.Hash(a.Text));
        return Invariant($"{candidates.Count} candidates {hash:x16} of {_supernet.Space.Name}");
    }
}
