namespace NasPipelines;

/// <summary>
/// The order that CPython's <c>list.sort</c> (Tim Peters 2002) gives for any comparison, also one that is not transitive, where the result depends
/// on which pairs are compared.
/// </summary>
/// <param name="less">Whether the first row comes before the second.</param>
/// <param name="byPower">Whether runs are merged as since CPython 3.11 (powersort, Munro and Wild 2018).</param>
internal sealed class PythonSort(Func<int, int, bool> less, bool byPower)
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

    private void MergeAt(int i)
    {
        var ((baseA, lengthA, power), (baseB, lengthB, _)) = (runs[i], runs[i + 1]);
        runs[i] = (baseA, lengthA + lengthB, power);
        runs.RemoveAt(i + 1);
        var skip = GallopRight(list[baseB], list, baseA, lengthA, 0);
        baseA += skip;
        lengthA -= skip;
        if (lengthA == 0)
        {
            return;
        }

        lengthB = GallopLeft(list[baseA + lengthA - 1], list, baseB, lengthB, lengthB - 1);
        if (lengthB > 0)
        {
            if (lengthA <= lengthB)
            {
                MergeLow(baseA, lengthA, baseB, lengthB);
            }
            else
            {
                MergeHigh(baseA, lengthA, baseB, lengthB);
            }
        }
    }

    private void MergeLow(int baseA, int lengthA, int baseB, int lengthB)
    {
        int[] a = list[baseA..(baseA + lengthA)];
        int to = baseA, ia = 0, ib = baseB;
        list[to++] = list[ib++];
        if (--lengthB == 0 || lengthA == 1)
        {
            Finish();
            return;
        }

        while (true)
        {
            int wonA = 0, wonB = 0;
            while (true)
            {
                if (less(list[ib], a[ia]))
                {
                    list[to++] = list[ib++];
                    (wonB, wonA) = (wonB + 1, 0);
                    if (--lengthB == 0)
                    {
                        Finish();
                        return;
                    }

                    if (wonB >= minGallop)
                    {
                        break;
                    }
                }
                else
                {
                    list[to++] = a[ia++];
                    (wonA, wonB) = (wonA + 1, 0);
                    if (--lengthA == 1)
                    {
                        Finish();
                        return;
                    }

                    if (wonA >= minGallop)
                    {
                        break;
                    }
                }
            }

            minGallop++;
            do
            {
                minGallop -= minGallop > 1 ? 1 : 0;
                wonA = GallopRight(list[ib], a, ia, lengthA, 0);
                Array.Copy(a, ia, list, to, wonA);
                (to, ia, lengthA) = (to + wonA, ia + wonA, lengthA - wonA);
                if (lengthA <= 1)
                {
                    Finish();
                    return;
                }

                list[to++] = list[ib++];
                if (--lengthB == 0)
                {
                    Finish();
                    return;
                }

                wonB = GallopLeft(a[ia], list, ib, lengthB, 0);
                Array.Copy(list, ib, list, to, wonB);
                (to, ib, lengthB) = (to + wonB, ib + wonB, lengthB - wonB);
                if (lengthB == 0)
                {
                    Finish();
                    return;
                }

                list[to++] = a[ia++];
                if (--lengthA == 1)
                {
                    Finish();
                    return;
                }
            }
            while (wonA >= MinGallop || wonB >= MinGallop);
            minGallop++;
        }

        // With one element of A left, it belongs at the end of the merge.
        void Finish()
        {
            if (lengthA == 1 && lengthB > 0)
            {
                Array.Copy(list, ib, list, to, lengthB);
                list[to + lengthB] = a[ia];
            }
            else
            {
                Array.Copy(a, ia, list, to, lengthA);
            }
        }
    }

    private void MergeHigh(int baseA, int lengthA, int baseB, int lengthB)
    {
        int[] b = list[baseB..(baseB + lengthB)];
        int to = baseB + lengthB - 1, ia = baseA + lengthA - 1, ib = lengthB - 1;
        list[to--] = list[ia--];
        if (--lengthA == 0 || lengthB == 1)
        {
            Finish();
            return;
        }

        while (true)
        {
            int wonA = 0, wonB = 0;
            while (true)
            {
                if (less(b[ib], list[ia]))
                {
                    list[to--] = list[ia--];
                    (wonA, wonB) = (wonA + 1, 0);
                    if (--lengthA == 0)
                    {
                        Finish();
                        return;
                    }

                    if (wonA >= minGallop)
                    {
                        break;
                    }
                }
                else
                {
                    list[to--] = b[ib--];
                    (wonB, wonA) = (wonB + 1, 0);
                    if (--lengthB == 1)
                    {
                        Finish();
                        return;
                    }

                    if (wonB >= minGallop)
                    {
                        break;
                    }
                }
            }

            minGallop++;
            do
            {
                minGallop -= minGallop > 1 ? 1 : 0;
                wonA = lengthA - GallopRight(b[ib], list, baseA, lengthA, lengthA - 1);
                (to, ia) = (to - wonA, ia - wonA);
                Array.Copy(list, ia + 1, list, to + 1, wonA);
                lengthA -= wonA;
                if (lengthA == 0)
                {
                    Finish();
                    return;
                }

                list[to--] = b[ib--];
                if (--lengthB == 1)
                {
                    Finish();
                    return;
                }

                wonB = lengthB - GallopLeft(list[ia], b, 0, lengthB, lengthB - 1);
                (to, ib) = (to - wonB, ib - wonB);
                Array.Copy(b, ib + 1, list, to + 1, wonB);
                lengthB -= wonB;
                if (lengthB <= 1)
                {
                    Finish();
                    return;
                }

                list[to--] = list[ia--];
                if (--lengthA == 0)
                {
                    Finish();
                    return;
                }
            }
            while (wonA >= MinGallop || wonB >= MinGallop);
            minGallop++;
        }

        // With one element of B left, it belongs at the front of the merge.
        void Finish()
        {
            if (lengthB == 1 && lengthA > 0)
            {
                Array.Copy(list, ia - lengthA + 1, list, to - lengthA + 1, lengthA);
                list[to - lengthA] = b[ib];
            }
            else
            {
                Array.Copy(b, 0, list, to - lengthB + 1, lengthB);
            }
        }
    }

    private int GallopLeft(int key, int[] a, int start, int n, int hint)
    {
        int last = 0, offset = 1;
        if (less(a[start + hint], key))
        {
            while (offset < n - hint && less(a[start + hint + offset], key))
            {
                (last, offset) = (offset, (offset << 1) + 1);
            }

            (last, offset) = (last + hint, Math.Min(offset, n - hint) + hint);
        }
        else
        {
            while (offset < hint + 1 && !less(a[start + hint - offset], key))
            {
                (last, offset) = (offset, (offset << 1) + 1);
            }

            (last, offset) = (hint - Math.Min(offset, hint + 1), hint - last);
        }

        for (last++; last < offset;)
        {
            var middle = last + ((offset - last) >> 1);
            if (less(a[start + middle], key))
            {
                last = middle + 1;
            }
            else
            {
                offset = middle;
            }
        }

        return offset;
    }

    private int GallopRight(int key, int[] a, int start, int n, int hint)
    {
        int last = 0, offset = 1;
        if (less(key, a[start + hint]))
        {
            while (offset < hint + 1 && less(key, a[start + hint - offset]))
            {
                (last, offset) = (offset, (offset << 1) + 1);
            }

            (last, offset) = (hint - Math.Min(offset, hint + 1), hint - last);
        }
        else
        {
            while (offset < n - hint && !less(key, a[start + hint + offset]))
            {
                (last, offset) = (offset, (offset << 1) + 1);
            }

            (last, offset) = (last + hint, Math.Min(offset, n - hint) + hint);
        }

        for (last++; last < offset;)
        {
            var middle = last + ((offset - last) >> 1);
            if (less(key, a[start + middle]))
            {
                offset = middle;
            }
            else
            {
                last = middle + 1;
            }
        }

        return offset;
    }
}
