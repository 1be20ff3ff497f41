using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using NasPipelines.Analyses;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;
using NasPipelines.Search;
using NasPipelines.Spaces;

namespace NasPipelines;

public sealed partial class NasAnalysesCatalog
{
    private const int MeasuredAtATime = 512;

    /// <summary>Over- and under-estimation by complexity.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="complexityColumnName">The column of complexity, such as <c>flops</c>.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="grouping">Groups of equal count or of equal width.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers, or there is no group.</exception>
    public ComplexityBias BiasByComplexity(
        IDataView data,
        string labelColumnName,
        string scoreColumnName,
        string complexityColumnName,
        int groups = 5,
        ComplexityGrouping grouping = ComplexityGrouping.EqualCount)
    {
        var columns = Numbers(data, labelColumnName, scoreColumnName, complexityColumnName);
        return Tell(ComplexityBias.Compute(columns[0], columns[1], columns[2], groups, grouping), r => r.Missing);
    }

    /// <summary>Which operations, or other choices of the search space, an estimator prefers more, or less, than the truth does.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="options">The group of largest complexity, and the column of architectures; the defaults where null.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, the search space is unknown, or an option is
    /// wrong.</exception>
    public OperationBias BiasByOperation(
        IDataView data, string labelColumnName, string scoreColumnName, OperationBiasOptions? options = null)
    {
        options ??= new();
        options.Validate();
        string[] complexity = options.ComplexityColumnName is { } name ? [name] : [];
        var table = ArchitectureColumns.Read(
            data, options.ArchitectureColumnName, options.SearchSpace, [labelColumnName, scoreColumnName, .. complexity]);
        var rows = CompleteRows.Of([.. table.Values]);
        Architecture[] architectures = Array.ConvertAll(rows.Kept, row => table.Architectures[row]);
        double[] truth = rows.Take(table[labelColumnName]), scores = rows.Take(table[scoreColumnName]);
        var counter = new MutationCounter(architectures, truth, scores, options.GeneName is not null ? Change : table.Space.GeneChange);
        var pairs = MutationCounter.Pairs(architectures);
        return Tell(new OperationBias(counter.Count(pairs), Largest(), pairs.Count, rows.Missing), r => r.Missing);

        (string From, string To) Change(int gene, int from, int to) => (options.GeneName!(gene, from), options.GeneName(gene, to));

        ImmutableArray<OperationMutation>? Largest()
        {
            if (options.ComplexityColumnName is null)
            {
                return null;
            }

            var column = RankedColumn.Of(rows.Take(table[options.ComplexityColumnName]));
            var group = ComplexityGroups.Assign(column, options.Groups, ComplexityGrouping.EqualCount);
            var largest = group.Max();
            return counter.Count(pairs.Where(p => group[p.Row] == largest && group[p.Other] == largest));
        }
    }

    /// <summary>The architectures ranked first and last, and over-estimation by number of equal encodings.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="listed">How many of the best and of the worst are listed.</param>
    /// <param name="equivalence">When two encodings are of one class.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="searchSpace">The space of the architectures; null takes the one that the column says it is of.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, or the search space is unknown.</exception>
    public ArchitectureBias BiasByArchitecture(
        IDataView data,
        string labelColumnName,
        string scoreColumnName,
        int listed = 10,
        ArchitectureEquivalence equivalence = ArchitectureEquivalence.FunctionalAtInitialisation,
        string architectureColumnName = ArchitectureColumns.DefaultName,
        SearchSpace? searchSpace = null)
    {
        var table = ArchitectureColumns.Read(data, architectureColumnName, searchSpace, [labelColumnName, scoreColumnName]);
        return Tell(
            ArchitectureBias.Compute(table.Architectures, table[labelColumnName], table[scoreColumnName], listed, equivalence),
            r => r.Missing);
    }

    /// <summary>The rank difference of a score regressed on structural axes.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="axes">The axes; <see cref="StructuralAxes.All"/> where null.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="searchSpace">The space of the architectures; null takes the one that the column says it is of.</param>
    /// <param name="run">Progress, by architectures measured, and what stops the work between them.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or not of numbers, the search space is unknown, or no axis is named that the space defines. Axes that it does
    /// not define are left out beside others, each with the reason.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public BiasRegression BiasByStructure(
        IDataView data,
        string labelColumnName,
        string scoreColumnName,
        IReadOnlyList<StructuralAxis>? axes = null,
        string architectureColumnName = ArchitectureColumns.DefaultName,
        SearchSpace? searchSpace = null,
        RunOptions? run = null)
    {
        axes ??= StructuralAxes.All;
        var table = ArchitectureColumns.Read(data, architectureColumnName, searchSpace, [labelColumnName, scoreColumnName]);
        AxisEffect?[] undefined =
            [.. axes.Select(axis => axis.UndefinedIn(table.Space) is { } reason ? AxisEffect.Undefined(axis.Name, reason) : null)];
        StructuralAxis[] defined = [.. axes.Where((_, i) => undefined[i] is null)];
        if (defined.Length == 0 && undefined.Length > 0)
        {
            throw new ArgumentException(
                $"No axis is left: {string.Join("; ", undefined.Select(u => $"{u!.Axis} is {u.LeftOutBecause}"))}.", nameof(axes));
        }

        var steps = new RunPieces(run, table.Rows);
        List<double[][]> measured = [];
        foreach (var some in table.Architectures.Chunk(MeasuredAtATime))
        {
            steps.ThrowIfCancelled();
            measured.Add(StructuralAxes.Measure(defined, some));
            steps.Done(pieces: some.Length);
        }

        KeyValuePair<string, double[]>[] named =
            [.. defined.Select((axis, i) => KeyValuePair.Create(axis.Name, measured.SelectMany(part => part[i]).ToArray()))];
        return Tell(BiasRegression.Compute(table[labelColumnName], table[scoreColumnName], named).With(undefined), r => r.Missing);
    }

    /// <summary>
    /// Simulates searches on a benchmark: how good the best trained architecture is, against the number trained. Architectures without a
    /// truth are left out; one without a score counts as the worst of that estimator.
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
    /// <param name="searchSpace">The space of the architectures; null takes the one that the column says it is of.</param>
    /// <param name="run">Searches at a time, progress, and what stops them.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, the number of estimators does not fit, or an option is
    /// wrong.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SearchCurve SimulateSearch(
        IDataView data,
        string labelColumnName,
        IReadOnlyList<string> scoreColumnNames,
        SearchStrategy strategy,
        SearchSimulationOptions? options = null,
        string architectureColumnName = ArchitectureColumns.DefaultName,
        SearchSpace? searchSpace = null,
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
            _ => throw new ArgumentOutOfRangeException(
                nameof(strategy), strategy, $"Known are {string.Join(", ", Enum.GetNames<SearchStrategy>())}."),
        };
        if (scoreColumnNames.Count < fewest || scoreColumnNames.Count > most)
        {
            var right = most == int.MaxValue ? $"at least {fewest}" : string.Create(CultureInfo.InvariantCulture, $"{fewest} to {most}");
            throw new ArgumentException($"{strategy} takes {right} estimators (were {scoreColumnNames.Count}).", nameof(scoreColumnNames));
        }

        var table = ArchitectureColumns.Read(data, architectureColumnName, searchSpace, [labelColumnName, .. scoreColumnNames]);
        var rows = CompleteRows.Of([table[labelColumnName]]);
        Architecture[] architectures = Array.ConvertAll(rows.Kept, row => table.Architectures[row]);
        double[][] scores = [.. scoreColumnNames.Select(
            name => Array.ConvertAll(rows.Take(table[name]), s => double.IsNaN(s) ? double.NegativeInfinity : s))];
        var search = new TabularSearch(architectures, rows.Take(table[labelColumnName]), scores, options, run);
        return Tell(search.Run(strategy, [.. scoreColumnNames]), _ => rows.Missing);
    }
}
