using NasPipelines.Stages;
using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Architectures;
using NasPipelines.Benchmarks;
using NasPipelines.Data;

namespace NasPipelines;

/// <summary>Analyses that say why an estimator is good or bad, on views of scored architectures.</summary>
public sealed partial class NasAnalysesCatalog
{
    internal NasAnalysesCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }

    /// <summary>Over- and under-estimation by complexity.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="complexityColumnName">The column of complexity, such as <c>flops</c>.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="grouping">Groups of equal count or of equal width.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers, or there is no group.</exception>
    public ComplexityBias ComplexityBias(
        IDataView data, string labelColumnName, string scoreColumnName, string complexityColumnName,
        int groups = 5, ComplexityGrouping grouping = ComplexityGrouping.EqualCount)
    {
        var columns = Numbers(data, labelColumnName, scoreColumnName, complexityColumnName);
        return Tell(NasPipelines.ComplexityBias.Compute(columns[1], columns[0], columns[2], groups, grouping), r => r.Missing);
    }

    /// <summary>Which operations, or other choices of the search space, an estimator prefers more, or less, than the truth does.</summary>
    /// <param name="data">The scored architectures, with the column <c>Architecture</c>.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="options">The group of largest complexity, and names of operations; the defaults where null.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, the search space is unknown, or an option is wrong.</exception>
    public OperationBias OperationBias(IDataView data, string labelColumnName, string scoreColumnName, OperationBiasOptions? options = null)
    {
        options ??= new();
        options.Validate();
        var table = ArchitectureColumns.Read(data, [labelColumnName, scoreColumnName, .. options.ComplexityColumnName is { } name ? [name] : Array.Empty<string>()]);
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

            var group = ComplexityGroups.Assign(RankedColumn.Of(rows.Take(table[options.ComplexityColumnName])), options.Groups, ComplexityGrouping.EqualCount);
            var largest = group.Max();
            return counter.Count(pairs.Where(p => group[p.Row] == largest && group[p.Other] == largest));
        }
    }

    /// <summary>The architectures ranked first and last, and over-estimation by number of equal encodings.</summary>
    /// <param name="data">The scored architectures, with the column <c>Architecture</c>.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="listed">How many of the best and of the worst are listed.</param>
    /// <param name="equivalence">When two encodings are of one class.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, or the search space is unknown.</exception>
    public ArchitectureBias ArchitectureBias(
        IDataView data, string labelColumnName, string scoreColumnName, int listed = 10,
        ArchitectureEquivalence equivalence = ArchitectureEquivalence.FunctionalAtInitialisation)
    {
        var table = ArchitectureColumns.Read(data, [labelColumnName, scoreColumnName]);
        return Tell(NasPipelines.ArchitectureBias.Compute(table.Architectures, table[labelColumnName], table[scoreColumnName], listed, equivalence), r => r.Missing);
    }

    /// <summary>The rank difference of a score regressed on structural axes.</summary>
    /// <param name="data">The scored architectures, with the column <c>Architecture</c>.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="axes">The axes; <see cref="StructuralAxes.All"/> where null.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or not of numbers, the search space is unknown, or no axis is named that the space defines. Axes that it does not define are
    /// left out beside others, each with the reason.
    /// </exception>
    public BiasRegression BiasRegression(IDataView data, string labelColumnName, string scoreColumnName, IReadOnlyList<StructuralAxis>? axes = null)
    {
        axes ??= StructuralAxes.All;
        var table = ArchitectureColumns.Read(data, [labelColumnName, scoreColumnName]);
        AxisEffect?[] undefined =
            [.. axes.Select(axis => axis.UndefinedIn(table.Space) is { } reason ? AxisEffect.Undefined(axis.Name, reason) : null)];
        StructuralAxis[] defined = [.. axes.Where((_, i) => undefined[i] is null)];
        if (defined.Length == 0 && undefined.Length > 0)
        {
            throw new ArgumentException($"No axis is left: {string.Join("; ", undefined.Select(u => $"{u!.Axis} is {u.LeftOutBecause}"))}.", nameof(axes));
        }

        var measured = StructuralAxes.Measure(defined, table.Architectures);
        var regression = NasPipelines.BiasRegression.Compute(
            table[scoreColumnName], table[labelColumnName], [.. defined.Select((axis, i) => KeyValuePair.Create(axis.Name, measured[i]))]);
        return Tell(regression.With(undefined), r => r.Missing);
    }

    /// <summary>How far the ranking moves from one column to the next, the later one playing the truth.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="options">Criteria and ratios.</param>
    /// <param name="columnNames">Two or more columns of scores, in order: checkpoints, batches or seeds of one estimator.</param>
    /// <exception cref="ArgumentException">Fewer than two columns, or one is missing or not of numbers.</exception>
    public RankingStability Stability(IDataView data, RankingEvaluationOptions options, params string[] columnNames)
    {
        var columns = Numbers(data, columnNames);
        return Tell(
            RankingStability.Compute([.. columnNames.Select((name, i) => KeyValuePair.Create(name, columns[i]))], options),
            r => r.Steps.Max(s => s.MissingTruth + s[0].Missing));
    }

    /// <summary>How the answer changes with the policy for missing scores.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="options">Criteria and ratios; the policies play no part.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnNames">The columns of scores.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, no score is named, or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">Every value of a column is missing.</exception>
    public MissingSensitivity MissingSensitivity(IDataView data, RankingEvaluationOptions options, string labelColumnName, params string[] scoreColumnNames)
    {
        var columns = Numbers(data, [labelColumnName, .. scoreColumnNames]);
        var result = NasPipelines.MissingSensitivity.Compute(
            labelColumnName, columns[0], [.. scoreColumnNames.Select((name, i) => KeyValuePair.Create(name, columns[i + 1]))], options);
        return Tell(result, _ => columns[0].Count(double.IsNaN));
    }

    /// <summary>What estimators have in common.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="scoreColumnNames">Two or more columns of scores.</param>
    /// <exception cref="ArgumentException">Fewer than two columns, or one is missing or not of numbers.</exception>
    public EstimatorRelations Relations(IDataView data, params string[] scoreColumnNames)
    {
        var columns = Numbers(data, scoreColumnNames);
        return Tell(EstimatorRelations.Compute([.. scoreColumnNames.Select((name, i) => KeyValuePair.Create(name, columns[i]))]), r => r.Missing);
    }

    /// <summary>What a learned combination reaches with few labels, by nested cross-validation.</summary>
    /// <param name="data">The scored architectures; with a column <c>Architecture</c>, other encodings of labelled ones are not judged.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="labels">Numbers of labelled architectures, such as 20, 100 and 400.</param>
    /// <param name="repetitions">Number of draws of labelled architectures.</param>
    /// <param name="options">Settings to choose from, folds, seed.</param>
    /// <param name="featureColumnNames">Scores, parameter counts, encodings.</param>
    /// <param name="cancellation">Stops between repetitions.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, an option is wrong, or there are too few architectures for the labels.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LearningCurve LearningCurve(
        IDataView data, string labelColumnName, IReadOnlyList<int> labels, int repetitions, LearnedCombinationOptions options, IReadOnlyList<string> featureColumnNames,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(featureColumnNames);
        options.Validate();
        var columns = Numbers(data, [labelColumnName, .. featureColumnNames]);
        string[]? classes = data.Schema.GetColumnOrNull(ArchitectureView.ArchitectureColumn) is null
            ? null
            : [.. ArchitectureColumns.Read(data, []).Architectures.Select(a => a.Canonical)];
        return Tell(NasPipelines.LearningCurve.Compute(Context, columns[1..], columns[0], classes, labels, repetitions, options, cancellation), r => r.Missing);
    }

    // No row is left out without a word.
    private T Tell<T>(T result, Func<T, int> missing)
    {
        if (missing(result) is > 0 and var count)
        {
            using var channel = ((IHostEnvironment)Context).Register("NasAnalyses").Start(typeof(T).Name);
            channel.Warning(MessageSensitivity.None, $"{count} rows without a value are left out");
        }

        return result;
    }

    private static double[][] Numbers(IDataView data, params string[] names)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            NumericColumns.Check(name, "number", NumericColumns.Describe(data.Schema));
        }

        return NumericColumns.Read(data, names);
    }
}
