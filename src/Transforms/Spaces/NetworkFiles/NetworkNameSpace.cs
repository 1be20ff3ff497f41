using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>
/// Networks of which a table has the names and numbers, not the networks: they are judged and joined, and cannot be built. An architecture
/// is its name, and its genes are the characters of it.
/// </summary>
internal sealed class NetworkNameSpace : SearchSpace
{
    public const string SpaceName = "network-names";

    private NetworkNameSpace()
    {
    }

    public static NetworkNameSpace Instance { get; } = new();

    public override string Name => SpaceName;

    public override string Description => "networks known by their names only";

    public override BigInteger Size => BigInteger.Zero;

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; } = [new NetworkNameEncoding()];

    internal override bool SharesParameters => false;

    /// <summary>Whether a text is a name.</summary>
    public static bool IsName(ReadOnlySpan<char> text) => !text.IsWhiteSpace() && !text.ContainsAnyInRange('\0', '\u001f');

    public override IEnumerable<Architecture> Neighbours(Architecture architecture) => [];

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
        throw new InvalidDataException($"'{architecture.Text}' is known by its name only: export the network to ONNX and load it with "
            + "nas.Data.LoadNetworks to compute its costs and scores");

    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        var text = Encodings[0].Format(genes);
        if (!IsName(text))
        {
            throw new FormatException($"a network is written as its name (found '{text}')");
        }
    }

    protected override Architecture Draw(Func<int, int> below) => throw new NotSupportedException($"{Name} has none to draw from.");
}
