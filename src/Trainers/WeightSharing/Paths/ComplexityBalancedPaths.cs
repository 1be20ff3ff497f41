using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Passes;
using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Paths;

/// <summary>
/// Every group of complexity equally often: candidates are cut into equal ranges of multiply-accumulates, because few random architectures
/// are very small or very large, and large ones converge slowly (Ning et al. 2021, section 5.1).
/// </summary>
internal sealed class ComplexityBalancedPaths : PathSampler
{
    private const int Groups = 5;
    private static readonly NetworkOptions Smallest = new() { Channels = 4, CellsPerStage = 1, DropDeadEdges = true };

    public override string Name => "complexity";

    public override string Description => $"every one of {Groups} ranges of multiply-accumulates equally often";

    public override PathDraw Prepare(Supernet supernet, IReadOnlyList<Architecture> candidates)
    {
        var macs = candidates.Select(
            a => NetworkCost.Of(GraphPasses.RemoveDeadNodes(supernet.Space.BuildSubnet(a, Smallest))).Macs).ToArray();
        var (low, high) = (macs.Min(), macs.Max());
        Architecture[][] groups = [.. candidates.Zip(macs)
            .GroupBy(c => Math.Min(Groups - 1, (c.Second - low) * Groups / Math.Max(1, high - low)), c => c.First)
            .OrderBy(g => g.Key)
            .Select(g => g.ToArray())];
        return Independent(below =>
        {
            var members = groups[below(groups.Length)];
            return members[below(members.Length)];
        });
    }
}
