namespace NasPipelines.Compat;

/// <summary>
/// The order that CPython's <c>list.sort</c> (Tim Peters 2002) gives for any comparison, also one that is not transitive, where the result
/// depends on which pairs are compared.
/// </summary>
/// <param name="less">Whether the first row comes before the second.</param>
/// <param name="byPower">Whether runs are merged as since CPython 3.11 (powersort, Munro and Wild 2018).</param>
internal sealed partial class PythonSort(Func<int, int, bool> less, bool byPower)
{
    private const int MinGallop = 7;

    private readonly PythonGallop _gallop = new(less);
    private readonly List<(int Base, int Length, int Power)> _runs = [];
    private int[] _list = [];
    private int _minGallop = MinGallop;

    public int[] Sort(int count)
    {
        _list = [.. Enumerable.Range(0, count)];
        var minRun = MinRun(count);
        for (int low = 0, left = count; left > 0;)
        {
            var run = CountRun(low, count);
            if (run < minRun)
            {
                var forced = Math.Min(left, minRun);
                BinarySort(low, low + forced, low + run);
                run = forced;
            }

            if (byPower)
            {
                MergeByPower(run, count);
            }

            _runs.Add((low, run, 0));
            if (!byPower)
            {
                MergeCollapse();
            }

            low += run;
            left -= run;
        }

        while (_runs.Count > 1)
        {
            var n = _runs.Count - 2;
            MergeAt(n > 0 && _runs[n - 1].Length < _runs[n + 1].Length ? n - 1 : n);
        }

        return _list;
    }

    private static int MinRun(int n)
    {
        var odd = 0;
        while (n >= 64)
        {
            odd |= n & 1;
            n >>= 1;
        }

        return n + odd;
    }

    private int CountRun(int low, int high)
    {
        if (low + 1 == high)
        {
            return 1;
        }

        var at = low + 2;
        if (less(_list[low + 1], _list[low]))
        {
            while (at < high && less(_list[at], _list[at - 1]))
            {
                at++;
            }

            Array.Reverse(_list, low, at - low);
        }
        else
        {
            while (at < high && !less(_list[at], _list[at - 1]))
            {
                at++;
            }
        }

        return at - low;
    }

    private void BinarySort(int low, int high, int start)
    {
        for (; start < high; start++)
        {
            int left = low, right = start, pivot = _list[start];
            while (left < right)
            {
                var middle = left + ((right - left) >> 1);
                if (less(pivot, _list[middle]))
                {
                    right = middle;
                }
                else
                {
                    left = middle + 1;
                }
            }

            Array.Copy(_list, left, _list, left + 1, start - left);
            _list[left] = pivot;
        }
    }

    private void MergeCollapse()
    {
        while (_runs.Count > 1)
        {
            var n = _runs.Count - 2;
            if ((n > 0 && _runs[n - 1].Length <= _runs[n].Length + _runs[n + 1].Length)
                || (n > 1 && _runs[n - 2].Length <= _runs[n - 1].Length + _runs[n].Length))
            {
                MergeAt(_runs[n - 1].Length < _runs[n + 1].Length ? n - 1 : n);
            }
            else if (_runs[n].Length <= _runs[n + 1].Length)
            {
                MergeAt(n);
            }
            else
            {
                break;
            }
        }
    }

    private void MergeByPower(int next, int count)
    {
        if (_runs.Count == 0)
        {
            return;
        }

        var last = _runs[^1];
        var power = Power(last.Base, last.Length, next, count);
        while (_runs.Count > 1 && _runs[^2].Power > power)
        {
            MergeAt(_runs.Count - 2);
        }

        _runs[^1] = _runs[^1] with { Power = power };
    }

    private static int Power(long start, long first, long second, long count)
    {
        long a = 2 * start + first, b = a + first + second;
        for (var power = 1; ; power++)
        {
            if (a >= count)
            {
                a -= count;
                b -= count;
            }
            else if (b >= count)
            {
                return power;
            }

            a <<= 1;
            b <<= 1;
        }
    }
}
