using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Paths;

/// <summary>
/// Every class of equal architectures equally often (Ning et al. 2021, section 5.2); inside a class every encoding, so that all weights are
/// trained.
/// </summary>
/// <param name="name">Name of the sampler.</param>
/// <param name="equivalence">When two encodings are of one class.</param>
internal sealed class DeIsomorphicPaths(string name, ArchitectureEquivalence equivalence) : PathSampler
{
    public override string Name => name;

    public override string Description => $"every class of equal architectures equally often ({equivalence} equivalence)";

    public override PathDraw Prepare(Supernet supernet, IReadOnlyList<Architecture> candidates)
    {
        Architecture[][] classes = [.. candidates.GroupBy(a => supernet.Space.CanonicalForm(a, equivalence)).Select(g => g.ToArray())];
        return Independent(below =>
        {
            var members = classes[below(classes.Length)];
            return members[below(members.Length)];
        });
    }
}
