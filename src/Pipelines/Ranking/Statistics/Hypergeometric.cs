namespace NasPipelines.Ranking.Statistics;

/// <summary>Expectations over X, the number of marked rows among <c>drawn</c> rows drawn without replacement from <c>total</c>.</summary>
internal static class Hypergeometric
{
    /// <summary>
    /// P(f + X &gt; 0) and E[1/(f + X + 1); f + X &gt; 0], where X counts the drawn among <paramref name="marked"/> rows and
    /// <paramref name="sure"/> = f rows are certain.
    /// </summary>
    public static (double Hit, double Inverse) Hit(int total, int marked, int drawn, int sure)
    {
        if (sure > 0)
        {
            return (1, MeanInverse(total, marked, drawn, sure));
        }

        if (marked == 1)
        {
            var chance = (double)drawn / total;
            return (chance, chance / 2);
        }

        var none = NoneDrawn(total, marked, drawn);
        // E[1/(X+1)] = (N+1) / ((m+1)(c+1)) · (1 - P(no mark, with one more row, mark and draw)).
        var inverse = (total + 1.0) / ((drawn + 1.0) * (marked + 1.0)) * (1 - NoneDrawn(total + 1, marked + 1, drawn + 1));
        return (1 - none, Math.Max(0, inverse - none));
    }

    private static double NoneDrawn(int total, int marked, int drawn)
    {
        var chance = 1.0;
        for (var i = 0; i < marked && chance > 0; i++)
        {
            chance *= Math.Max(0.0, total - drawn - i) / (total - i);
        }

        return chance;
    }

    // Probabilities relative to the most likely count, outwards by their ratios, so that nothing over- or underflows.
    private static double MeanInverse(int total, int marked, int drawn, int sure)
    {
        int low = Math.Max(0, drawn - (total - marked)), high = Math.Min(marked, drawn);
        var mode = (int)Math.Clamp((marked + 1.0) * (drawn + 1.0) / (total + 2.0), low, high);
        double sum = 1, mean = 1.0 / (mode + sure + 1);
        var weight = 1.0;
        for (var x = mode; x < high && weight > 1e-20; x++)
        {
            weight *= Ratio(x);
            sum += weight;
            mean += weight / (x + sure + 2);
        }

        weight = 1;
        for (var x = mode - 1; x >= low && weight > 1e-20; x--)
        {
            weight /= Ratio(x);
            sum += weight;
            mean += weight / (x + sure + 1);
        }

        return mean / sum;

        double Ratio(int x) => (double)(marked - x) * (drawn - x) / ((x + 1.0) * (total - marked - drawn + x + 1.0));
    }
}
