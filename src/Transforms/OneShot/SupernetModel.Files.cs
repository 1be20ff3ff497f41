using Google.Protobuf;
using NasPipelines.Files;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot;

public sealed partial class SupernetModel
{
    /// <summary>The most bytes that <see cref="Load(string, IReadOnlyList{SearchSpace})"/> reads: 1 GiB.</summary>
    internal const long DefaultMaxBytes = 1L << 30;

    private const int LongestMessage = 1000;

    /// <summary>Reads a supernet file of at most <see cref="DefaultMaxBytes"/>.</summary>
    /// <param name="path">An <c>.onnx</c> file that <see cref="Save"/> wrote.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not a supernet: it is too large, damaged, has unknown operations or values outside the file, lacks metadata, or its
    /// parameters are not those that the metadata name.
    /// </exception>
    /// <param name="spaces">Spaces that are not in <see cref="SearchSpaces.All"/>; null for none.</param>
    public static SupernetModel Load(string path, IReadOnlyList<SearchSpace>? spaces = null) =>
        Load(path, DefaultMaxBytes, name => SearchSpaces.Get(name, spaces));

    /// <summary>Reads a supernet file. Everything is checked before ONNX Runtime sees any of it.</summary>
    /// <param name="path">An <c>.onnx</c> file that <see cref="Save"/> wrote.</param>
    /// <param name="maxBytes">Larger files are refused.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not a supernet: it is too large, damaged, has unknown operations or values outside the file, lacks metadata, or its
    /// parameters are not those that the metadata name.
    /// </exception>
    internal static SupernetModel Load(string path, long maxBytes) => Load(path, maxBytes, name => SearchSpaces.Get(name, null));

    /// <summary>Reads a supernet file.</summary>
    internal static SupernetModel Load(string path, long maxBytes, Func<string, SearchSpace> space)
    {
        ArgumentNullException.ThrowIfNull(path);
        InputFile.Require(path);
        var length = new FileInfo(path).Length;
        if (length > Math.Min(maxBytes, int.MaxValue))
        {
            throw new InvalidDataException($"{path} has {length} bytes, at most {Math.Min(maxBytes, int.MaxValue)} are read");
        }

        return Load(File.ReadAllBytes(path), path, space);
    }

    /// <summary>Reads the bytes of a supernet file; messages name the path.</summary>
    internal static SupernetModel Load(byte[] bytes, string path, Func<string, SearchSpace> space)
    {
        try
        {
            var model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            var metadata = new SupernetMetadata(
                model.MetadataProps.GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal));
            metadata.RequireSupernet();
            OnnxCheck.Verify(model);
            return Read(model, metadata, Hash(bytes), space);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw new InvalidDataException($"{path} is not a supernet of nas train: {ShownText.Of(e.Message, LongestMessage)}", e);
        }
    }

    /// <summary>Writes the supernet as an ONNX model of the whole space; the file appears complete or not at all.</summary>
    /// <param name="path">The file, <c>.onnx</c>; replaced where it exists.</param>
    public void Save(string path) => Write(_model.Value, path);

    /// <summary>
    /// Writes one architecture as a stand-alone ONNX model with running statistics folded into its convolutions: images in, logits out, any
    /// batch size.
    /// </summary>
    /// <param name="architecture">An architecture of the space.</param>
    /// <param name="path">The file, <c>.onnx</c>; replaced where it exists.</param>
    /// <exception cref="ArgumentException">The architecture is of another space.</exception>
    /// <exception cref="InvalidOperationException">The supernet has no running statistics.</exception>
    public void SaveArchitecture(Architecture architecture, string path)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (architecture.Space != Space)
        {
            throw new ArgumentException(
                $"The architecture is of {architecture.Space.Name}, the supernet of {Space.Name}.", nameof(architecture));
        }

        if (Description.Part is { } part && !part.Contains(architecture))
        {
            throw new ArgumentException(
                $"The supernet is of the part of {Space.Name} {part.Describe(Space)} ({architecture.Text} is not).", nameof(architecture));
        }

        RequireRunningStatistics();
        var (subnet, values) = ParameterSlices.Cut(Subnet(architecture), Parameters);
        var (graph, parameters) = NormFolding.Apply(subnet, values);
        Write(OnnxNetwork.Write(graph, parameters, new()
        {
            Name = Space.Name,
            Statistics = BatchNormStatistics.Running,
            Metadata = _metadata.OfNetwork(architecture, Sha256),
        }), path);
    }

    /// <exception cref="InvalidOperationException">There are none.</exception>
    internal void RequireRunningStatistics()
    {
        if (!HasRunningStatistics)
        {
            throw new InvalidOperationException("The supernet has no running statistics; use those of the batch, or recalibrated ones.");
        }
    }

    private static SupernetModel Read(ModelProto model, SupernetMetadata metadata, string sha256, Func<string, SearchSpace> find)
    {
        var (space, network, description) = metadata.Read(find);
        NetworkGraph whole;
        try
        {
            network.Validate();
            whole = space.BuildSupernet(network);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"its metadata ask for a network that cannot be: {e.Message}", e);
        }

        RequireSignature(model.Graph, whole);
        if (description.Normalisation.Mean.Length != whole.Nodes[0].Shape.Channels)
        {
            throw new InvalidDataException($"it takes images of {whole.Nodes[0].Shape.Channels} channels, its normalisation is of "
                + $"{description.Normalisation.Mean.Length}");
        }

        var stored = model.Graph.Initializer.Where(t => t.DataType == (int)TensorProto.Types.DataType.Float)
            .GroupBy(t => t.Name, StringComparer.Ordinal).ToDictionary(
                g => g.Key, g => OnnxTensors.Floats(g.Last()), StringComparer.Ordinal);
        var values = new SupernetValues(whole, ParameterSource.Stored(stored, "the file"));
        return values.Sha256 == metadata.ParametersSha256
            ? new(space, network, description, whole, values, metadata, model, sha256)
            : throw new InvalidDataException(
                $"its parameters have the SHA-256 {values.Sha256}, its metadata say {metadata.ParametersSha256}");
    }

    private static void RequireSignature(GraphProto graph, NetworkGraph whole)
    {
        string[] expected = [OnnxNetwork.Image, OnnxNetwork.Architecture, OnnxNetwork.Logits];
        string[] found = [.. graph.Input.Concat(graph.Output).Select(v => v.Name)];
        if (!found.SequenceEqual(expected))
        {
            throw new InvalidDataException(
                $"its inputs and outputs must be {string.Join(", ", expected)} (were {ShownText.List(found, most: 6)})");
        }

        var image = whole.Nodes[0].Shape;
        var dimensions = graph.Input[0].Type?.TensorType?.Shape?.Dim.Skip(1).Select(d => d.DimValue) ?? [];
        if (!dimensions.SequenceEqual([image.Channels, image.Height, image.Width]))
        {
            throw new InvalidDataException($"it takes images of {string.Join('x', dimensions)}, its metadata say {image}");
        }
    }

    private static void Write(ModelProto model, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        OutputFile.WriteWhole(path, file => model.WriteTo(file));
    }
}
