using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph;

/// <summary>What a network costs beside parameters and multiply-accumulates, counted on its graph as it stands.</summary>
/// <param name="Activations">Values that convolutions and linear layers put out for one sample.</param>
/// <param name="Layers">Convolutions and linear layers.</param>
/// <param name="Depth">
/// The most of them in sequence from the image to the logits. A block without a path from its input to its output adds none, where the
/// graph marks its blocks.
/// </param>
/// <param name="WeightBytes">Bytes of the trained parameters in float32.</param>
/// <param name="PeakBytes">
/// The most bytes of values of one sample that are held at a time, in float32: operations run in their order, a value is held from its
/// operation to its last reader, and operations that only rearrange a value share its memory.
/// </param>
internal sealed record NetworkComplexity(long Activations, long Layers, long Depth, long WeightBytes, long PeakBytes)
{
    /// <summary>
    /// The trained parameters by the resolution of what reads them, from the highest resolution on; what follows global pooling counts with
    /// the last.
    /// </summary>
    public ImmutableArray<long> StageParameters { get; init; } = [];

    /// <summary>Counts a graph.</summary>
    public static NetworkComplexity Of(NetworkGraph graph)
    {
        var layers = graph.Nodes.Where(n => n.LayerWeight is not null).ToList();
        return new(
            layers.Sum(n => n.Shape.Size * n.Multiplicity), layers.Sum(n => n.Multiplicity), DepthOf(graph),
            sizeof(float) * graph.Parameters.Sum(p => p.Size), sizeof(float) * PeakOf(graph))
        {
            StageParameters = StagesOf(graph),
        };
    }

    private static ImmutableArray<long> StagesOf(NetworkGraph graph)
    {
        var (byResolution, counted, last) = (new SortedDictionary<int, long>(), new HashSet<string>(StringComparer.Ordinal), 1);
        foreach (var node in graph.Nodes)
        {
            var positions = node.Shape.Height * node.Shape.Width;
            last = positions > 1 ? positions : last;
            foreach (var parameter in node.Parameters.Select(p => p.Whole).Where(p => counted.Add(p.Name)))
            {
                byResolution[last] = byResolution.GetValueOrDefault(last) + parameter.Size;
            }
        }

        return [.. byResolution.Values.Reverse()];
    }

    private static long DepthOf(NetworkGraph graph)
    {
        const long Unreached = long.MinValue / 2;
        var depth = new long[graph.Nodes.Length];
        var blocks = graph.Blocks.ToHashSet();
        var last = 0L;
        for (var i = 0; i < depth.Length; i++)
        {
            var node = graph.Nodes[i];
            depth[i] = i == 0 ? 0 : Unreached;
            foreach (var input in node.Inputs)
            {
                depth[i] = Math.Max(depth[i], depth[input]);
            }

            depth[i] += node.LayerWeight is not null && depth[i] >= 0 ? 1 : 0;
            if (blocks.Contains(i))
            {
                depth[i] = last = Math.Max(depth[i], last);
            }
        }

        return Math.Max(0, depth[graph.Output]);
    }

    private static long PeakOf(NetworkGraph graph)
    {
        var root = new int[graph.Nodes.Length];
        var reader = new int[graph.Nodes.Length];
        for (var i = 0; i < root.Length; i++)
        {
            root[i] = graph.Nodes[i].IsView ? root[graph.Nodes[i].Inputs[0]] : i;
            reader[root[i]] = i;
            foreach (var input in graph.Nodes[i].Inputs)
            {
                reader[root[input]] = i;
            }
        }

        var (held, peak) = (0L, 0L);
        var released = Enumerable.Range(0, root.Length).Where(i => root[i] == i).ToLookup(i => reader[i]);
        for (var i = 0; i < root.Length; i++)
        {
            held += root[i] == i ? graph.Nodes[i].Shape.Size : 0;
            peak = Math.Max(peak, held);
            held -= released[i].Sum(r => graph.Nodes[r].Shape.Size);
        }

        return peak;
    }
}
