using System.Globalization;
using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>
/// Networks from ONNX files as architectures. An architecture is the name of a file and the hash of its content, and its genes are the
/// characters of that text: tables of scores can be read without the files, networks only with them.
/// </summary>
internal sealed class NetworkFileSpace : SearchSpace
{
    public const string SpaceName = "onnx";

    private readonly NetworkFileOptions _options;
    private readonly IReadOnlyList<NetworkFile> _files;
    private readonly Dictionary<string, NetworkFile> _byHash = new(StringComparer.Ordinal);

    public NetworkFileSpace(IReadOnlyList<NetworkFile> files, NetworkFileOptions options)
    {
        (_files, _options) = (files, options);
        foreach (var file in files)
        {
            _byHash.TryAdd(file.Sha256[..NetworkTextEncoding.Digits], file);
        }
    }

    /// <summary>The space of tables whose files are not at hand.</summary>
    public static NetworkFileSpace WithoutFiles { get; } = new([], new());

    public override string Name => SpaceName;

    public override string Description => "networks from ONNX files";

    public override BigInteger Size => _files.Count;

    public override bool IsEnumerable => true;

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; } = [new NetworkTextEncoding()];

    /// <summary>The files.</summary>
    public IReadOnlyList<NetworkFile> Files => _files;

    // Scores depend on the content of a file, which is in the architecture, and on how it is read.
    private protected override string? Defined => string.Create(
        CultureInfo.InvariantCulture,
            $"files of networks/1, images {_options.ImageSize?.ToString(CultureInfo.InvariantCulture) ?? "as in the file"}, weights "
                + $"{_options.Weights}");

    internal override bool SharesParameters => false;

    public override IEnumerable<Architecture> Enumerate() => _files.Select(file => Parse(file.Text));

    public override IEnumerable<Architecture> Neighbours(Architecture architecture) => [];

    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) =>
        equivalence == ArchitectureEquivalence.None ? Format(architecture) : HashOf(architecture);

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
        FileOf(architecture).Network(options is null || options.Normalisation == NetworkNormalisation.Full);

    internal override ParameterSource ParametersOf(Architecture architecture, ParameterSource anew) =>
        _options.Weights == NetworkWeights.Stored ? FileOf(architecture).Weights() : anew;

    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        var start = genes.Length - NetworkTextEncoding.Digits;
        if (start < 2 || genes[start - 1] != ':' || genes.ContainsAnyExceptInRange(' ', (int)char.MaxValue)
            || genes[start..].ContainsAnyExcept("0123456789abcdef".Select(c => (int)c).ToArray()))
        {
            throw new FormatException(
                $"a network from a file is written as its name, ':' and {NetworkTextEncoding.Digits} hexadecimal digits of its hash, "
                    + $"such as "
                + $"resnet18:0123456789abcdef (found '{new NetworkTextEncoding().Format(genes)}').");
        }
    }

    protected override Architecture Draw(Func<int, int> below) => Parse(_files[below(_files.Count)].Text);

    private string HashOf(Architecture architecture) => Format(architecture)[^NetworkTextEncoding.Digits..];

    private NetworkFile FileOf(Architecture architecture) => _byHash.GetValueOrDefault(HashOf(architecture))
        ?? throw new InvalidDataException(
            $"the file of '{architecture.Text}' is not at hand: load it with nas.Data.LoadNetworks, which gives the space that knows its "
                + $"network");
}
