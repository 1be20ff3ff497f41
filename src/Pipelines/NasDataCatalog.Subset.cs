using Microsoft.ML;
using NasPipelines.Data;
using NasPipelines.Spaces;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>The rows of a view that fulfil conditions, in its order.</summary>
    /// <param name="data">A view.</param>
    /// <param name="subset">
    /// Conditions on columns of numbers or text, joined by <c>&amp;</c>: <c>dataset=cifar10|cifar100 &amp; epochs>=100</c>; or
    /// <c>unique</c>, the first of each class of architectures that are equal by the literature's rule, or <c>connected</c>, those whose
    /// output depends on the input. Rows whose value is missing are left out.
    /// </param>
    /// <param name="architectureColumnName">The column of architectures, for <c>unique</c> and <c>connected</c>.</param>
    /// <param name="searchSpace">The search space, where the column does not say it.</param>
    /// <exception cref="ArgumentException">The text is no such condition, a column does not exist or is of another type, or no row is
    /// left.</exception>
    public IDataView Subset(
        IDataView data, string subset, string architectureColumnName = ArchitectureColumns.DefaultName, SearchSpace? searchSpace = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(subset);
        var keep = RowSubset.Choose(data, subset, architectureColumnName, searchSpace);
        var kept = keep.Count(k => k);
        Log("Subset", $"{kept} of {keep.Length} rows: {subset}");
        return kept > 0
            ? new KeptRowsView(data, keep)
            : throw new ArgumentException($"The subset '{subset}' leaves none of {keep.Length} rows.");
    }
}
