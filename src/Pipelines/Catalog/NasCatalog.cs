using Microsoft.ML;

namespace NasPipelines;

/// <summary>The data, transforms and evaluations of neural architectures, reached through <see cref="MLContextExtensions.Nas"/>.</summary>
public sealed partial class NasCatalog
{
    private readonly MLContext context;

    internal NasCatalog(MLContext context)
    {
        this.context = context;
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

    /// <summary>Judges how well score columns rank architectures against a column of true quality.</summary>
    /// <param name="data">The scored architectures, one per row.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores: numbers of any type, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column does not exist or holds no single numbers.</exception>
    /// <exception cref="ArgumentException">No score is named, or there are no rows.</exception>
    /// <exception cref="InvalidOperationException">A truth is NaN, or every value of a column is.</exception>
    public RankingEvaluation Evaluate(IDataView data, string labelColumnName, params string[] scoreColumnNames) =>
        Evaluate(data, new(), labelColumnName, scoreColumnNames);

    /// <summary>Judges how well score columns rank architectures against a column of true quality.</summary>
    /// <param name="data">The scored architectures, one per row.</param>
    /// <param name="options">Criteria, ratios K, and what becomes of missing values.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores: numbers of any type, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column does not exist or holds no single numbers.</exception>
    /// <exception cref="ArgumentException">The options are wrong, no score is named, or there are no rows.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value of a column is.</exception>
    public RankingEvaluation Evaluate(IDataView data, RankingEvaluationOptions options, string labelColumnName, params string[] scoreColumnNames) =>
        ViewEvaluation.Evaluate(context, data, labelColumnName, scoreColumnNames, options);

    /// <summary>As <see cref="Evaluate(IDataView, RankingEvaluationOptions, string, string[])"/>, with bootstrap intervals over architectures.</summary>
    /// <param name="data">The scored architectures, one per row.</param>
    /// <param name="options">Criteria, ratios K, and what becomes of missing values.</param>
    /// <param name="bootstrap">Number of resamples, seed, confidence, threads.</param>
    /// <param name="labelColumnName">The column of true quality: a number of any type, higher is better.</param>
    /// <param name="scoreColumnNames">The columns of scores: numbers of any type, higher is better, NaN where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column does not exist or holds no single numbers.</exception>
    /// <exception cref="ArgumentException">The options are wrong, no score is named, or there are no rows.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value of a column is.</exception>
    /// <exception cref="OperationCanceledException">The token of the bootstrap options was cancelled.</exception>
    public RankingBootstrap Bootstrap(
        IDataView data, RankingEvaluationOptions options, BootstrapOptions bootstrap, string labelColumnName, params string[] scoreColumnNames) =>
        ViewEvaluation.Bootstrap(context, data, labelColumnName, scoreColumnNames, options, bootstrap);
}
