using NasPipelines.Numerics;

namespace NasPipelines.Scoring;

/// <summary>
/// Which shard each function is in. Those of large cost are dealt first, each to the shard with least to do: no two shards then differ by
/// more than the cost of one function. Functions of one cost are dealt in the order of their hash.
/// </summary>
internal static class ShardPlan
{
    /// <summary>The shard of each function, from 1.</summary>
    /// <param name="functions">Distinct functions by key, with an estimate of what each costs, at least 0.</param>
    /// <param name="shards">The number of shards.</param>
    public static int[] Assign(IReadOnlyList<(string Key, long Cost)> functions, int shards)
    {
        // Half the weight is the number of functions: estimates leave out what every network costs, and may all be 0.
        var mean = Math.Max(1, functions.Count == 0 ? 0 : (long)(functions.Sum(f => (decimal)f.Cost) / functions.Count));
        var order = Enumerable.Range(0, functions.Count)
            .OrderByDescending(i => functions[i].Cost)
            .ThenBy(i => Fnv1a.Hash(functions[i].Key))
            .ThenBy(i => functions[i].Key, StringComparer.Ordinal);

        var least = new PriorityQueue<int, (decimal Weight, int Shard)>(
            Enumerable.Range(1, shards).Select(shard => (shard, (0m, shard))));
        var assigned = new int[functions.Count];
        foreach (var i in order)
        {
            least.TryDequeue(out var shard, out var load);
            assigned[i] = shard;
            least.Enqueue(shard, (load.Weight + mean + functions[i].Cost, shard));
        }

        return assigned;
    }
}
