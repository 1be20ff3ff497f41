using System.Security.Cryptography;
using Google.Protobuf;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot;

/// <summary>
/// A supernet: the weights that all architectures of a search space share. As a file it is an ONNX model of the whole space, which takes
/// images and the genes of an architecture, with the metadata that say what it is.
/// </summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed partial class SupernetModel
{
    private readonly SupernetMetadata _metadata;
    private readonly Lazy<ModelProto> _model;
    private readonly Lazy<string> _sha256;

    private SupernetModel(
        SearchSpace space,
        NetworkOptions network,
        SupernetDescription description,
        NetworkGraph whole,
        SupernetValues values,
        SupernetMetadata metadata,
        ModelProto? model = null,
        string? sha256 = null)
    {
        Space = space;
        Network = network;
        Description = description;
        Whole = whole;
        Parameters = values.Source;
        HasRunningStatistics = values.HasRunningStatistics;
        _metadata = metadata;
        _model = new(() => model ?? Write(BatchNormStatistics.Batch, byMeans: false));
        _sha256 = new(() => sha256 ?? Hash(_model.Value.ToByteArray()));
    }

    /// <summary>The search space.</summary>
    public SearchSpace Space { get; }

    /// <summary>Size and form of its networks.</summary>
    public NetworkOptions Network { get; }

    /// <summary>Normalisation of images, seed and notes of the training.</summary>
    public SupernetDescription Description { get; }

    /// <summary>Whether running statistics of all batch normalisations are stored.</summary>
    internal bool HasRunningStatistics { get; }

    /// <summary>SHA-256 of the parameters' names, shapes and values, in lower-case hexadecimal.</summary>
    internal string ParametersSha256 => _metadata.ParametersSha256;

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>All metadata of the file, by key.</summary>
    internal IReadOnlyDictionary<string, string> Metadata => _metadata.Values;

    /// <summary>The stored values.</summary>
    internal ParameterSource Parameters { get; }

    /// <summary>The network of the whole space.</summary>
    internal NetworkGraph Whole { get; }

    /// <summary>The supernet of a space with given values.</summary>
    /// <param name="space">The search space.</param>
    /// <param name="network">Size and form of its networks.</param>
    /// <param name="parameters">Values of all parameters of all its networks, and of running statistics where there are any.</param>
    /// <param name="description">What the file says beside.</param>
    /// <exception cref="NotSupportedException">The space has no supernet.</exception>
    /// <exception cref="InvalidDataException">A parameter is missing or has another size.</exception>
    public static SupernetModel Create(
        SearchSpace space, NetworkOptions network, ParameterSource parameters, SupernetDescription description)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(description);
        network.Validate();
        var whole = space.BuildSupernet(network);
        var values = new SupernetValues(whole, parameters);
        var metadata = SupernetMetadata.Create(
            space, network, description, parameters.Identity, values.Sha256, values.HasRunningStatistics);
        return new(space, network, description, whole, values, metadata);
    }

    /// <summary>The network of an architecture, without what does not contribute.</summary>
    internal NetworkGraph Subnet(Architecture architecture) =>
        GraphPasses.RemoveDeadNodes(Space.BuildSubnet(architecture, new NetworkOptions(Network) { DropDeadEdges = true }));

    /// <summary>The ONNX model of the whole space.</summary>
    internal ModelProto WholeSpace(BatchNormStatistics statistics, bool byMeans = false) =>
        statistics == BatchNormStatistics.Batch && !byMeans ? _model.Value : Write(statistics, byMeans);

    private ModelProto Write(BatchNormStatistics statistics, bool byMeans) => OnnxNetwork.Write(Whole, Parameters, new()
    {
        Name = Space.Name,
        Statistics = statistics,
        ByMeans = byMeans,
        Metadata = _metadata.Values,
    });

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
