using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Analyses;
using NasPipelines.Combinations;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Uncertainty;

namespace NasPipelines;

/// <summary>Analyses that say why an estimator is good or bad, on views of scored architectures.</summary>
public sealed partial class NasAnalysesCatalog
{
    internal NasAnalysesCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }

    // No row is left out without a word.
    private T Tell<T>(T result, Func<T, int> missing)
    {
        if (missing(result) is > 0 and var count)
        {
            using var channel = ((IHostEnvironment)Context).Register("NasAnalyses").Start(typeof(T).Name);
            channel.Warning(MessageSensitivity.None, FormattableString.Invariant($"{count} rows without a value are left out"));
        }

        return result;
    }

    private static double[][] Numbers(IDataView data, params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (var name in names)
        {
            NumericColumns.Check(name, "number", NumericColumns.Describe(data.Schema));
        }

        return NumericColumns.Read(data, names);
    }

    private static KeyValuePair<string, double[]>[] Named(IReadOnlyList<string> names, ReadOnlySpan<double[]> columns)
    {
        var named = new KeyValuePair<string, double[]>[names.Count];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = new(names[i], columns[i]);
        }

        return named;
    }

    /// <summary>How well trainings with other seeds agree, and what their noise leaves an estimator to reach.</summary>
    /// <param name="data">The architectures.</param>
    /// <param name="trainingColumnNames">Two or more columns of true quality, one per training; NaN where an architecture lacks
    /// one.</param>
    /// <param name="options">Criteria and ratios; the defaults where null.</param>
    /// <exception cref="ArgumentException">Fewer than two columns, one is missing or not of numbers, or no architecture has them
    /// all.</exception>
    public TrainingAgreement AgreementOfTrainings(
        IDataView data, IReadOnlyList<string> trainingColumnNames, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trainingColumnNames);
        var columns = Numbers(data, [.. trainingColumnNames]);
        return Tell(
            TrainingAgreement.Compute(columns, options), r => columns.Length > 0 ? columns[0].Length - r.Rows : 0);
    }

    /// <summary>How far scores of other seeds agree, and how much of their disagreement with the truth their noise explains.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="seedColumnNames">Two or more columns of one estimator's scores, one per seed.</param>
    /// <exception cref="ArgumentException">Fewer than two columns, one is missing or not of numbers, or no architecture has them
    /// all.</exception>
    public SeedReliability ReliabilityOfSeeds(IDataView data, string labelColumnName, IReadOnlyList<string> seedColumnNames)
    {
        ArgumentNullException.ThrowIfNull(seedColumnNames);
        var columns = Numbers(data, [labelColumnName, .. seedColumnNames]);
        return Tell(SeedReliability.Compute(columns[0], columns[1..]), r => columns[0].Length - r.Rows);
    }

    /// <summary>Kendall's tau among the truly best share of the architectures, for several shares.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <param name="shares">The shares, each in (0, 1]; <see cref="HeadProfile.DefaultShares"/> where null.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, or a share is out of range.</exception>
    public HeadProfile TopShares(IDataView data, string labelColumnName, string scoreColumnName, IReadOnlyList<double>? shares = null)
    {
        var columns = Numbers(data, labelColumnName, scoreColumnName);
        return Tell(HeadProfile.Compute(columns[0], columns[1], [.. shares ?? []]), r => r.Missing);
    }

    /// <summary>How finely a score tells architectures apart: its distinct values and the pairs it ties.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="scoreColumnName">The column of scores.</param>
    /// <exception cref="ArgumentException">The column is missing or not of numbers.</exception>
    public ScoreResolution Resolution(IDataView data, string scoreColumnName) => ScoreResolution.Compute(Numbers(data, scoreColumnName)[0]);

    /// <summary>
    /// Tau-b of a finer score and the truth inside the levels of a coarse one, the levels weighted by their pairs: what more images would
    /// tell apart among architectures that few images tie. Undefined where no level has two architectures that differ in both.
    /// </summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="coarseScoreColumnName">The coarse score, such as the accuracy on one batch.</param>
    /// <param name="fineScoreColumnName">The finer score, such as the accuracy on ten batches.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, or no row has all three values.</exception>
    public ScoreValue KendallWithinLevels(IDataView data, string labelColumnName, string coarseScoreColumnName, string fineScoreColumnName)
    {
        var columns = Numbers(data, labelColumnName, coarseScoreColumnName, fineScoreColumnName);
        return ScoreResolution.KendallWithinLevels(columns[0], columns[1], columns[2]);
    }

    /// <summary>How far the ranking moves from one column to the next, the later one playing the truth.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="scoreColumnNames">Two or more columns of scores, in order: checkpoints, batches or seeds of one estimator.</param>
    /// <param name="options">Criteria and ratios; the defaults where null.</param>
    /// <exception cref="ArgumentException">Fewer than two columns, or one is missing or not of numbers.</exception>
    public RankingStability Stability(IDataView data, IReadOnlyList<string> scoreColumnNames, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        var columns = Named(scoreColumnNames, Numbers(data, scoreColumnNames));
        return Tell(RankingStability.Compute(columns, options), r => r.Steps.Max(s => s.MissingTruth + s[0].Missing));
    }

    /// <summary>How the answer changes with the policy for missing scores.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="scoreColumnNames">The columns of scores.</param>
    /// <param name="options">Criteria and ratios, the defaults where null; the policies play no part.</param>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, no score is named, or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">Every value of a column is missing.</exception>
    public MissingSensitivity SensitivityToMissing(
        IDataView data, string labelColumnName, IReadOnlyList<string> scoreColumnNames, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        var columns = Numbers(data, [labelColumnName, .. scoreColumnNames]);
        var result = MissingSensitivity.Compute(labelColumnName, columns[0], Named(scoreColumnNames, columns.AsSpan(1)), options);
        return Tell(result, _ => columns[0].Count(double.IsNaN));
    }

    /// <summary>What estimators have in common.</summary>
    /// <param name="data">The scored architectures.</param>
    /// <param name="scoreColumnNames">Two or more columns of scores.</param>
    /// <param name="bins">Number of bins of each score for the shared information, at least 2.</param>
    /// <exception cref="ArgumentException">Fewer than two columns, one is missing or not of numbers, or fewer than two bins.</exception>
    public EstimatorRelations Relations(IDataView data, IReadOnlyList<string> scoreColumnNames, int bins = 16)
    {
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        return Tell(EstimatorRelations.Compute(Named(scoreColumnNames, Numbers(data, scoreColumnNames)), bins), r => r.Missing);
    }

    /// <summary>What a learned combination reaches with few labels, by nested cross-validation.</summary>
    /// <param name="data">
    /// The scored architectures; where they have a column of architectures, other encodings of labelled ones are not judged.
    /// </param>
    /// <param name="labelColumnName">The column of true quality.</param>
    /// <param name="featureColumnNames">Scores, parameter counts, encodings, graph features: numbers and vectors of them.</param>
    /// <param name="labels">
    /// Numbers of labelled architectures; null takes <see cref="LearningCurve.PublishedLabels"/> as far as the table reaches.
    /// </param>
    /// <param name="repetitions">Number of draws of labelled architectures.</param>
    /// <param name="options">Settings to choose from, folds, seed; the defaults where null.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="searchSpace">The space of the architectures; null takes the one that the column says it is of.</param>
    /// <param name="run">Progress by repetitions, and what stops the work between them.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or not of numbers, an option is wrong, or there are too few architectures for the labels.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LearningCurve LearningByLabels(
        IDataView data,
        string labelColumnName,
        IReadOnlyList<string> featureColumnNames,
        IReadOnlyList<int>? labels,
        int repetitions,
        LearnedCombinationOptions? options = null,
        string architectureColumnName = ArchitectureColumns.DefaultName,
        SearchSpace? searchSpace = null,
        RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(featureColumnNames);
        options ??= new();
        options.Validate();
        run ??= new();
        run.Validate();
        var truth = Numbers(data, labelColumnName)[0];
        var features = FeatureTable.Read(Context, data, [.. featureColumnNames]);
        string[]? classes = data.Schema.GetColumnOrNull(architectureColumnName) is null
            ? null
            : [.. ArchitectureColumns.Read(data, architectureColumnName, searchSpace, []).Architectures.Select(a => a.Canonical)];
        return Tell(LearningCurve.Compute(Context, features, truth, classes, labels, repetitions, options, run), r => r.Missing);
    }
}
