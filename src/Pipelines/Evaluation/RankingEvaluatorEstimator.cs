using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace NasPipelines.Evaluation;

/// <summary>
/// A stage that judges score columns against a column of true quality when it is fitted, and passes every row on unchanged.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Needs training?</term><description>Reads the view once to evaluate it; what it passes on does not depend on
/// that.</description></item>
/// <item><term>Reads columns</term><description>The label and the scores, one number per row of any type; <c>params</c>,
/// <c>params_active</c> and <c>flops</c> are computed where absent.</description></item>
/// <item><term>Adds columns</term><description>None.</description></item>
/// <item><term>Deterministic?</term><description>Yes.</description></item>
/// <item><term>Saveable?</term><description>Yes; a loaded model passes rows through. The metrics belong to the fitted object and are not
/// saved.</description></item>
/// </list>
/// </remarks>
public sealed class RankingEvaluatorEstimator : IEstimator<RankingEvaluatorTransformer>
{
    private readonly MLContext _context;
    private readonly string _label;
    private readonly string[] _scores;
    private readonly RankingEvaluationOptions _options;

    internal RankingEvaluatorEstimator(
        MLContext context, string labelColumnName, string[] scoreColumnNames, RankingEvaluationOptions options)
    {
        (_context, _label, _scores, _options) = (context, labelColumnName, scoreColumnNames, options);
    }

    /// <summary>
    /// Reads the view once and evaluates the scores; the result is <see cref="RankingEvaluatorTransformer.Metrics"/>. In the middle of a
    /// pipeline, where nobody sees the fitted stage, the table is in the context's log.
    /// </summary>
    /// <param name="input">The scored architectures.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers, or there are no rows.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error.</exception>
    public RankingEvaluatorTransformer Fit(IDataView input)
    {
        var metrics = ViewEvaluation.Evaluate(_context, input, _label, _scores, _options, null);
        using var channel = ((IHostEnvironment)_context).Register("NasPipelines.EvaluateRanking").Start("Fit");
        channel.Info(MessageSensitivity.None, metrics.ToString());
        return new(metrics);
    }

    /// <summary>The input's shape, unchanged.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers.</exception>
    SchemaShape IEstimator<RankingEvaluatorTransformer>.GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ViewEvaluation.CheckColumns(
            _label, _scores, _options,
            [.. inputSchema.Select(c => (c.Name, c.ItemType, c.Kind == SchemaShape.Column.VectorKind.Scalar && !c.IsKey))]);
        return inputSchema;
    }
}
