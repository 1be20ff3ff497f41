using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>The supernets that come with the product.</summary>
public static class Supernets
{
    /// <summary>All of them, a line each.</summary>
    public static IReadOnlyList<Supernet> All { get; } =
    [
        new NasBench201Supernet(),
        new NasBench301Supernet(),
        new NasBench1Shot1Supernet(),
        new NdsSupernet(SearchSpaces.Get("nds-resnet"), "d24-24-24/w256-256-256"),
        new NdsSupernet(SearchSpaces.Get("nds-resnext-a"), "d16-16-16/w256-256-256/b1-1-1/g1-1-1"),
    ];

    /// <summary>The supernet of a search space.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static Supernet Get(string space) =>
        All.FirstOrDefault(s => s.Space.Name.Equals(space, StringComparison.OrdinalIgnoreCase))
        ?? throw Unknown(space, nameof(space));

    /// <summary>
    /// The supernet of a search space: the listed one, or that of any space which builds its whole network
    /// (<see cref="SearchSpace.HasSupernet"/>).
    /// </summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static Supernet Of(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return All.FirstOrDefault(s => s.Space == space)
            ?? (space.HasSupernet ? new SpaceSupernet(space) : throw Unknown(space.Name, nameof(space)));
    }

    private static ArgumentException Unknown(string space, string argument) =>
        new($"There is no supernet of '{space}'; there are those of {string.Join(", ", All.Select(s => s.Space.Name))}.", argument);
}
