using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace NasPipelines;

/// <summary>A stage that judges score columns against a column of true quality when it is fitted, and passes every row on unchanged.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Needs training?</term><description>Reads the view once to evaluate it; what it passes on does not depend on that.</description></item>
/// <item><term>Reads columns</term><description>The label and the scores, one number per row of any type.</description></item>
/// <item><term>Adds columns</term><description>None.</description></item>
/// <item><term>Deterministic?</term><description>Yes.</description></item>
/// <item><term>Saveable?</term><description>Yes; a loaded model passes rows through. The metrics belong to the fitted object and are not saved.</description></item>
/// </list>
/// </remarks>
public sealed class RankingEvaluatorEstimator : IEstimator<RankingEvaluatorTransformer>
{
    private readonly IHostEnvironment environment;
    private readonly string labelColumnName;
    private readonly string[] scoreColumnNames;
    private readonly RankingEvaluationOptions options;

    internal RankingEvaluatorEstimator(IHostEnvironment environment, string labelColumnName, string[] scoreColumnNames, RankingEvaluationOptions options)
    {
        (this.environment, this.labelColumnName, this.scoreColumnNames, this.options) = (environment, labelColumnName, scoreColumnNames, options);
    }

    /// <summary>Reads the view once and evaluates the scores; the result is <see cref="RankingEvaluatorTransformer.Metrics"/>.</summary>
    /// <param name="input">The scored architectures.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column does not exist or holds no single numbers.</exception>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error.</exception>
    public RankingEvaluatorTransformer Fit(IDataView input) => new(ViewEvaluation.Evaluate(environment, input, labelColumnName, scoreColumnNames, options));

    /// <summary>The input's shape, unchanged.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column does not exist or holds no single numbers.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ViewEvaluation.CheckColumns(
            labelColumnName, scoreColumnNames, options, [.. inputSchema.Select(c => (c.Name, c.ItemType, c.Kind == SchemaShape.Column.VectorKind.Scalar && !c.IsKey))]);
        return inputSchema;
    }
}
