using Microsoft.ML;
using NasPipelines.Evaluation;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines;

/// <summary>The data, transforms and evaluations of neural architectures, reached through <see cref="MLContextExtensions.Nas"/>.</summary>
public sealed partial class NasCatalog
{
    private readonly MLContext _context;

    internal NasCatalog(MLContext context)
    {
        _context = context;
        Trainers = new(context);
        Data = new(context);
        Transforms = new(context);
        Analyses = new(context);
        Model = new(context);
    }

    /// <summary>Stages that train on architectures.</summary>
    public NasTrainersCatalog Trainers { get; }

    /// <summary>Loading and saving of architectures and their benchmarks.</summary>
    public NasDataCatalog Data { get; }

    /// <summary>Stages that add columns to architectures, or judge them.</summary>
    public NasTransformsCatalog Transforms { get; }

    /// <summary>Analyses that say why an estimator is good or bad.</summary>
    public NasAnalysesCatalog Analyses { get; }

    /// <summary>What was saved, brought back to life: models, and scorers from a journal.</summary>
    public NasModelCatalog Model { get; }

    /// <summary>Judges how well score columns rank architectures against a column of true quality, with the default options.</summary>
    /// <param name="data">The scored architectures, one per row.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">
    /// The columns of scores: numbers of any type, higher is better, NaN where there is none; <c>params</c>, <c>params_active</c> and
    /// <c>flops</c> are computed where absent.
    /// </param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers, no score is named, or there are no
    /// rows.</exception>
    /// <exception cref="InvalidOperationException">A truth is NaN, or every value of a column is.</exception>
    public RankingEvaluation Evaluate(IDataView data, string labelColumnName, params string[] scoreColumnNames) =>
        ViewEvaluation.Evaluate(_context, data, labelColumnName, scoreColumnNames, null, null);

    /// <summary>Judges how well score columns rank architectures against a column of true quality.</summary>
    /// <param name="data">The scored architectures, one per row.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">
    /// The columns of scores: numbers of any type, higher is better, NaN where there is none; <c>params</c>, <c>params_active</c> and
    /// <c>flops</c> are computed where absent.
    /// </param>
    /// <param name="options">Criteria, ratios K, and what becomes of missing values; null for the defaults.</param>
    /// <param name="run">Progress and cancellation of what is computed; null for neither.</param>
    /// <exception cref="ArgumentException">
    /// A column does not exist or holds no single numbers, the options are wrong, no score is named, or there are no rows.
    /// </exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value of a column
    /// is.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public RankingEvaluation Evaluate(
        IDataView data, string labelColumnName, IReadOnlyList<string> scoreColumnNames, RankingEvaluationOptions? options = null,
        RunOptions? run = null) =>
        ViewEvaluation.Evaluate(_context, data, labelColumnName, scoreColumnNames, options, run);

    /// <summary>As <see cref="Evaluate(IDataView, string, string[])"/>, with bootstrap intervals over architectures.</summary>
    /// <param name="data">The scored architectures, one per row.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">
    /// The columns of scores: numbers of any type, higher is better, NaN where there is none; <c>params</c>, <c>params_active</c> and
    /// <c>flops</c> are computed where absent.
    /// </param>
    /// <param name="options">Criteria, ratios K, and what becomes of missing values; null for the defaults.</param>
    /// <param name="bootstrap">Number of resamples, seed, confidence; null for the defaults.</param>
    /// <param name="run">Resamples at a time, progress, cancellation; null takes every core. The numbers do not depend on it.</param>
    /// <exception cref="ArgumentException">
    /// A column does not exist or holds no single numbers, the options are wrong, no score is named, or there are no rows.
    /// </exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value of a column
    /// is.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public RankingBootstrap Bootstrap(
        IDataView data,
        string labelColumnName,
        IReadOnlyList<string> scoreColumnNames,
        RankingEvaluationOptions? options = null,
        BootstrapOptions? bootstrap = null,
        RunOptions? run = null) =>
        ViewEvaluation.Bootstrap(_context, data, labelColumnName, scoreColumnNames, options, bootstrap, run);

    /// <summary>
    /// Which of several score columns ranks architectures best, and whether the differences are real: intervals, every pair compared, what
    /// beats the best score that costs nothing, what does not differ from chance, and a verdict.
    /// </summary>
    /// <param name="data">The scored architectures, one per row.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">
    /// The columns of scores: numbers of any type, higher is better, NaN where there is none; <c>params</c>, <c>params_active</c> and
    /// <c>flops</c> are computed where absent.
    /// </param>
    /// <param name="options">Criteria beside Kendall's tau, ratios K, and what becomes of missing values; null for tau alone.</param>
    /// <param name="comparison">Resamples, confidence, baselines; null for the defaults.</param>
    /// <param name="run">Resamples at a time, progress, cancellation; null takes every core. The numbers do not depend on it.</param>
    /// <exception cref="ArgumentException">
    /// A column does not exist or holds no single numbers, the options are wrong, no score is named, or there are no rows.
    /// </exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value of a column
    /// is.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public RankingComparison Compare(
        IDataView data,
        string labelColumnName,
        IReadOnlyList<string> scoreColumnNames,
        RankingEvaluationOptions? options = null,
        ComparisonOptions? comparison = null,
        RunOptions? run = null) =>
        ViewEvaluation.Compare(_context, data, labelColumnName, scoreColumnNames, options, comparison, run);

    /// <summary>
    /// As <see cref="Compare"/> within each group of rows, such as each data set or task, and the mean rank of each score over the groups.
    /// </summary>
    /// <param name="data">The scored architectures, one per row.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores, higher is better, NaN where there is none.</param>
    /// <param name="groupColumnName">The column of numbers or text whose values make the groups.</param>
    /// <param name="options">Criteria beside Kendall's tau, ratios K, and what becomes of missing values; null for tau alone.</param>
    /// <param name="comparison">Resamples, confidence, baselines; null for the defaults.</param>
    /// <param name="run">Resamples at a time, progress, cancellation; null takes every core. The numbers do not depend on it.</param>
    /// <exception cref="ArgumentException">
    /// A column does not exist or is of another type, the options are wrong, no score is named, or there are no rows.
    /// </exception>
    /// <exception cref="InvalidOperationException">In some group values are missing and the options say that this is an error, or every
    /// value of a column is.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public GroupedComparison CompareGroups(
        IDataView data,
        string labelColumnName,
        IReadOnlyList<string> scoreColumnNames,
        string groupColumnName,
        RankingEvaluationOptions? options = null,
        ComparisonOptions? comparison = null,
        RunOptions? run = null) =>
        ViewEvaluation.CompareGroups(_context, data, labelColumnName, scoreColumnNames, groupColumnName, options, comparison, run);

    /// <summary>
    /// Finds the order of scores by Kendall's tau, or the set of the best, on as few architectures as it takes: rows are read in random
    /// order, and scores of lazy stages thus computed, until the order is settled at the confidence asked.
    /// </summary>
    /// <param name="data">Architectures with truth and scores, which need not be computed yet.</param>
    /// <param name="labelColumnName">The column of true quality, higher is better; NaN leaves a row out.</param>
    /// <param name="scoreColumnNames">The columns of scores, at least two, higher is better; NaN leaves a row out.</param>
    /// <param name="options">Confidence, top, seed; null for the defaults.</param>
    /// <param name="run">Workers of <see cref="AnytimeRankingOptions.Scorers"/>, progress, cancellation; null for neither.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers, or an option is wrong.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; what was scored stays in the stages' journals.</exception>
    public AnytimeRanking RankUntilSettled(
        IDataView data,
        string labelColumnName,
        IReadOnlyList<string> scoreColumnNames,
        AnytimeRankingOptions? options = null,
        RunOptions? run = null) =>
        ViewEvaluation.RankUntilSettled(_context, data, labelColumnName, scoreColumnNames, options ?? new(), run);
}
