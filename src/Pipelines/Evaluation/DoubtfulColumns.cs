using static System.FormattableString;

namespace NasPipelines.Evaluation;

/// <summary>Says of columns what they hardly mean: one value everywhere, or a number that stands for a missing value.</summary>
internal static class DoubtfulColumns
{
    private const double Whole = 1L << 53; // numbers from here on are all whole

    // What programs write where they have no number.
    private static readonly double[] Placeholders =
        [-1, -99, -999, -9999, -99999, -1e6, -1e8, -1e9, 999, 9999, 12345, 99999, 123456, 999999, 1e8, 1e9];

    /// <summary>A text for each doubt about a column.</summary>
    public static IEnumerable<string> Of(string role, string name, double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        var constant = finite.Length > 1 && !values.Any(double.IsInfinity) && Array.TrueForAll(finite, value => value == finite[0]);
        if (constant)
        {
            yield return Invariant($"the {role} '{name}' is {finite[0]} in all rows: it ranks nothing");
        }
        else if (Placeholder(finite) is { } found)
        {
            yield return Invariant($"the {role} '{name}' is {found.Value} in {found.Count} rows, unlike all others: where that stands ")
                + "for a missing value, name it in MissingValues when the table is read, or make it NaN";
        }
    }

    /// <summary>A number among finite ones that seems to stand for a missing value, and in how many rows; or null.</summary>
    public static (double Value, int Count)? Placeholder(double[] values)
    {
        if (SuspectedPlaceholder.Find(values) is { } lowest)
        {
            return lowest;
        }

        var fractions = 2 * values.Count(value => value != Math.Floor(value)) > values.Length;
        if (SuspectedPlaceholder.Find(Array.ConvertAll(values, value => -value)) is { } highest
            && (highest.Count > 1 || (fractions && highest.Value == Math.Floor(highest.Value) && Math.Abs(highest.Value) < Whole)))
        {
            return (-highest.Value, highest.Count);
        }

        foreach (var known in fractions ? Placeholders : [])
        {
            if (values.Count(value => value == known) is > 1 and var count)
            {
                return (known, count);
            }
        }

        return null;
    }
}
