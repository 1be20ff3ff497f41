using System.Globalization;
using Microsoft.ML;
using NasPipelines.Analyses;
using NasPipelines.Data;
using NasPipelines.Scoring;
using NasPipelines.Search;
using NasPipelines.Spaces;

namespace NasPipelines;

public sealed partial class NasAnalysesCatalog
{
    /// <summary>
    /// Simulates searches on a benchmark: how good the best trained architecture is, against the number trained. Architectures without a truth are
    /// left out; one without a score counts as the worst of that estimator.
    /// </summary>
    /// <param name="data">The benchmark; the search knows no architectures but its rows.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnNames">
    /// The estimators: none for <see cref="SearchStrategy.Random"/>, one or more in the order of their use for
    /// <see cref="SearchStrategy.SuccessiveFilter"/>, none or one for <see cref="SearchStrategy.RegularisedEvolution"/>.
    /// </param>
    /// <param name="strategy">How architectures are chosen.</param>
    /// <param name="options">Budget, repetitions, seed and the rest; the defaults where null.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="run">Searches at a time, progress, and what stops them.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, the number of estimators does not fit, or an option is wrong.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SearchCurve SimulateSearch(
        IDataView data,
        string labelColumnName,
        IReadOnlyList<string> scoreColumnNames,
        SearchStrategy strategy,
        SearchSimulationOptions? options = null,
        string architectureColumnName = ArchitectureColumns.DefaultName,
        RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        options ??= new();
        options.Validate();
        var (fewest, most) = strategy switch
        {
            SearchStrategy.Random => (0, 0),
            SearchStrategy.SuccessiveFilter => (1, int.MaxValue),
            SearchStrategy.RegularisedEvolution => (0, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, $"Known are {string.Join(", ", Enum.GetNames<SearchStrategy>())}."),
        };
        if (scoreColumnNames.Count < fewest || scoreColumnNames.Count > most)
        {
            var right = most == int.MaxValue ? $"at least {fewest}" : string.Create(CultureInfo.InvariantCulture, $"{fewest} to {most}");
            throw new ArgumentException($"{strategy} takes {right} estimators (were {scoreColumnNames.Count}).", nameof(scoreColumnNames));
        }

        var table = ArchitectureColumns.Read(data, architectureColumnName, [labelColumnName, .. scoreColumnNames]);
        var rows = CompleteRows.Of([table[labelColumnName]]);
        Architecture[] architectures = Array.ConvertAll(rows.Kept, row => table.Architectures[row]);
        double[][] scores = [.. scoreColumnNames.Select(name => Array.ConvertAll(rows.Take(table[name]), s => double.IsNaN(s) ? double.NegativeInfinity : s))];
        var search = new TabularSearch(architectures, rows.Take(table[labelColumnName]), scores, options, run);
        return Tell(search.Run(strategy, [.. scoreColumnNames]), _ => rows.Missing);
    }
}
