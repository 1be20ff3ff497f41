using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>
/// The supernet of NAS-Bench-301: each edge of each cell owns its operations, the two cells are shared by role (Ning et al. 2021, section
/// 4).
/// </summary>
internal sealed class NasBench301Supernet : Supernet
{
    private static readonly int[] Nodes = [2, 3, 4, 5];

    public override SearchSpace Space => SearchSpaces.Get("nasbench301");

    public override IEnumerable<Architecture> Cover() =>
        from operation in Enumerable.Range(0, Space.Operations.Count)
        from pair in Enumerable.Range(0, 3)
        let cell = Nodes.SelectMany(node => Edges(operation, Math.Min(2 * pair, node - 2))).ToArray()
        select new Architecture(Space, [.. cell, .. cell]);

    private static int[] Edges(int operation, int from) => [operation, from, operation, from + 1];
}
