namespace NasPipelines.Compat;

/// <summary>Searching a run in steps that double.</summary>
internal sealed class PythonGallop(Func<int, int, bool> less)
{
    /// <summary>The first place in a run for a key, left of its equals, searched from a hint.</summary>
    public int Left(int key, int[] a, int start, int n, int hint)
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

    /// <summary>The last place in a run for a key, right of its equals, searched from a hint.</summary>
    public int Right(int key, int[] a, int start, int n, int hint)
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
