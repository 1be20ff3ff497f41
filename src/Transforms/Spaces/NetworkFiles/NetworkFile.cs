using NasPipelines.Files;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx.Reading;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>One file: its network is kept, its weights are read again where they are needed.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class NetworkFile
{
    private readonly NetworkFileOptions _options;
    private readonly Lazy<NetworkGraph> _network;
    private readonly Lazy<NetworkGraph> _bare;

    private NetworkFile(string path, string sha256, IReadOnlyList<string> notes, NetworkFileOptions options, NetworkGraph? network)
    {
        (Path, Sha256, Notes, _options) = (path, sha256, notes, options);
        Text = NetworkTextEncoding.TextOf(NameOf(path), sha256);
        _network = new(() => network ?? Read(keepsNorms: true).Graph);
        _bare = new(() => Read(keepsNorms: false).Graph);
    }

    public string Path { get; }

    public string Sha256 { get; }

    /// <summary>The architecture's text.</summary>
    public string Text { get; }

    /// <summary>What a reader of its scores should know.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The name of a file without its endings.</summary>
    public static string NameOf(string path)
    {
        var name = InputFile.NameWithoutGzip(path);
        return name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name;
    }

    /// <summary>Reads a file in its own size: what is not known in it is found here.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; the message names all that is not known.</exception>
    public static NetworkFile Open(string path, NetworkFileOptions options)
    {
        var file = OnnxFile.Open(path, options.MaxBytes);
        ReadNetwork? own = null;
        List<string> notes = [];
        try
        {
            own = GraphReader.Read(path, file.Model.Graph, file.Opset, new());
        }
        catch (InvalidDataException) when (options.ImageSize is not null)
        {
            // A file that leaves the size open is read in the size that is asked for.
        }

        if (own is null || options.ImageSize is not null)
        {
            try
            {
                own = GraphReader.Read(path, file.Model.Graph, file.Opset, new(options.ImageSize));
            }
            catch (InvalidDataException e) when (own is not null)
            {
                notes.Add(Refused(path, options, e));
                return new(path, file.Sha256, [.. own.Notes, .. notes], options, null);
            }
        }

        if (options.Weights == NetworkWeights.Stored)
        {
            new FileParameters(own).Check(path);
            notes.Add("its stored weights are used: scores are of a trained network, which ranks differently from an untrained one");
        }

        return new(path, file.Sha256, [.. own.Notes, .. notes], options, own.Graph);
    }

    /// <summary>Its network.</summary>
    public NetworkGraph Network(bool keepsNorms) => keepsNorms ? _network.Value : _bare.Value;

    /// <summary>Its own weights.</summary>
    public ParameterSource Weights() => new FileParameters(Read(keepsNorms: true));

    private ReadNetwork Read(bool keepsNorms)
    {
        var file = OnnxFile.Open(Path, _options.MaxBytes);
        if (file.Sha256 != Sha256)
        {
            throw new InvalidDataException($"{Path} has changed since it was loaded; load it again");
        }

        try
        {
            return GraphReader.Read(Path, file.Model.Graph, file.Opset, new(_options.ImageSize, keepsNorms));
        }
        catch (InvalidDataException e) when (_options.ImageSize is not null)
        {
            throw new InvalidDataException(Refused(Path, _options, e), e);
        }
    }

    // The file was read in its own size before: what is wrong is the size.
    private static string Refused(string path, NetworkFileOptions options, InvalidDataException e) =>
        $"it does not take images of {options.ImageSize}×{options.ImageSize}: {e.Message.Replace($"{path}: "
            + $"", string.Empty, StringComparison.Ordinal)}";
}
