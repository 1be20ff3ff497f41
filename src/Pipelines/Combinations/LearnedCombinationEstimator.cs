using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Analyses;
using NasPipelines.Evaluation;
using NasPipelines.Views;

namespace NasPipelines.Combinations;

/// <summary>
/// A stage that learns to predict the truth from scores, encodings and graph features, with trees, and adds the prediction as a column.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Needs training?</term><description>Yes, on the rows of the fitted view whose label is not NaN. Evaluate on other rows
/// (<see cref="LearningCurve"/>).</description></item>
/// <item><term>Reads columns</term><description>The features: numbers of any type, and vectors of them; the label when it is
/// fitted.</description></item>
/// <item><term>Adds columns</term><description>One <c>Double</c>, higher is better: the expected rank of the label, as a
/// share.</description></item>
/// <item><term>Deterministic?</term><description>Yes, for a seed.</description></item>
/// <item><term>Saveable?</term><description>Yes.</description></item>
/// </list>
/// </remarks>
public sealed class LearnedCombinationEstimator : IEstimator<ITransformer>
{
    private readonly MLContext _context;
    private readonly string _output;
    private readonly string _label;
    private readonly string[] _features;
    private readonly LearnedCombinationOptions _options;

    internal LearnedCombinationEstimator(
        MLContext context, string outputColumnName, string labelColumnName, string[] featureColumnNames,
        LearnedCombinationOptions options) =>
        (_context, _output, _label, _features, _options) = (context, outputColumnName, labelColumnName, featureColumnNames, options);

    /// <summary>Chooses settings by cross-validation and learns from every labelled row.</summary>
    /// <param name="input">The architectures to learn from.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers, or no row has a label.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        NumericColumns.Check(_label, "label", NumericColumns.Describe(input.Schema));
        var features = FeatureTable.Read(_context, input, _features);
        var label = NumericColumns.Read(input, [_label])[0];
        var rows = CompleteRows.Of([label]).Kept;
        var learner = new TreeLearner(_context, features, label, _options);
        var trees = learner.Fit(rows, learner.Choose(rows, _options.Seed));
        return new RowByRowTransformer(
            new LearnedCombinationTransformer(_context, trees, _output, _features, input),
            schema => FeatureTable.Check(schema, _features));
    }

    /// <summary>The input's shape with the new column.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers.</exception>
    SchemaShape IEstimator<ITransformer>.GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureTable.Check(inputSchema, _features);
        var added = SchemaDefinition.Create(typeof(Prediction));
        added[nameof(Prediction.Value)].ColumnName = _output;
        return _context.Transforms.CustomMapping<Nothing, Prediction>((_, _) => { }, null, null, added).GetOutputSchema(inputSchema);
    }

    private sealed class Nothing;

    private sealed class Prediction
    {
        public double Value { get; set; }
    }
}
