namespace NasPipelines.Compat;

/// <summary>
/// The order that CPython's <c>list.sort</c> (Tim Peters 2002) gives for any comparison, also one that is not transitive, where the result depends
/// on which pairs are compared.
/// </summary>
/// <param name="less">Whether the first row comes before the second.</param>
/// <param name="byPower">Whether runs are merged as since CPython 3.11 (powersort, Munro and Wild 2018).</param>
internal sealed partial class PythonSort(Func<int, int, bool> less, bool byPower)
{
    private const int MinGallop = 7;

    private readonly List<(int Base, int Length, int Power)> runs = [];
    private int[] list = [];
    private int minGallop = MinGallop;

    public int[] Sort(int count)
    {
        list = [.. Enumerable.Range(0, count)];
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

            runs.Add((low, run, 0));
            if (!byPower)
            {
                MergeCollapse();
            }

            low += run;
            left -= run;
        }

        while (runs.Count > 1)
        {
            var n = runs.Count - 2;
            MergeAt(n > 0 && runs[n - 1].Length < runs[n + 1].Length ? n - 1 : n);
        }

        return list;
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
        if (less(list[low + 1], list[low]))
        {
            while (at < high && less(list[at], list[at - 1]))
            {
                at++;
            }

            Array.Reverse(list, low, at - low);
        }
        else
        {
            while (at < high && !less(list[at], list[at - 1]))
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
            int left = low, right = start, pivot = list[start];
            while (left < right)
            {
                var middle = left + ((right - left) >> 1);
                if (less(pivot, list[middle]))
                {
                    right = middle;
                }
                else
                {
                    left = middle + 1;
                }
            }

            Array.Copy(list, left, list, left + 1, start - left);
            list[left] = pivot;
        }
    }

    private void MergeCollapse()
    {
        while (runs.Count > 1)
        {
            var n = runs.Count - 2;
            if ((n > 0 && runs[n - 1].Length <= runs[n].Length + runs[n + 1].Length) || (n > 1 && runs[n - 2].Length <= runs[n - 1].Length + runs[n].Length))
            {
                MergeAt(runs[n - 1].Length < runs[n + 1].Length ? n - 1 : n);
            }
            else if (runs[n].Length <= runs[n + 1].Length)
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
        if (runs.Count == 0)
        {
            return;
        }

        var last = runs[^1];
        var power = Power(last.Base, last.Length, next, count);
        while (runs.Count > 1 && runs[^2].Power > power)
        {
            MergeAt(runs.Count - 2);
        }

        runs[^1] = runs[^1] with { Power = power };
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
