using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Passes;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.ZeroShot;

/// <summary>The graphs that one architecture is measured on.</summary>
internal sealed class NetworkForms(SearchSpace space, NetworkSize size, ScoredNetwork form)
{
    private readonly NetworkOptions _declared = new(size);
    private readonly NetworkOptions _active = new(size) { DropDeadEdges = true };

    /// <summary>What the score is a property of: architectures of one key have one score.</summary>
    public string KeyOf(Architecture architecture) => form == ScoredNetwork.Functional ? architecture.Canonical : architecture.Text;

    /// <summary>The network before any rewriting: its layers are the ones that proxies sum over.</summary>
    public NetworkGraph Layers(
        Architecture architecture, NetworkNormalisation normalisation = NetworkNormalisation.Full, int? imageSize = null,
        bool affineCells = false) =>
        Scored(space.BuildNetwork, architecture,
            new(size) { AffineCells = affineCells, Normalisation = normalisation, ImageSize = imageSize ?? size.ImageSize });

    /// <summary>The network of one channel and one cell per stage, for images of a given size.</summary>
    /// <exception cref="ScoringException">The architecture has no such network.</exception>
    public NetworkGraph Thin(Architecture architecture, int imageSize)
    {
        try
        {
            var thin = Scored(space.BuildNetwork, architecture, new()
            {
                Channels = 1, CellsPerStage = 1, ImageSize = imageSize, ImageChannels = size.ImageChannels, Classes = size.Classes,
                AffineCells = false,
            });
            return thin.Nodes[0].Shape.Height == imageSize && thin.Nodes.All(n => n.Shape.Size > 0)
                ? thin
                : throw new ScoringException("the architecture has no network of one channel and small images");
        }
        catch (ArgumentException e)
        {
            throw new ScoringException($"the architecture has no network of one channel and small images: {e.Message}", e);
        }
    }

    /// <summary>The network that is run: equal values, less work.</summary>
    public NetworkGraph Executable(NetworkGraph layers) =>
        GraphPasses.ShareEqualSubexpressions(
            form == ScoredNetwork.Functional ? GraphPasses.RemoveDeadNodes(GraphPasses.FoldZeros(layers, atInitialisation: true)) : layers);

    /// <summary>
    /// The network with each ReLU before a convolution counted twice (see <see cref="ZeroShotCompat.ReluBeforeConvolutionCountsTwice"/>).
    /// </summary>
    public static NetworkGraph CountingBlocks(NetworkGraph network)
    {
        var convolved = network.Nodes.OfType<Conv2d>().Select(c => c.Inputs[0]).ToHashSet();
        return new(
            [.. network.Nodes.Select((n, i) => n is Relu && convolved.Contains(i) ? n with { Multiplicity = 2 * n.Multiplicity } : n)],
            network.Output);
    }

    /// <summary>The cost of what <see cref="Layers"/> stands for, with the scales and shifts of a stand-alone network.</summary>
    public NetworkCost ScoredCost(Architecture architecture) => Scored(space.Cost, architecture, new(size));

    public NetworkCost DeclaredCost(Architecture architecture) => Built(space.Cost, architecture, _declared);

    public NetworkCost ActiveCost(Architecture architecture) => Built(space.Cost, architecture, _active);

    public NetworkComplexity Complexity(Architecture architecture) =>
        NetworkComplexity.Of(Built(space.BuildNetwork, architecture, _declared));

    /// <summary>What layers cost, where the space counts it without building the network; else null.</summary>
    public CostCounter? CountLayers(Architecture architecture) => Built(space.CountLayers, architecture, _declared);

    private T Scored<T>(Func<Architecture, NetworkOptions, T> of, Architecture architecture, NetworkOptions options) =>
        form == ScoredNetwork.Functional
            ? Built(of, space.Representative(architecture), new NetworkOptions(options) { DropDeadEdges = true })
            : Built(of, architecture, new NetworkOptions(options) { DropDeadEdges = false });

    // A network that cannot be had, such as one whose file is gone, leaves one architecture without scores.
    private static T Built<T>(Func<Architecture, NetworkOptions, T> of, Architecture architecture, NetworkOptions options)
    {
        try
        {
            return of(architecture, options);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ScoringException(e.Message, e);
        }
    }
}
