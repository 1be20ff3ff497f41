using Microsoft.ML;
using NasPipelines.Features;
using NasPipelines.Latency;
using NasPipelines.OneShot;
using NasPipelines.Scoring;
using NasPipelines.Stages;
using NasPipelines.ZeroShot;

namespace NasPipelines;

public sealed partial class NasTransformsCatalog
{
    /// <summary>Adds <c>params</c>, <c>params_active</c> and <c>flops</c>: the baselines that every estimator is compared with.</summary>
    /// <remarks>
    /// <list type="table">
    /// <item><term>Needs training?</term><description>No.</description></item>
    /// <item><term>Reads columns</term><description>The column of architectures.</description></item>
    /// <item><term>Adds columns</term><description>Three <c>Double</c>.</description></item>
    /// <item><term>Deterministic?</term><description>Yes.</description></item>
    /// <item><term>Saveable?</term><description>Yes.</description></item>
    /// </list>
    /// </remarks>
    /// <param name="options">Search space and column names; the defaults where null.</param>
    public ScoringEstimator Complexity(ZeroShotOptions? options = null) =>
        ScoringEstimator.ZeroShot(
            Context, [.. ((string[])["params", "params_active", "flops"]).Select(ZeroShotProxies.Get)], options ?? new(), reasons: false);

    /// <summary>
    /// Adds the graph features of cells as a vector whose slots are named, for <see cref="LearnCombination"/> and ML.NET's own trainers.
    /// </summary>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="options">Column and space of the architectures; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is wrong, or the space of the options has no graph features.</exception>
    public GraphFeatureEstimator GraphFeatures(string outputColumnName = "GraphFeatures", GraphFeatureOptions? options = null) =>
        GraphFeatureEstimator.Of(Context, outputColumnName, options);

    /// <summary>Adds the scores of zero-shot estimators that need no images, with the default options.</summary>
    /// <param name="proxyNames">Names of <see cref="ZeroShotProxies.All"/>.</param>
    /// <exception cref="ArgumentException">A name is unknown or repeated, or a proxy needs images.</exception>
    public ScoringEstimator ZeroShot(params string[] proxyNames) => ZeroShot(proxyNames, new());

    /// <summary>Adds the scores of zero-shot estimators, one <c>Double</c> column each, higher is better.</summary>
    /// <remarks>
    /// <list type="table">
    /// <item><term>Needs training?</term><description>No; fitting reads no rows.</description></item>
    /// <item><term>Reads columns</term><description>The column of architectures.</description></item>
    /// <item><term>Adds columns</term><description>A <c>Double</c> per estimator, NaN where there is no score, and a text with the
    /// reasons.</description></item>
    /// <item><term>Deterministic?</term><description>Yes: a score depends on the seed, the architecture, the images and the options
    /// only.</description></item>
    /// <item><term>Saveable?</term><description>Yes; the model carries the options and the images of the batch. Estimators of your own are
    /// not loaded.</description></item>
    /// </list>
    /// </remarks>
    /// <param name="proxyNames">Names of <see cref="ZeroShotProxies.All"/>.</param>
    /// <param name="options">Images, seed and the rest.</param>
    /// <exception cref="ArgumentException">A name is unknown or repeated, an option is out of range, or images are missing.</exception>
    public ScoringEstimator ZeroShot(IEnumerable<string> proxyNames, ZeroShotOptions options)
    {
        ArgumentNullException.ThrowIfNull(proxyNames);
        IReadOnlyList<ZeroShotProxy> proxies = [.. proxyNames.Select(ZeroShotProxies.Get)];
        return ZeroShot(proxies, options);
    }

    /// <summary>
    /// Adds the scores of given zero-shot estimators, yours among them. A model with one of your own can be used but not loaded elsewhere.
    /// </summary>
    /// <param name="proxies">The estimators.</param>
    /// <param name="options">Images, seed and the rest.</param>
    /// <exception cref="ArgumentException">A name is repeated, an option is out of range, or images are missing.</exception>
    public ScoringEstimator ZeroShot(IReadOnlyList<ZeroShotProxy> proxies, ZeroShotOptions options) =>
        ScoringEstimator.ZeroShot(Context, proxies, options);

    /// <summary>Adds the scores of a scorer of your own. A model with it can be used, but not saved.</summary>
    /// <param name="scorer">The scorer; it serves one stage, which disposes it.</param>
    /// <param name="options">Columns, threads, journal; the defaults where null.</param>
    /// <remarks>
    /// To fit the stage several times, as in a cross-validation, pass a function that makes a scorer: a second fit is refused.
    /// </remarks>
    /// <exception cref="ArgumentException">The scorer has no column, or one twice, or an option is out of range.</exception>
    public ScoringEstimator Score(Scorer scorer, ScoringOptions? options = null) => ScoringEstimator.Of(Context, scorer, options);

    /// <summary>Adds the scores of a scorer of your own that is made when the stage is fitted, for each fit anew.</summary>
    /// <param name="createScorer">Makes the scorer of a view; the fitted stage disposes it.</param>
    /// <param name="scoreColumnNames">The names of its columns.</param>
    /// <param name="options">Columns, threads, journal; the defaults where null.</param>
    /// <exception cref="ArgumentException">No score is named, or one twice, or an option is out of range.</exception>
    public ScoringEstimator Score(
        Func<IDataView, Scorer> createScorer, IReadOnlyList<string> scoreColumnNames, ScoringOptions? options = null) =>
        ScoringEstimator.Of(Context, createScorer, scoreColumnNames, options);

    /// <summary>
    /// Adds one-shot scores: the accuracy of each architecture with a supernet's weights, and beside it the loss, negated so that higher is
    /// better, in a column with <c>Loss</c> appended to the name.
    /// <list type="table">
    /// <item><term>Needs training?</term><description>No; the supernet is trained beforehand. Fitting reads and checks its
    /// file.</description></item>
    /// <item><term>Reads</term><description>The column of architectures.</description></item>
    /// <item><term>Adds</term><description>Two <c>Double</c> columns, and two per batch where batch scores are kept.</description></item>
    /// <item><term>Deterministic?</term><description>Yes: a score depends on the supernet, the architecture, the images and the options
    /// only.</description></item>
    /// <item><term>Saveable?</term><description>Yes; the model names the supernet and the image files with their SHA-256, which are checked
    /// when it is used.</description></item>
    /// </list>
    /// </summary>
    /// <param name="outputColumnName">The column of accuracies, 0 to 1.</param>
    /// <param name="modelPath">The supernet, an <c>.onnx</c> file.</param>
    /// <param name="options">Images, batch size and the rest.</param>
    /// <exception cref="ArgumentException">An option is out of range, or images are missing.</exception>
    public ScoringEstimator OneShot(string outputColumnName, string modelPath, OneShotOptions options) =>
        ScoringEstimator.OneShot(Context, outputColumnName, modelPath, options);

    /// <summary>
    /// Adds measured latencies: the median of many runs of each architecture's network in ONNX Runtime, and the distance between their
    /// quartiles, in milliseconds of a batch, negated so that higher is better.
    /// <list type="table">
    /// <item><term>Needs training?</term><description>No; fitting reads no rows.</description></item>
    /// <item><term>Reads</term><description>The column of architectures.</description></item>
    /// <item><term>Adds</term><description>Two <c>Double</c> columns, and a text with the reasons for missing ones.</description></item>
    /// <item><term>Deterministic?</term><description>No: it is a measurement, of this machine at this time.</description></item>
    /// <item><term>Saveable?</term><description>No: save the latencies. A journal keeps them by machine.</description></item>
    /// </list>
    /// </summary>
    /// <param name="options">Batch, threads, runs; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ScoringEstimator Latency(LatencyOptions? options = null) => ScoringEstimator.Latency(Context, options);
}
