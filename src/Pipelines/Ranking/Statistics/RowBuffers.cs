namespace NasPipelines.Ranking.Statistics;

/// <summary>Arrays of a number per row, which the next sample uses again: for one thread.</summary>
internal sealed class RowBuffers
{
    private readonly List<int[]> _arrays = [];
    private int _taken;

    /// <summary>An array of at least this length, with anything in it.</summary>
    public int[] Take(int length)
    {
        if (_taken == _arrays.Count)
        {
            _arrays.Add([]);
        }

        if (_arrays[_taken].Length < length)
        {
            _arrays[_taken] = GC.AllocateUninitializedArray<int>(length);
        }

        return _arrays[_taken++];
    }

    /// <summary>Nobody reads any more what was taken.</summary>
    public void Reuse() => _taken = 0;
}
