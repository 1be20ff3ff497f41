using Microsoft.ML;
using NasPipelines.Architectures;
using NasPipelines.Data;

namespace NasPipelines;

public sealed partial class NasAnalysesCatalog
{
    /// <summary>
    /// Simulates searches on a benchmark: how good the best trained architecture is, against the number trained. Architectures without a truth are
    /// left out; one without a score counts as the worst of that estimator.
    /// </summary>
    /// <param name="data">The benchmark, with the column <c>Architecture</c>; the search knows no architectures but its rows.</param>
    /// <param name="strategy">How architectures are chosen.</param>
    /// <param name="options">Budget, repetitions, seed and the rest.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnNames">
    /// The estimators: none for <see cref="SearchStrategy.Random"/>, one or more in the order of their use for
    /// <see cref="SearchStrategy.SuccessiveFilter"/>, none or one for <see cref="SearchStrategy.RegularisedEvolution"/>.
    /// </param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, the number of estimators does not fit, or an option is wrong.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public SearchCurve SimulateSearch(IDataView data, SearchStrategy strategy, SearchSimulationOptions options, string labelColumnName, params string[] scoreColumnNames)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        options.Validate();
        var (fewest, most) = strategy switch
        {
            SearchStrategy.Random => (0, 0),
            SearchStrategy.SuccessiveFilter => (1, int.MaxValue),
            SearchStrategy.RegularisedEvolution => (0, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, $"Known are {string.Join(", ", Enum.GetNames<SearchStrategy>())}."),
        };
        if (scoreColumnNames.Length < fewest || scoreColumnNames.Length > most)
        {
            var right = most == int.MaxValue ? $"at least {fewest}" : $"{fewest} to {most}";
            throw new ArgumentException($"{strategy} takes {right} estimators (were {scoreColumnNames.Length}).", nameof(scoreColumnNames));
        }

        var table = ArchitectureColumns.Read(data, [labelColumnName, .. scoreColumnNames]);
        var rows = CompleteRows.Of([table[labelColumnName]]);
        Architecture[] architectures = Array.ConvertAll(rows.Kept, row => table.Architectures[row]);
        double[][] scores = [.. scoreColumnNames.Select(name => Array.ConvertAll(rows.Take(table[name]), s => double.IsNaN(s) ? double.NegativeInfinity : s))];
        return Tell(new TabularSearch(architectures, rows.Take(table[labelColumnName]), scores, options).Run(strategy, [.. scoreColumnNames]), _ => rows.Missing);
    }
}
