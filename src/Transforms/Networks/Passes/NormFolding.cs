using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Passes;

/// <summary>
/// Folds batch normalisations with running statistics into the convolutions that they alone read: y = w·x + b with w scaled by γ/√(σ²+ε)
/// and b = β − μγ/√(σ²+ε). Equal values, fewer operations.
/// </summary>
internal static class NormFolding
{
    /// <summary>
    /// The folded graph, and the values of its parameters: folded convolutions have a bias and keep the name of their kernel.
    /// </summary>
    public static (NetworkGraph Graph, ParameterSource Parameters) Apply(NetworkGraph graph, ParameterSource source)
    {
        var uses = new int[graph.Nodes.Length];
        foreach (var operand in graph.Nodes.SelectMany(n => n.Inputs).Append(graph.Output))
        {
            uses[operand]++;
        }

        var folded = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var nodes = graph.Nodes.ToBuilder();
        var position = Enumerable.Range(0, nodes.Count).ToArray();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is BatchNorm norm
                && nodes[norm.Inputs[0]] is Conv2d { Bias: null } conv
                && uses[norm.Inputs[0]] == 1
                && !folded.ContainsKey(conv.Weight.Name))
            {
                nodes[norm.Inputs[0]] = conv with { Bias = Fold(conv, norm, source, folded) };
                position[i] = norm.Inputs[0];
            }
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            nodes[i] = nodes[i] with { Inputs = [.. nodes[i].Inputs.Select(input => position[input])] };
        }

        var rewritten = new NetworkGraph(nodes.ToImmutable(), position[graph.Output]);
        return (GraphPasses.RemoveDeadNodes(rewritten), new FoldedParameters(folded, source));
    }

    private static ParameterReference Fold(Conv2d conv, BatchNorm norm, ParameterSource source, Dictionary<string, float[]> folded)
    {
        var (mean, variance) = (source.Values(norm.RunningMean), source.Values(norm.RunningVariance));
        var (scale, shift) = (norm.Scale is null ? null : source.Values(norm.Scale), norm.Shift is null ? null : source.Values(norm.Shift));
        var weight = (float[])source.Values(conv.Weight).Clone();
        var bias = new float[norm.Shape.Channels];
        var kernel = weight.Length / bias.Length;
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var factor = (scale?[channel] ?? 1) / Math.Sqrt(variance[channel] + norm.Epsilon);
            bias[channel] = (float)((shift?[channel] ?? 0) - (mean[channel] * factor));
            foreach (ref var value in weight.AsSpan(channel * kernel, kernel))
            {
                value = (float)(value * factor);
            }
        }

        var reference = new ParameterReference($"{conv.Name}.folded_bias", ParameterRole.Bias, [bias.Length]);
        folded.Add(conv.Weight.Name, weight);
        folded.Add(reference.Name, bias);
        return reference;
    }

    private sealed class FoldedParameters(Dictionary<string, float[]> folded, ParameterSource source) : ParameterSource
    {
        public override string Identity => $"{source.Identity}, normalisations folded";

        public override float[] Values(ParameterReference parameter) =>
            folded.GetValueOrDefault(parameter.Name) ?? source.Values(parameter);

        internal override bool Contains(ParameterReference parameter) => folded.ContainsKey(parameter.Name) || source.Contains(parameter);
    }
}
