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
}
