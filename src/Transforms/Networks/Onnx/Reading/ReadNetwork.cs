using NasPipelines.Networks.Graph;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>A network that was read from a file.</summary>
/// <param name="Graph">Its operations.</param>
/// <param name="Stored">Where its parameters come from, by the names of references.</param>
/// <param name="Notes">What a reader of its scores should know.</param>
internal sealed record ReadNetwork(
    NetworkGraph Graph, IReadOnlyDictionary<string, ParameterValue> Stored, IReadOnlyList<string> Notes);
