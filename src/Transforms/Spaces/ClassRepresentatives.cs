namespace NasPipelines.Spaces;

/// <summary>
/// The first member of each class of equal architectures, in the order of a space that can be enumerated; found when it is asked for.
/// </summary>
internal sealed class ClassRepresentatives(SearchSpace space)
{
    private readonly Lazy<Dictionary<string, Architecture>> _first = new(() => Find(space));

    /// <summary>The first architecture that is the same function at initialisation.</summary>
    public Architecture Of(Architecture architecture) => _first.Value[architecture.Canonical];

    private static Dictionary<string, Architecture> Find(SearchSpace space)
    {
        var first = new Dictionary<string, Architecture>(StringComparer.Ordinal);
        foreach (var architecture in space.Enumerate())
        {
            first.TryAdd(architecture.Canonical, architecture);
        }

        return first;
    }
}
