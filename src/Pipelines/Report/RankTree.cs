namespace NasPipelines.Report;

/// <summary>Counts of ranks, asked for by how many lie below one (Fenwick 1994).</summary>
/// <param name="levels">Number of ranks.</param>
internal sealed class RankTree(int levels)
{
    private readonly int[] _counts = new int[levels + 1];

    public void Add(int rank)
    {
        for (var i = rank + 1; i < _counts.Length; i += i & -i)
        {
            _counts[i]++;
        }
    }

    public int Below(int rank)
    {
        var sum = 0;
        for (var i = rank; i > 0; i -= i & -i)
        {
            sum += _counts[i];
        }

        return sum;
    }
}
