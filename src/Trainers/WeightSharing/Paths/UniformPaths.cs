using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Paths;

/// <summary>Every encoding equally often, so that functions with many encodings are trained more.</summary>
internal sealed class UniformPaths : PathSampler
{
    public override string Name => "uniform";

    public override string Description => "every encoding equally often";

    public override PathDraw Prepare(Supernet supernet, IReadOnlyList<Architecture> candidates) =>
        Independent(below => candidates[below(candidates.Count)]);
}
