using System.Collections.Immutable;
using Microsoft.ML;
using NasPipelines.Evaluation;
using NasPipelines.Scoring;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>The columns of costs that every operation on data computes where a view lacks them: <c>params</c>, <c>params_active</c>, <c>flops</c>.</summary>
    public static ImmutableArray<string> CostColumnNames => CostColumns.Names;

    /// <summary>
    /// A view with the costs that are asked for and that it lacks, as <see cref="NasCatalog.Evaluate(IDataView, string, string[])"/> and the report
    /// compute them; the view itself where it has them all.
    /// </summary>
    /// <param name="data">Architectures, with the column <c>Architecture</c>.</param>
    /// <param name="columnNames">Columns that are wanted; those not in <see cref="CostColumnNames"/> are none of this method's business.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="run">Progress and cancellation; null for neither.</param>
    /// <exception cref="ArgumentException">The search space of the architectures is unknown.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IDataView AddCosts(IDataView data, IEnumerable<string> columnNames, string architectureColumnName = "Architecture", RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(columnNames);
        run?.Validate();
        return CostColumns.Add(Context, data, architectureColumnName, columnNames, run: run);
    }
}
