using System.Numerics;

namespace NasPipelines.Compat;

/// <summary>
/// The order that NumPy's default <c>argsort</c> gives on processors without its AVX-512 path: a median-of-three quicksort with insertion
/// sort of at most 16 elements and heap sort past a depth. Equal values come out in an order that published rankings depend on.
/// </summary>
internal static class NumpyArgsort
{
    private const int Small = 15;

    /// <summary>The rows in ascending order; the values must not be NaN.</summary>
    public static int[] Ascending(ReadOnlySpan<double> values)
    {
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (order.Length > 1)
        {
            Sort(values, order);
        }

        return order;
    }

    /// <summary><c>argsort(values)[::-1]</c>.</summary>
    public static int[] Descending(ReadOnlySpan<double> values)
    {
        var order = Ascending(values);
        Array.Reverse(order);
        return order;
    }

    private static void Sort(ReadOnlySpan<double> v, int[] order)
    {
        var pending = new Stack<(int Left, int Right, int Depth)>();
        pending.Push((0, order.Length - 1, 2 * BitOperations.Log2((uint)order.Length)));
        while (pending.TryPop(out var part))
        {
            var (left, right, depth) = part;
            if (depth < 0)
            {
                HeapSort(v, order.AsSpan(left, right - left + 1));
                continue;
            }

            while (right - left > Small)
            {
                var pivot = Partition(v, order, left, right);
                depth--;
                if (pivot - left < right - pivot)
                {
                    pending.Push((pivot + 1, right, depth));
                    right = pivot - 1;
                }
                else
                {
                    pending.Push((left, pivot - 1, depth));
                    left = pivot + 1;
                }
            }

            InsertionSort(v, order, left, right);
        }
    }

    private static int Partition(ReadOnlySpan<double> v, int[] order, int left, int right)
    {
        var middle = left + ((right - left) >> 1);
        SwapIfLess(v, order, middle, left);
        SwapIfLess(v, order, right, middle);
        SwapIfLess(v, order, middle, left);
        var pivot = v[order[middle]];
        int i = left, j = right - 1;
        (order[middle], order[j]) = (order[j], order[middle]);
        while (true)
        {
            do
            {
                i++;
            }
            while (v[order[i]] < pivot);
            do
            {
                j--;
            }
            while (pivot < v[order[j]]);
            if (i >= j)
            {
                break;
            }

            (order[i], order[j]) = (order[j], order[i]);
        }

        (order[i], order[right - 1]) = (order[right - 1], order[i]);
        return i;
    }

    private static void SwapIfLess(ReadOnlySpan<double> v, int[] order, int a, int b)
    {
        if (v[order[a]] < v[order[b]])
        {
            (order[a], order[b]) = (order[b], order[a]);
        }
    }

    private static void InsertionSort(ReadOnlySpan<double> v, int[] order, int left, int right)
    {
        for (var i = left + 1; i <= right; i++)
        {
            var row = order[i];
            var at = i;
            for (; at > left && v[row] < v[order[at - 1]]; at--)
            {
                order[at] = order[at - 1];
            }

            order[at] = row;
        }
    }

    private static void HeapSort(ReadOnlySpan<double> v, Span<int> order)
    {
        for (var root = order.Length / 2; root > 0; root--)
        {
            SiftDown(v, order, root, order[root - 1]);
        }

        for (var n = order.Length; n > 1; n--)
        {
            var last = order[n - 1];
            order[n - 1] = order[0];
            SiftDown(v, order[..(n - 1)], 1, last);
        }
    }

    // Places count from 1, so that the children of i are 2 i and 2 i + 1.
    private static void SiftDown(ReadOnlySpan<double> v, Span<int> order, int place, int row)
    {
        for (var child = 2 * place; child <= order.Length; child *= 2)
        {
            if (child < order.Length && v[order[child - 1]] < v[order[child]])
            {
                child++;
            }

            if (!(v[row] < v[order[child - 1]]))
            {
                break;
            }

            order[place - 1] = order[child - 1];
            place = child;
        }

        order[place - 1] = row;
    }
}
