using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Passes;
using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.Analyses;

/// <summary>The structural axes along which estimators are biased (Krishnakumar et al. 2022 and others).</summary>
public static class StructuralAxes
{
    private const int LargeKernel = 3;
    private const string Skip = "skip_connect";

    /// <summary>Every axis. A new one is one line here; an own one can be passed wherever axes are taken.</summary>
    public static ImmutableArray<StructuralAxis> All { get; } =
    [
        new("parameters", "trainable parameters of the live network", (_, network) => NetworkCost.Of(network).Parameters),
        new("macs", "multiply-accumulates of the live network", (_, network) => NetworkCost.Of(network).Macs),
        new("depth", "convolutions and linear layers on the longest path from input to output", (_, network) => LayerCounts.Depth(network)),
        new("size", "live convolutions and poolings", (_, network) => LayerCounts.Convolutions(network) + LayerCounts.Poolings(network)),
        new("conv_share", "convolutions among the live convolutions and poolings", (_, network) => LayerCounts.ConvolutionShare(network)),
        new("large_kernels", "live convolutions with a kernel of 3 or more",
            (_, network) => LayerCounts.Convolutions(network, LargeKernel)),
        new("skips", "skip connections in the architecture as written", (a, _) => OperationsOf(a).Count(o => o == Skip), NoSkips),
        new("diversity", "different operations in the architecture as written", (a, _) => OperationsOf(a).Distinct().Count(), NoOperations),
    ];

    /// <summary>The axis of this name.</summary>
    /// <param name="name">A name of <see cref="All"/>; case is ignored.</param>
    /// <exception cref="ArgumentException">No axis has this name; the message lists those that exist.</exception>
    public static StructuralAxis Get(string name) =>
        Named.Get(All, axis => axis.Name, "structural axis", name);

    /// <summary>The value of each axis for each architecture, by axis; NaN throughout where an axis is not defined in the space.</summary>
    internal static double[][] Measure(IReadOnlyList<StructuralAxis> axes, Architecture[] architectures)
    {
        var values = axes.Select(_ => new double[architectures.Length]).ToArray();
        Parallel.For(0, architectures.Length, row =>
        {
            var space = architectures[row].Space;
            var network = GraphPasses.RemoveDeadNodes(space.BuildNetwork(architectures[row], new() { DropDeadEdges = true }));
            for (var axis = 0; axis < axes.Count; axis++)
            {
                values[axis][row] = axes[axis].UndefinedIn(space) is null ? axes[axis].Measure(architectures[row], network) : double.NaN;
            }
        });

        return values;
    }

    private static IEnumerable<string> OperationsOf(Architecture architecture) => architecture.Space.OperationsOf(architecture);

    private static string? NoOperations(SearchSpace space) => space.Operations.Count > 0 ? null : "its genes choose no operations";

    private static string? NoSkips(SearchSpace space) =>
        NoOperations(space) ?? (space.Operations.Contains(Skip) ? null : $"{Skip} is none of its operations");
}
