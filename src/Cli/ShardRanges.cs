using System.Globalization;

namespace NasPipelines.Cli;

/// <summary>Numbers of shards as <c>1-6,8</c>: how schedulers take the tasks of an array.</summary>
internal static class ShardRanges
{
    public static string Of(IEnumerable<int> numbers)
    {
        List<(int First, int Last)> ranges = [];
        foreach (var number in numbers.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last == number - 1)
            {
                ranges[^1] = (ranges[^1].First, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return string.Join(',', ranges.Select(r => r.First == r.Last
            ? r.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{r.First}-{r.Last}")));
    }
}
