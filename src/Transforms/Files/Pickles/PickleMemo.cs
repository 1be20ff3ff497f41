namespace NasPipelines.Files.Pickles;

/// <summary>The values that a pickle refers back to, by number; only those that are kept take memory.</summary>
internal sealed class PickleMemo(MemoryBudget budget)
{
    private const int PageSize = 128;

    private PickleValue[]?[] _pages = [];

    /// <summary>One above the highest number given so far.</summary>
    public long Next { get; private set; }

    public void Put(long index, PickleValue value)
    {
        Next = Math.Max(Next, index + 1);
        if (value.IsSkipped)
        {
            return;
        }

        var page = (int)(index / PageSize);
        if (page >= _pages.Length)
        {
            var length = Math.Max(page + 1, 2 * _pages.Length);
            budget.Take(8L * (length - _pages.Length));
            Array.Resize(ref _pages, length);
        }

        if (_pages[page] is null)
        {
            budget.Take(PickleSize.Array + (PickleSize.Slot * PageSize));
        }

        (_pages[page] ??= new PickleValue[PageSize])[index % PageSize] = value;
    }

    /// <summary>The value, which is skipped where it was not kept.</summary>
    public PickleValue Get(long index) =>
        index / PageSize < _pages.Length
            && _pages[index / PageSize] is { } page
            && page[index % PageSize] is { Kind: not PickleKind.Absent } value
            ? value
            : PickleValue.Skipped;
}
