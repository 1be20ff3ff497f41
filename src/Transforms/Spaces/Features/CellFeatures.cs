using System.Collections.Immutable;

namespace NasPipelines.Spaces.Features;

/// <summary>
/// The graph features of a space of cells: numbers with a name each, which say what operations there are and how paths of some of them lead
/// through a cell (Kadlecová et al., "Surprisingly strong performance prediction with neural graph features", ICML 2024).
/// </summary>
/// <remarks>Features are those of the encoding: architectures of one function may differ in them, as in the publication.</remarks>
internal abstract class CellFeatures
{
    /// <summary>The features' names, those of the published refactored repository.</summary>
    public abstract ImmutableArray<string> Names { get; }

    /// <summary>The features of an architecture, one for each name.</summary>
    /// <param name="genes">The architecture's genes.</param>
    public abstract double[] Of(ReadOnlySpan<int> genes);

    /// <summary>The names where a cell has one input and one output.</summary>
    /// <param name="counts">How many operations are counted.</param>
    /// <param name="sets">The sets of operations that paths lead through.</param>
    protected static ImmutableArray<string> NamesOf(int counts, OperationSets sets) =>
    [
        .. Enumerable.Range(0, counts).Select(operation => FormattableString.Invariant($"op_count_{operation}")),
        .. sets.Named("min_path_len", ""),
        .. sets.Named("max_op_on_path", ""),
        .. sets.Named("node_degree", ["_in_degree", "_out_degree", "_avg_in", "_avg_out"]),
    ];
}
