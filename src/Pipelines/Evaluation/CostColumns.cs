using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Uncertainty;

namespace NasPipelines.Evaluation;

/// <summary>
/// The costs of architectures that are computed wherever they are asked for and a view lacks them: the baselines of every estimator.
/// </summary>
internal static class CostColumns
{
    public static ImmutableArray<string> Names { get; } =
        ["params", "params_active", "flops", "activations", "layers", "depth", "weight_memory", "peak_activations"];

    /// <summary>Whether a column is one of these or of a family of counts, such as <c>count:pool</c>.</summary>
    public static bool Has(string name) => Names.Contains(name) || FreeScores.IsOfFamily(name);

    /// <summary>Whether a column that is asked for has to be computed, and can be.</summary>
    public static bool IsMissing(string name, string architectureColumn, IEnumerable<string> columns) =>
        Has(name) && !columns.Contains(name) && columns.Contains(architectureColumn);

    /// <summary>The view, with the costs that are asked for and that it lacks.</summary>
    /// <param name="context">The context.</param>
    /// <param name="data">Architectures.</param>
    /// <param name="architectureColumn">The column of architectures.</param>
    /// <param name="space">Their space; null takes the one that the column says.</param>
    /// <param name="wanted">Names of columns, those of costs among others.</param>
    /// <param name="incompleteToo">Whether a cost that the view has, but not for every architecture, is computed anew.</param>
    /// <param name="run">How to work; null for the defaults.</param>
    public static IDataView Add(
        MLContext context, IDataView data, string architectureColumn, SearchSpace? space, IEnumerable<string> wanted,
        bool incompleteToo = false, RunOptions? run = null)
    {
        string[] columns = [.. data.Schema.Where(c => !c.IsHidden).Select(c => c.Name)];
        string[] computed =
        [
            .. wanted.Distinct().Where(
                n => IsMissing(n, architectureColumn, columns) || (incompleteToo && Has(n) && !IsComplete(data, n))),
        ];
        if (computed.Length == 0)
        {
            return data;
        }

        // Counts need no native memory: the stage is left to the view that reads through it.
        var costs = new NasTransformsCatalog(context)
            .ZeroShot(
                computed, new() { StatusColumnName = null, ArchitectureColumnName = architectureColumn, SearchSpace = space }).Fit(data);
        costs.ScoreAll(data, run);
        return costs.Transform(data);
    }

    private static bool IsComplete(IDataView data, string name) =>
        data.Schema.GetColumnOrNull(name) is { Type: NumberDataViewType } && !NumericColumns.Read(data, [name])[0].Any(double.IsNaN);
}
