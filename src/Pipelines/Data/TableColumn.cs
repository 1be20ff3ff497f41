using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>A column in memory, with everything that is known about it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">An array of <see cref="double"/> or of <see cref="string"/>, one per row.</param>
/// <param name="Annotations">All annotations of the column that it was read from: provenance, direction and whatever else there is.</param>
internal sealed record TableColumn(string Name, Array Values, DataViewSchema.Annotations? Annotations = null)
{
    public DataViewType Type => Values is string[] ? TextDataViewType.Instance : NumberDataViewType.Double;

    /// <summary>The values of some rows.</summary>
    public TableColumn Take(int[] rows) => With(
        values => Array.ConvertAll(rows, row => values[row]), texts => Array.ConvertAll(rows, row => texts[row]));

    /// <summary>
    /// A value for each group of rows: the mean of the numbers that are not NaN, or the different texts that are not empty; NaN or no text
    /// where there are none.
    /// </summary>
    public TableColumn Pool(int[][] groups) => With(
        values => Array.ConvertAll(groups, rows => ClassMeans.Mean(values, rows)),
        texts =>
            Array.ConvertAll(groups, rows => string.Join("; ", rows.Select(row => texts[row]).Where(text => text.Length > 0).Distinct())));

    private TableColumn With(Func<double[], double[]> numbers, Func<string[], string[]> texts) =>
        this with { Values = Values is string[] t ? texts(t) : numbers((double[])Values) };
}
