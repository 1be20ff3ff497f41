using System.Collections.Immutable;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>
/// One set of weights shared by all architectures of a space: parameters of equal names are the same. A supernet of a further space says
/// which architectures together use every parameter and which are worth training.
/// </summary>
/// <threadsafety>Instances are immutable and safe for use by several threads.</threadsafety>
public abstract class Supernet
{
    private const int MostEnumerated = 100_000;
    private const int Drawn = 65_536;

    /// <summary>The search space.</summary>
    public abstract SearchSpace Space { get; }

    /// <summary>
    /// The number of choices of each gene where all combinations are architectures, as fair sampling asks for; null where they are not.
    /// </summary>
    public virtual IReadOnlyList<int>? Choices => null;

    /// <summary>Architectures whose networks together have every parameter of the space.</summary>
    public abstract IEnumerable<Architecture> Cover();

    /// <summary>
    /// The architectures whose paths are trained where none are given: all of a space of at most 100,000, else 65,536 drawn at random.
    /// </summary>
    /// <param name="seed">Seed of the draw.</param>
    public virtual IReadOnlyList<Architecture> Candidates(long seed) =>
        Space.Size <= MostEnumerated ? [.. Space.Enumerate()] : Space.Sample(Drawn, seed);

    /// <summary>Whether training an architecture's path is of use.</summary>
    public virtual bool CanTrain(Architecture architecture) => Space.IsConnected(architecture);

    /// <summary>Every parameter of the shared network, in the order of <see cref="Cover"/>.</summary>
    /// <param name="network">Size and form of the network.</param>
    /// <exception cref="InvalidOperationException">Architectures use a parameter of one name with different shapes.</exception>
    public IReadOnlyList<ParameterReference> Parameters(NetworkOptions network) =>
        Union(network, g => g.Parameters);

    /// <summary>Every running statistic of the shared network, in the order of <see cref="Cover"/>.</summary>
    internal IReadOnlyList<ParameterReference> Statistics(NetworkOptions network) => Union(network, g => g.Statistics);

    /// <summary>The network of an architecture without what its logits do not depend on.</summary>
    internal TrainableNetwork Graph(Architecture architecture, NetworkOptions network) =>
        new(Space.BuildSubnet(architecture, new NetworkOptions(network) { DropDeadEdges = true }));

    /// <summary>Networks that together have every parameter.</summary>
    private protected virtual IEnumerable<NetworkGraph> Graphs(NetworkOptions network) =>
        Cover().Select(a => Space.BuildSubnet(a, new NetworkOptions(network) { DropDeadEdges = false }));

    private ImmutableArray<ParameterReference> Union(NetworkOptions network, Func<NetworkGraph, IEnumerable<ParameterReference>> parts)
    {
        ArgumentNullException.ThrowIfNull(network);
        var known = new Dictionary<string, ParameterReference>(StringComparer.Ordinal);
        var union = ImmutableArray.CreateBuilder<ParameterReference>();
        foreach (var part in Graphs(network).SelectMany(parts))
        {
            if (known.TryAdd(part.Name, part))
            {
                union.Add(part);
            }
            else if (!known[part.Name].Equals(part))
            {
                throw new InvalidOperationException($"{Space.Name}: {part.Name} has different forms in different architectures.");
            }
        }

        return union.ToImmutable();
    }
}
