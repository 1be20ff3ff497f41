using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Paths;

/// <summary>Which paths are drawn from in an epoch: all that may be trained, or what pruning has left.</summary>
internal sealed class PathPlan(Supernet supernet, SupernetOptions options, IReadOnlyList<Architecture> trainable)
{
    private readonly PathDraw _all = options.Sampler.Prepare(supernet, trainable);
    private PathDraw? _kept;

    public PathDraw For(SupernetView view, SupernetState state, CancellationToken cancellation)
    {
        if (options.Pruning is not { } pruning || view.Epoch < pruning.AfterEpoch)
        {
            return _all;
        }

        state.Kept ??= Best(view, pruning, cancellation);
        return _kept ??= options.Sampler.Prepare(supernet, [.. state.Kept.Select(supernet.Space.Parse)]);
    }

    /// <summary>
    /// The candidates of the best classes: of each class the first candidate is measured, and all are kept or dropped together.
    /// </summary>
    private List<string> Best(SupernetView view, PruningOptions pruning, CancellationToken cancellation)
    {
        var images = view.Validation ?? throw new InvalidOperationException("Pruning needs images to measure on, and none were kept.");
        var measured = images.Take(0, Math.Min(pruning.Images, images.Count));
        var classes = trainable.GroupBy(a => supernet.Space.CanonicalForm(a, ArchitectureEquivalence.Literature)).Select(members =>
        {
            cancellation.ThrowIfCancellationRequested();
            return (Members: members.ToList(), Metrics: view.Evaluate(members.First(), measured, pruning.BatchSize));
        }).ToList();
        var kept = Math.Max(1, (int)Math.Round(pruning.Keep * classes.Count));
        return [.. classes.OrderByDescending(c => c.Metrics.Accuracy).ThenBy(c => c.Metrics.Loss)
            .Take(kept).SelectMany(c => c.Members).Select(a => a.Text)];
    }
}
