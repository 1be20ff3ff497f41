using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>
/// The supernet of NAS-Bench-1Shot1's sub-space 3, which Ning et al. 2021 train for NAS-Bench-101 on the architectures of nine edges.
/// </summary>
internal sealed class NasBench1Shot1Supernet : Supernet
{
    // Vertices 1 to 5 and the output; their first set of parents has the input.
    private const int Vertices = 6;
    private const int Interior = 5;

    public override SearchSpace Space => SearchSpaces.Get("nasbench1shot1-3");

    public override IReadOnlyList<Architecture> Candidates(long seed) =>
        [.. SearchSpaces.Get("nasbench1shot1-3").EnumerateSet("published-nine-edges")];

    public override IEnumerable<Architecture> Cover() =>
        from operation in Enumerable.Range(0, Space.Operations.Count)
        select new Architecture(Space, [.. new int[Vertices], .. Enumerable.Repeat(operation, Interior)]);
}
