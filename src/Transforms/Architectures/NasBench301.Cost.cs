using System.Collections.Concurrent;
using NasPipelines.Networks;

namespace NasPipelines.Architectures;

public sealed partial class NasBench301
{
    private readonly ConcurrentDictionary<NetworkOptions, CostTable> _costs = new();

    /// <summary>A sum over the edges: what an operation adds is measured on a few networks, once for each size of network.</summary>
    /// <inheritdoc/>
    public override NetworkCost Cost(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return _costs.GetOrAdd(options ?? new NetworkOptions(), size => new CostTable(this, size)).Of(architecture.Genes.AsSpan());
    }

    private sealed class CostTable
    {
        // Node 3 reads node 2, so that there is an edge of each kind.
        private static readonly int[] PoolCell = [MaxPool, 0, MaxPool, 1, MaxPool, 0, MaxPool, 2, MaxPool, 0, MaxPool, 1, MaxPool, 0, MaxPool, 1];
        private static readonly int[] Pools = [.. PoolCell, .. PoolCell];

        private readonly NetworkCost _pools;
        private readonly NetworkCost[] _edges;

        public CostTable(NasBench301 space, NetworkOptions options)
        {
            _pools = Measure(Pools);
            int[] genes = [0, CellGenes, CellGenes + 6];
            _edges = [.. from gene in genes
                         from operation in Enumerable.Range(0, Operations.Count)
                         let cost = Measure([.. Pools[..gene], operation, .. Pools[(gene + 1)..]])
                         select new NetworkCost(cost.Parameters - _pools.Parameters, cost.Macs - _pools.Macs)];

            NetworkCost Measure(int[] network) => NetworkCost.Of(space.BuildNetwork(new Architecture(space, network), options));
        }

        public NetworkCost Of(ReadOnlySpan<int> genes)
        {
            var (parameters, macs) = (_pools.Parameters, _pools.Macs);
            for (var gene = 0; gene < genes.Length; gene += 2)
            {
                var kind = gene < CellGenes ? 0 : genes[gene + 1] < 2 ? 1 : 2;
                var edge = _edges[(kind * Operations.Count) + genes[gene]];
                (parameters, macs) = (parameters + edge.Parameters, macs + edge.Macs);
            }

            return new NetworkCost(parameters, macs);
        }
    }
}
