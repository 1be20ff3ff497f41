using Microsoft.ML;
using NasPipelines.Analyses;
using NasPipelines.Data;

namespace NasPipelines;

public sealed partial class NasAnalysesCatalog
{
    /// <summary>The architectures that no other one beats in both score and cost, such as a measured latency.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="scoreColumnName">The column of scores, or of true quality; higher is better.</param>
    /// <param name="costColumnName">
    /// The column of costs; lower is better. Columns of this product are negated where lower is better: one without a value above zero is
    /// taken as such.
    /// </param>
    /// <param name="labelColumnName">The column of true quality, to say how many of the truly not dominated are found; null for
    /// none.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, costs are of both signs, or no row has all
    /// values.</exception>
    public ParetoSet Pareto(
        IDataView data,
        string scoreColumnName,
        string costColumnName,
        string? labelColumnName = null,
        string architectureColumnName = ArchitectureColumns.DefaultName)
    {
        string[] names = [scoreColumnName, costColumnName, .. labelColumnName is null ? Array.Empty<string>() : [labelColumnName]];
        var columns = Numbers(data, names);
        return Tell(
            ParetoSet.Compute(
                ArchitectureColumns.TextsOf(data, architectureColumnName),
                new(scoreColumnName, columns[0]),
                new(costColumnName, columns[1]),
                labelColumnName is null ? null : columns[2]),
            r => r.Missing);
    }
}
