using NasPipelines.Networks;
using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>The supernet of any space of independent choices whose parameters are known from its whole network.</summary>
internal sealed class ProductSupernet(ProductSpace space) : Supernet
{
    private const int MostDrawn = 10_000;

    public override SearchSpace Space => space;

    public override IReadOnlyList<int> Choices { get; } = [.. space.Choices.Select(choice => choice.Values.Count)];

    /// <summary>One architecture for each value that genes have in common, then drawn ones that have further parameters.</summary>
    /// <exception cref="InvalidOperationException">Parameters of the whole network are in no architecture.</exception>
    public override IEnumerable<Architecture> Cover()
    {
        var options = new NetworkOptions { Channels = 4, ImageSize = 8 };
        var left = space.BuildSupernet(options).Parameters.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var common = Enumerable.Range(0, Choices.Max()).Select(
            value => new Architecture(space, [.. Choices.Select(count => Math.Min(value, count - 1))]));
        var drawn = space.Sample((int)System.Numerics.BigInteger.Min(space.Size, MostDrawn), 0);
        List<Architecture> cover = [];
        foreach (var architecture in common.Concat(drawn).TakeWhile(_ => left.Count > 0))
        {
            var before = left.Count;
            left.ExceptWith(space.BuildSubnet(architecture, options).Parameters.Select(p => p.Name));
            if (left.Count < before)
            {
                cover.Add(architecture);
            }
        }

        return left.Count == 0
            ? cover
            : throw new InvalidOperationException($"{space.Name}: no architecture has {left.First()}, a parameter of the whole network.");
    }
}
