using System.Collections.Immutable;
using NasPipelines.Architectures;
using NasPipelines.Networks;

namespace NasPipelines;

/// <summary>The structural axes along which estimators are biased (Krishnakumar et al. 2022 and others).</summary>
public static class StructuralAxes
{
    private const int LargeKernel = 3;

    /// <summary>Every axis. A new one is one line here; an own one can be passed wherever axes are taken.</summary>
    public static ImmutableArray<StructuralAxis> All { get; } =
    [
        new("parameters", "trainable parameters of the live network", (_, network) => NetworkCost.Of(network).Parameters),
        new("macs", "multiply-accumulates of the live network", (_, network) => NetworkCost.Of(network).Macs),
        new("depth", "convolutions and linear layers on the longest path from input to output", (_, network) => Depth(network)),
        new("size", "live convolutions and poolings", (_, network) => network.Nodes.Count(n => n is Conv2d or AvgPool or MaxPool)),
        new("conv_share", "convolutions among the live convolutions and poolings", (_, network) => ConvolutionShare(network)),
        new("large_kernels", "live convolutions with a kernel of 3 or more", (_, network) => network.Nodes.Count(n => n is Conv2d c && c.Weight.Shape[^1] >= LargeKernel)),
        new("skips", "skip connections in the architecture as written", (architecture, _) => Occurrences(architecture.Text, "skip_connect")),
        new("diversity", "different values of genes", (architecture, _) => architecture.Genes.Distinct().Count()),
    ];

    /// <summary>The axis of this name.</summary>
    /// <param name="name">A name of <see cref="All"/>; case is ignored.</param>
    /// <exception cref="ArgumentException">No axis has this name; the message lists those that exist.</exception>
    public static StructuralAxis Named(string name) =>
        All.FirstOrDefault(axis => string.Equals(axis.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"No structural axis is named '{name}'; known are {string.Join(", ", All.Select(a => a.Name))}.", nameof(name));

    /// <summary>The value of each axis for each architecture, by axis.</summary>
    internal static double[][] Measure(IReadOnlyList<StructuralAxis> axes, Architecture[] architectures)
    {
        var values = axes.Select(_ => new double[architectures.Length]).ToArray();
        Parallel.For(0, architectures.Length, row =>
        {
            var network = GraphPasses.RemoveDeadNodes(architectures[row].Space.BuildNetwork(architectures[row], new() { DropDeadEdges = true }));
            for (var axis = 0; axis < axes.Count; axis++)
            {
                values[axis][row] = axes[axis].Measure(architectures[row], network);
            }
        });

        return values;
    }

    private static double Depth(NetworkGraph network)
    {
        var depth = new int[network.Nodes.Length];
        for (var i = 0; i < depth.Length; i++)
        {
            var before = 0;
            foreach (var input in network.Nodes[i].Inputs)
            {
                before = Math.Max(before, depth[input]);
            }

            depth[i] = before + (network.Nodes[i] is Conv2d or Linear ? 1 : 0);
        }

        return depth[network.Output];
    }

    private static double ConvolutionShare(NetworkGraph network)
    {
        var convolutions = network.Nodes.Count(n => n is Conv2d);
        var poolings = network.Nodes.Count(n => n is AvgPool or MaxPool);
        return convolutions + poolings == 0 ? 0 : (double)convolutions / (convolutions + poolings);
    }

    private static int Occurrences(string text, string word)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
