namespace NasPipelines.Compat;

/// <summary>Merging of two adjacent runs, the shorter one set aside.</summary>
internal sealed partial class PythonSort
{
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
}
