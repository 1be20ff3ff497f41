using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Passes;

/// <summary>
/// A network all of whose weights are equal computes equal channels: the same network with one channel in place of those that are equal,
/// whose weights count for as many. The values are the same up to rounding, for a fraction of the work.
/// </summary>
/// <param name="Graph">The smaller network.</param>
/// <param name="Counts">By the name of a weight, for each channel that it reads the number of channels that it stands for.</param>
internal sealed record EqualChannels(NetworkGraph Graph, IReadOnlyDictionary<string, double[]> Counts)
{
    /// <summary>The smaller network; null where it has operations that are not known to keep channels equal.</summary>
    public static EqualChannels? Of(NetworkGraph graph)
    {
        var (counts, sizes) = (new Dictionary<string, double[]>(StringComparer.Ordinal), new ImmutableArray<int>[graph.Nodes.Length]);
        var nodes = ImmutableArray.CreateBuilder<NetworkNode>();
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var node = graph.Nodes[i];
            ImmutableArray<int>[] read = [.. node.Inputs.Select(input => sizes[input])];
            if (Smaller(node, read, graph) is not { } found || !Add(found.Count, found.Node))
            {
                return null;
            }

            nodes.Add(found.Node);
            sizes[i] = found.Sizes;
        }

        return new(new(nodes.ToImmutable(), graph.Output), counts);

        // One weight that two layers read must count the same in both.
        bool Add(double[]? count, NetworkNode node) => count is null || counts.TryAdd(node.LayerWeight!.Name, count)
            || counts[node.LayerWeight.Name].SequenceEqual(count);
    }

    private static (NetworkNode Node, ImmutableArray<int> Sizes, double[]? Count)? Smaller(
        NetworkNode node, ImmutableArray<int>[] read, NetworkGraph graph) => node switch
    {
        Input => (node, [.. Enumerable.Repeat(1, node.Shape.Channels)], null),
        Zero => (node with { Shape = Shape(node, 1) }, [node.Shape.Channels], null),
        Conv2d c => Convolution(c, read[0]),
        Linear l => LinearLayer(l, read[0], graph.Nodes[l.Inputs[0]].Shape),
        BatchNorm n => (n with
        {
            Shape = Shape(n, read[0].Length), StoredChannels = read[0].Length, Scale = Vector(n.Scale, read[0].Length),
            Shift = Vector(n.Shift, read[0].Length),
        }, read[0], null),
        Relu or AvgPool or MaxPool or GlobalAvgPool or Pad => (node with { Shape = Shape(node, read[0].Length) }, read[0], null),
        Add when read.All(r => r.SequenceEqual(read[0])) => (node with { Shape = Shape(node, read[0].Length) }, read[0], null),
        Concat => (node with { Shape = Shape(node, read.Sum(r => r.Length)) }, [.. read.SelectMany(r => r)], null),
        _ => null,
    };

    private static (NetworkNode Node, ImmutableArray<int> Sizes, double[]? Count)? Convolution(Conv2d c, ImmutableArray<int> read)
    {
        var (channels, inputs) = (c.Shape.Channels, (int)c.Weight.Shape[1] * c.Groups);
        var isDepthwise = c.Groups == inputs && channels == inputs;
        if (c.Weight.Slice is not null || (c.Groups > 1 && !isDepthwise && read.Length > 1))
        {
            return null;
        }

        var (outputs, each, groups) = isDepthwise && c.Groups > 1 ? (read.Length, 1, read.Length) : (1, read.Length, 1);
        var weight = new ParameterReference(
            c.Weight.Name, ParameterRole.ConvolutionWeight, [outputs, each, .. c.Weight.Shape.Skip(2)]);
        double[] count = isDepthwise && c.Groups > 1 ? [1] : [.. read.Select(size => (double)size / c.Groups)];
        return (c with { Shape = Shape(c, outputs), Weight = weight, Bias = null, Groups = groups },
            isDepthwise && c.Groups > 1 ? read : [channels], count);
    }

    private static (NetworkNode Node, ImmutableArray<int> Sizes, double[]? Count) LinearLayer(
        Linear l, ImmutableArray<int> read, FeatureShape from)
    {
        double[] count = [.. read.SelectMany(size => Enumerable.Repeat((double)size, from.Height * from.Width))];
        var weight = new ParameterReference(l.Weight.Name, ParameterRole.LinearWeight, [1, count.Length]);
        var bias = new ParameterReference(l.Bias.Name, ParameterRole.Bias, [1]);
        return (l with { Shape = Shape(l, 1), Weight = weight, Bias = bias }, [l.Shape.Channels], count);
    }

    private static FeatureShape Shape(NetworkNode node, int channels) => new(channels, node.Shape.Height, node.Shape.Width);

    private static ParameterReference? Vector(ParameterReference? parameter, int channels) =>
        parameter is null ? null : new(parameter.Name, parameter.Role, [channels]);
}
