using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>
/// The supernet of any space that builds its whole network: parameters are those of <see cref="SearchSpace.BuildSupernet"/>.
/// </summary>
internal sealed class SpaceSupernet(SearchSpace space) : Supernet
{
    private const int Tried = 100_000;

    public override SearchSpace Space => space;

    public override IReadOnlyList<int>? Choices { get; } =
        space is ProductSpace product ? [.. product.Choices.Select(choice => choice.Values.Count)] : null;

    /// <summary>Of random architectures, each that has a parameter which those before have not.</summary>
    public override IEnumerable<Architecture> Cover()
    {
        var open = space.BuildSupernet().Parameters.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var drawn = space.Size <= Tried ? space.Enumerate() : space.Sample(Tried, seed: 0);
        foreach (var architecture in drawn.TakeWhile(_ => open.Count > 0))
        {
            var before = open.Count;
            open.ExceptWith(space.BuildSubnet(architecture).Parameters.Select(p => p.Name));
            if (open.Count < before)
            {
                yield return architecture;
            }
        }

        if (open.Count > 0)
        {
            throw new InvalidOperationException($"{space.Name}: no architecture that was drawn has the parameter {open.First()}.");
        }
    }

    private protected override IEnumerable<NetworkGraph> Graphs(NetworkOptions network) => [space.BuildSupernet(network)];
}
