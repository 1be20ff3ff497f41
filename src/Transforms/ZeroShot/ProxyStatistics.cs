using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot;

/// <summary>Statistics of one proxy's values over batches or seeds: where one is missing the statistic is, with its reason.</summary>
internal static class ProxyStatistics
{
    /// <summary>The weighted mean.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="weights">As many positive numbers.</param>
    /// <param name="nameOf">Names a value in the reason of a missing mean, such as "seed 20".</param>
    public static ScoreValue Mean(IReadOnlyList<ScoreValue> values, IReadOnlyList<double> weights, Func<int, string> nameOf) =>
        values.Count == 1 ? values[0] : FirstMissing(values, nameOf) ?? values.Zip(weights, (v, w) => v.Value * w).Sum() / weights.Sum();

    /// <summary>The sample standard deviation.</summary>
    public static ScoreValue Deviation(IReadOnlyList<ScoreValue> values, Func<int, string> nameOf)
    {
        var mean = values.Average(v => v.Value);
        return FirstMissing(values, nameOf) ?? Math.Sqrt(values.Sum(v => (v.Value - mean) * (v.Value - mean)) / (values.Count - 1));
    }

    private static ScoreValue? FirstMissing(IReadOnlyList<ScoreValue> values, Func<int, string> nameOf)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Reason is { } reason)
            {
                return ScoreValue.Missing($"{nameOf(i)}: {reason}");
            }
        }

        return null;
    }
}
