namespace NasPipelines.Compat;

/// <summary>Merging of two adjacent runs, the shorter one set aside.</summary>
internal sealed partial class PythonSort
{
    private void MergeAt(int i)
    {
        var ((baseA, lengthA, power), (baseB, lengthB, _)) = (_runs[i], _runs[i + 1]);
        _runs[i] = (baseA, lengthA + lengthB, power);
        _runs.RemoveAt(i + 1);
        var skip = _gallop.Right(_list[baseB], _list, baseA, lengthA, 0);
        baseA += skip;
        lengthA -= skip;
        if (lengthA == 0)
        {
            return;
        }

        lengthB = _gallop.Left(_list[baseA + lengthA - 1], _list, baseB, lengthB, lengthB - 1);
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
        int[] a = _list[baseA..(baseA + lengthA)];
        int to = baseA, ia = 0, ib = baseB;
        _list[to++] = _list[ib++];
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
                if (less(_list[ib], a[ia]))
                {
                    _list[to++] = _list[ib++];
                    (wonB, wonA) = (wonB + 1, 0);
                    if (--lengthB == 0)
                    {
                        Finish();
                        return;
                    }

                    if (wonB >= _minGallop)
                    {
                        break;
                    }
                }
                else
                {
                    _list[to++] = a[ia++];
                    (wonA, wonB) = (wonA + 1, 0);
                    if (--lengthA == 1)
                    {
                        Finish();
                        return;
                    }

                    if (wonA >= _minGallop)
                    {
                        break;
                    }
                }
            }

            _minGallop++;
            do
            {
                _minGallop -= _minGallop > 1 ? 1 : 0;
                wonA = _gallop.Right(_list[ib], a, ia, lengthA, 0);
                Array.Copy(a, ia, _list, to, wonA);
                (to, ia, lengthA) = (to + wonA, ia + wonA, lengthA - wonA);
                if (lengthA <= 1)
                {
                    Finish();
                    return;
                }

                _list[to++] = _list[ib++];
                if (--lengthB == 0)
                {
                    Finish();
                    return;
                }

                wonB = _gallop.Left(a[ia], _list, ib, lengthB, 0);
                Array.Copy(_list, ib, _list, to, wonB);
                (to, ib, lengthB) = (to + wonB, ib + wonB, lengthB - wonB);
                if (lengthB == 0)
                {
                    Finish();
                    return;
                }

                _list[to++] = a[ia++];
                if (--lengthA == 1)
                {
                    Finish();
                    return;
                }
            }
            while (wonA >= MinGallop || wonB >= MinGallop);
            _minGallop++;
        }

        // With one element of A left, it belongs at the end of the merge.
        void Finish()
        {
            if (lengthA == 1 && lengthB > 0)
            {
                Array.Copy(_list, ib, _list, to, lengthB);
                _list[to + lengthB] = a[ia];
            }
            else
            {
                Array.Copy(a, ia, _list, to, lengthA);
            }
        }
    }

    private void MergeHigh(int baseA, int lengthA, int baseB, int lengthB)
    {
        int[] b = _list[baseB..(baseB + lengthB)];
        int to = baseB + lengthB - 1, ia = baseA + lengthA - 1, ib = lengthB - 1;
        _list[to--] = _list[ia--];
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
                if (less(b[ib], _list[ia]))
                {
                    _list[to--] = _list[ia--];
                    (wonA, wonB) = (wonA + 1, 0);
                    if (--lengthA == 0)
                    {
                        Finish();
                        return;
                    }

                    if (wonA >= _minGallop)
                    {
                        break;
                    }
                }
                else
                {
                    _list[to--] = b[ib--];
                    (wonB, wonA) = (wonB + 1, 0);
                    if (--lengthB == 1)
                    {
                        Finish();
                        return;
                    }

                    if (wonB >= _minGallop)
                    {
                        break;
                    }
                }
            }

            _minGallop++;
            do
            {
                _minGallop -= _minGallop > 1 ? 1 : 0;
                wonA = lengthA - _gallop.Right(b[ib], _list, baseA, lengthA, lengthA - 1);
                (to, ia) = (to - wonA, ia - wonA);
                Array.Copy(_list, ia + 1, _list, to + 1, wonA);
                lengthA -= wonA;
                if (lengthA == 0)
                {
                    Finish();
                    return;
                }

                _list[to--] = b[ib--];
                if (--lengthB == 1)
                {
                    Finish();
                    return;
                }

                wonB = lengthB - _gallop.Left(_list[ia], b, 0, lengthB, lengthB - 1);
                (to, ib) = (to - wonB, ib - wonB);
                Array.Copy(b, ib + 1, _list, to + 1, wonB);
                lengthB -= wonB;
                if (lengthB <= 1)
                {
                    Finish();
                    return;
                }

                _list[to--] = _list[ia--];
                if (--lengthA == 0)
                {
                    Finish();
                    return;
                }
            }
            while (wonA >= MinGallop || wonB >= MinGallop);
            _minGallop++;
        }

        // With one element of B left, it belongs at the front of the merge.
        void Finish()
        {
            if (lengthB == 1 && lengthA > 0)
            {
                Array.Copy(_list, ia - lengthA + 1, _list, to - lengthA + 1, lengthA);
                _list[to - lengthA] = b[ib];
            }
            else
            {
                Array.Copy(b, 0, _list, to - lengthB + 1, lengthB);
            }
        }
    }
}
