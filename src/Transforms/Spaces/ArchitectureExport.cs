using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;

namespace NasPipelines.Spaces;

/// <summary>Architectures as stand-alone networks: <c>nas.Model.SaveArchitecture</c>.</summary>
public static class ArchitectureExport
{
    /// <summary>
    /// Writes the network of an architecture as an ONNX model before any training: images in, logits out, any batch size, weights made from
    /// a seed as PyTorch does, batch normalisations with mean 0 and variance 1. With trained weights:
    /// <c>SupernetModel.SaveArchitecture</c>.
    /// </summary>
    /// <param name="architecture">An architecture of any space.</param>
    /// <param name="path">The file, <c>.onnx</c>; replaced where it exists.</param>
    /// <param name="seed">The same seed gives the same file.</param>
    /// <param name="network">Size and form of the network; the space's benchmark defaults where null.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveUntrained(Architecture architecture, string path, long seed = 0, NetworkOptions? network = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        network ??= new();
        network.Validate();
        var space = architecture.Space;
        UntrainedNetwork.Write(path, space.BuildNetwork(architecture, network), seed, space.Name, architecture.Text, network);
    }
}
