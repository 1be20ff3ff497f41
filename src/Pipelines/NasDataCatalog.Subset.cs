using Microsoft.ML;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Spaces;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>The rows of a view that fulfil conditions, in its order.</summary>
    /// <param name="data">A view.</param>
    /// <param name="subset">
    /// Conditions on columns of numbers or text, joined by <c>&amp;</c>: <c>dataset=cifar10|cifar100 &amp; epochs>=100</c>; or
    /// a name: <c>unique</c>, the first of each class of architectures that are equal by the literature's rule; <c>unique-functional</c>,
    /// of those that compute the same; <c>connected</c>, those whose output depends on the input; <c>no-unreachable</c>, those without
    /// operations that are unreachable or of no use (the 9,445 cells of NAS-Bench-201 that tables of 2024 and 2025 are on);
    /// <c>published-1024</c>, 1,024 of them, drawn once for all; <c>three-seeds</c>, those with three trainings in columns such as
    /// <c>accuracy_seed1</c> or <c>accuracy_seeds</c>. Rows whose value is missing are left out.
    /// </param>
    /// <param name="architectureColumnName">The column of architectures, for subsets by name.</param>
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

    /// <summary>The rows of a view that a protocol is on; all where it is on all.</summary>
    /// <param name="data">A view of architectures.</param>
    /// <param name="protocol">The protocol.</param>
    /// <exception cref="ArgumentException">The view is of another search space, or no row is left.</exception>
    public IDataView Subset(IDataView data, EvaluationProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        var space = ArchitectureColumns.SpaceOf(data, ArchitectureColumns.DefaultName, null);
        return space.Name != protocol.Space
            ? throw new ArgumentException($"The protocol {protocol.Name} is of {protocol.Space}; the architectures are of {space.Name}.")
            : protocol.Subset is { } subset ? Subset(data, subset) : data;
    }
}
