using NasPipelines.Spaces;

namespace NasPipelines.Data;

/// <summary>Means over classes of equal architectures.</summary>
internal static class ClassMeans
{
    public const string SizeColumn = "ClassSize";

    public static TableView Of(ArchitectureTable table, ArchitectureEquivalence equivalence, Func<int, string> provenance)
    {
        if (table.Columns.Any(column => column.Name == SizeColumn))
        {
            throw new ArgumentException($"The view already has a column '{SizeColumn}': it is aggregated, or the column must be renamed.");
        }

        int[][] classes =
        [
            .. Enumerable.Range(0, table.Rows)
                .GroupBy(row => table.Space.CanonicalForm(table.Architectures[row], equivalence))
                .Select(members => members.ToArray()),
        ];
        return table.View(
            table.Encodings.Take(Array.ConvertAll(classes, members => members[0])),
            table.Columns.Select(column => column.Pool(classes)).Prepend(
                new(SizeColumn, Array.ConvertAll(classes, members => (double)members.Length))),
            provenance(classes.Length));
    }

    public static double Mean(double[] column, IEnumerable<int> rows)
    {
        var present = rows.Select(row => column[row]).Where(v => !double.IsNaN(v)).ToList();
        return present.Count == 0 ? double.NaN : present.Average();
    }
}
