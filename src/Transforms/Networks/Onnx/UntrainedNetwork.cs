using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using NasPipelines.Files;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Onnx;

/// <summary>Stand-alone networks as ONNX models.</summary>
internal static class UntrainedNetwork
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>
    /// Writes a network as it is before any training: images in, logits out, any batch size; normalisations with mean 0 and variance 1.
    /// </summary>
    /// <param name="path">The file, <c>.onnx</c>; replaced where it exists.</param>
    /// <param name="graph">The network.</param>
    /// <param name="seed">Its weights are made from it.</param>
    /// <param name="space">The name of its search space.</param>
    /// <param name="architecture">The architecture as written.</param>
    /// <param name="network">Its size and form.</param>
    public static void Write(
        string path, NetworkGraph graph, long seed, string space, string architecture, NetworkOptions network)
    {
        var source = ParameterSource.Seeded(seed, InitialisationScheme.PyTorch);
        var model = OnnxNetwork.Write(graph, source, new()
        {
            Name = space,
            Statistics = BatchNormStatistics.Running,
            Metadata = new Dictionary<string, string>
            {
                ["format"] = "NasPipelines.Network/1",
                ["product_version"] = ProductVersion.Text,
                ["search_space"] = space,
                ["architecture"] = architecture,
                ["network_options"] = JsonSerializer.Serialize(network, Json),
                ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
                ["parameters.origin"] = source.Identity,
            }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        });
        OutputFile.WriteWhole(path, file => model.WriteTo(file));
    }
}
