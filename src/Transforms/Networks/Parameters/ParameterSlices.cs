using System.Collections.Immutable;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Networks.Parameters;

/// <summary>Networks whose parameters are slices of those of a larger network.</summary>
internal static class ParameterSlices
{
    /// <summary>A network that reads slices of the parameters of a larger one, by their names.</summary>
    /// <param name="part">The network.</param>
    /// <param name="whole">Has every parameter and normalisation of the network in full size.</param>
    public static NetworkGraph Within(NetworkGraph part, NetworkGraph whole)
    {
        var shapes = whole.Parameters.ToDictionary(p => p.Name, p => p.Shape, StringComparer.Ordinal);
        var channels = whole.Nodes.OfType<BatchNorm>().ToDictionary(n => n.Name, n => n.Shape.Channels, StringComparer.Ordinal);
        return Rewrite(
            part,
            (parameter, groups) => shapes[parameter.Name] is var shape && shape.SequenceEqual(parameter.Shape)
                ? parameter
                : parameter.Part(new(shape, groups)),
            norm => channels[norm.Name]);
    }

    /// <summary>The network with its slices cut out: parameters of its own, with their values.</summary>
    public static (NetworkGraph Graph, ParameterSource Parameters) Cut(NetworkGraph graph, ParameterSource source)
    {
        var slices = graph.Nodes
            .SelectMany(n => n is BatchNorm norm ? [.. norm.Parameters, norm.RunningMean, norm.RunningVariance] : n.Parameters)
            .Where(p => p.Slice is not null).ToDictionary(p => p.Name, StringComparer.Ordinal);
        return slices.Count == 0
            ? (graph, source)
            : (Rewrite(graph, (parameter, _) => parameter.Part(null), norm => norm.Shape.Channels), new CutParameters(slices, source));
    }

    private static NetworkGraph Rewrite(
        NetworkGraph graph, Func<ParameterReference, int, ParameterReference> change, Func<BatchNorm, int> channels)
    {
        return new([.. graph.Nodes.Select(Changed)], graph.Output) { Blocks = graph.Blocks };

        NetworkNode Changed(NetworkNode node) => node switch
        {
            Conv2d c => c with { Weight = change(c.Weight, c.Groups), Bias = Vector(c.Bias) },
            BatchNorm n => n with { Scale = Vector(n.Scale), Shift = Vector(n.Shift), StoredChannels = channels(n) },
            Linear l => l with { Weight = change(l.Weight, 1), Bias = change(l.Bias, 1) },
            _ => node,
        };

        ParameterReference? Vector(ParameterReference? parameter) => parameter is null ? null : change(parameter, 1);
    }

    private sealed class CutParameters(Dictionary<string, ParameterReference> slices, ParameterSource source) : ParameterSource
    {
        public override string Identity => source.Identity;

        public override float[] Values(ParameterReference parameter) =>
            slices.GetValueOrDefault(parameter.Name) is { Slice: { } slice } reference
                ? slice.Of(source.Values(reference.Whole), reference.Shape)
                : source.Values(parameter);

        internal override bool Contains(ParameterReference parameter) =>
            source.Contains(slices.GetValueOrDefault(parameter.Name)?.Whole ?? parameter);
    }
}
