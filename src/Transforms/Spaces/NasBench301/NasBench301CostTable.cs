using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>The cost of a network as a sum over its edges: what an operation adds is measured on a few networks.</summary>
internal sealed class NasBench301CostTable
{
    // Node 3 reads node 2, so that there is an edge of each kind.
    private static readonly int[] PoolCell =
    [
        NasBench301Genes.MaxPool, 0, NasBench301Genes.MaxPool, 1, NasBench301Genes.MaxPool, 0, NasBench301Genes.MaxPool, 2,
        NasBench301Genes.MaxPool, 0, NasBench301Genes.MaxPool, 1, NasBench301Genes.MaxPool, 0, NasBench301Genes.MaxPool, 1,
    ];
    private static readonly int[] Pools = [.. PoolCell, .. PoolCell];

    private readonly NetworkCost _pools;
    private readonly NetworkCost[] _edges;

    public NasBench301CostTable(SearchSpace space, NetworkOptions options)
    {
        _pools = Measure(Pools);
        int[] genes = [0, NasBench301Genes.CellGenes, NasBench301Genes.CellGenes + 6];
        _edges = [.. from gene in genes
                     from operation in Enumerable.Range(0, NasBench301Genes.Operations.Count)
                     let cost = Measure([.. Pools[..gene], operation, .. Pools[(gene + 1)..]])
                     select new NetworkCost(cost.Parameters - _pools.Parameters, cost.Macs - _pools.Macs)];

        NetworkCost Measure(int[] network) => NetworkCost.Of(space.BuildNetwork(new Architecture(space, network), options));
    }

    public NetworkCost Of(ReadOnlySpan<int> genes)
    {
        var (parameters, macs) = (_pools.Parameters, _pools.Macs);
        for (var gene = 0; gene < genes.Length; gene += 2)
        {
            var kind = gene < NasBench301Genes.CellGenes ? 0 : genes[gene + 1] < 2 ? 1 : 2;
            var edge = _edges[(kind * NasBench301Genes.Operations.Count) + genes[gene]];
            (parameters, macs) = (parameters + edge.Parameters, macs + edge.Macs);
        }

        return new NetworkCost(parameters, macs);
    }
}
