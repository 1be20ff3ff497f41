using NasPipelines.Architectures;

namespace NasPipelines.Data;

/// <summary>Means over classes of equal architectures.</summary>
internal static class ClassMeans
{
    public const string SizeColumn = "ClassSize";

    public static ArchitectureColumns Of(ArchitectureColumns table, ArchitectureEquivalence equivalence)
    {
        if (table.Names.Contains(SizeColumn))
        {
            throw new ArgumentException($"The view already has a column '{SizeColumn}': it is aggregated, or the column must be renamed.");
        }

        var classes = Enumerable.Range(0, table.Rows).GroupBy(row => table.Space.CanonicalForm(table.Architectures[row], equivalence)).Select(c => c.ToArray()).ToArray();
        return new(
            table.Space,
            Array.ConvertAll(classes, c => table.Texts[c[0]]),
            [SizeColumn, .. table.Names],
            [Array.ConvertAll(classes, c => (double)c.Length), .. table.Values.Select(column => Array.ConvertAll(classes, c => Mean(column, c)))]);
    }

    public static double Mean(double[] column, IEnumerable<int> rows)
    {
        var present = rows.Select(row => column[row]).Where(v => !double.IsNaN(v)).ToList();
        return present.Count == 0 ? double.NaN : present.Average();
    }
}
