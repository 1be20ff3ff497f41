using System.Diagnostics;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing.Paths;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>Runs epochs on a state. All random numbers of an epoch or step are functions of seed and position.</summary>
internal sealed class SupernetRun : IDisposable
{
    private readonly SupernetOptions _options;
    private readonly SupernetState _state;
    private readonly ImageSet _train;
    private readonly PathPlan _plan;
    private readonly BatchMaker _batches;
    private readonly SupernetSteps _steps;
    private readonly SupernetView _view;

    public SupernetRun(
        Supernet supernet, NetworkOptions network, SupernetOptions options, SupernetState state, ImageSet train, ImageSet? validation,
        PathPlan plan)
    {
        (_options, _state, _train, _plan) = (options, state, train, plan);
        _batches = new BatchMaker(train, state.Normalisation, options.Augmentation, Math.Min(options.BatchSize, train.Count));
        _steps = new SupernetSteps(supernet, network, state.Parameters, options.Optimiser, options.Dropout, options.UnusedWeights);
        _view = new SupernetView(supernet, network, state.Parameters, state.Normalisation) { Validation = validation };
    }

    public SupernetEpoch Epoch(CancellationToken cancellation)
    {
        var epoch = _state.Epochs.Count;
        double[] losses = [.. _state.Epochs.Select(e => e.Loss)];
        var images = RandomStreams.Of("supernet images", _options.Seed, epoch);
        var order = RandomStreams.Permutation(_train.Count, images);
        var steps = (order.Length + _options.BatchSize - 1) / _options.BatchSize;
        var (loss, norm, right, seen, rate, watch) = (0.0, 0.0, 0L, 0L, 0.0, Stopwatch.StartNew());
        (_view.Epoch, _view.StepsPerEpoch) = (epoch, steps);
        var draw = _plan.For(_view, _state, cancellation);
        watch.Restart();
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var position = ((long)epoch * steps) + step;
            rate = _options.Optimiser.LearningRate * _options.Schedule.Share(position / ((double)steps * _options.Epochs), losses);
            var random = RandomStreams.Of("supernet paths", _options.Seed, position);
            var paths = draw(_options.PathsPerStep, below => (int)random.NextInteger(below));
            using var scope = NewDisposeScope();
            var start = step * _options.BatchSize;
            var (pixels, labels) = _batches.Make(order.AsSpan(start, Math.Min(_options.BatchSize, order.Length - start)), ref images);
            var (stepLoss, stepRight, stepNorm) = _steps.Take(pixels, labels, paths, rate, ref random);
            if (!double.IsFinite(stepLoss))
            {
                throw new InvalidOperationException(
                    $"Training diverged in epoch {epoch + 1}, step {step + 1}: the loss is {stepLoss}. Lower the learning rate or the norm "
                        + "that gradients are clipped at.");
            }

            loss += stepLoss;
            norm += stepNorm;
            right += stepRight;
            seen += labels.shape[0] * paths.Count;
            watch.Stop();
            _view.Step = step + 1;
            foreach (var probe in _options.Probes)
            {
                probe.AfterStep(_view, paths);
            }

            watch.Start();
        }

        var seconds = watch.Elapsed.TotalSeconds;
        _view.Epoch = epoch + 1;
        return new(epoch + 1, loss / steps, right / (double)seen, rate, norm / steps, seconds, seen / seconds, Probe());
    }

    public void Dispose() => _batches.Dispose();

    private Dictionary<string, double> Probe()
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var probe in _options.Probes)
        {
            var measured = probe.AfterEpoch(_view);
            for (var i = 0; i < measured.Count; i++)
            {
                values.Add(probe.Names[i], measured[i]);
            }
        }

        return values;
    }
}
