using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using NasPipelines.Combinations;

namespace NasPipelines;

/// <summary>A stage that learns to predict the truth from scores and encodings, with boosted trees, and adds the prediction as a column.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Needs training?</term><description>Yes, on the rows of the fitted view whose label is not NaN. Evaluate on other rows (<see cref="LearningCurve"/>).</description></item>
/// <item><term>Reads columns</term><description>The features, one number per row of any type; the label when it is fitted.</description></item>
/// <item><term>Adds columns</term><description>One <c>Double</c>, higher is better: the expected rank of the label, as a share.</description></item>
/// <item><term>Deterministic?</term><description>Yes, for a seed.</description></item>
/// <item><term>Saveable?</term><description>Yes.</description></item>
/// </list>
/// </remarks>
public sealed class LearnedCombinationEstimator : IEstimator<ITransformer>
{
    private const string Features = "NasPipelines.Features";
    private const string Score = "Score";

    private readonly MLContext context;
    private readonly string outputColumnName;
    private readonly string labelColumnName;
    private readonly string[] featureColumnNames;
    private readonly LearnedCombinationOptions options;

    internal LearnedCombinationEstimator(
        MLContext context, string outputColumnName, string labelColumnName, string[] featureColumnNames, LearnedCombinationOptions options)
    {
        (this.context, this.outputColumnName, this.labelColumnName) = (context, outputColumnName, labelColumnName);
        (this.featureColumnNames, this.options) = (featureColumnNames, options);
    }

    /// <summary>Chooses settings by cross-validation and learns from every labelled row.</summary>
    /// <param name="input">The architectures to learn from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column does not exist or holds no single numbers.</exception>
    /// <exception cref="ArgumentException">No row has a label.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(NumericColumns.Describe(input.Schema), [labelColumnName, .. featureColumnNames]);
        var columns = NumericColumns.Read(input, [labelColumnName, .. featureColumnNames]);
        var rows = CompleteRows.Of(columns.AsSpan(0, 1)).Kept;
        var learner = new TreeLearner(context, columns[1..], columns[0], options);
        var trees = learner.Fit(rows, learner.Choose(rows, options.Seed));
        var before = Before().Fit(input);
        return new TransformerChain<ITransformer>(before, trees, After().Fit(trees.Transform(before.Transform(input))));
    }

    /// <summary>The input's shape with the new column.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column does not exist or holds no single numbers.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Check([.. inputSchema.Select(c => (c.Name, c.ItemType, c.Kind == SchemaShape.Column.VectorKind.Scalar && !c.IsKey))], featureColumnNames);
        return context.Transforms.Conversion.ConvertType(outputColumnName, featureColumnNames[0], DataKind.Double).GetOutputSchema(inputSchema);
    }

    private static void Check(List<(string, DataViewType, bool)> columns, string[] names)
    {
        foreach (var name in names)
        {
            NumericColumns.Check(name, "number", columns);
        }
    }

    private EstimatorChain<ColumnSelectingTransformer> Before()
    {
        string[] numbers = [.. featureColumnNames.Select((_, i) => $"{Features}.{i}")];
        return context.Transforms.Conversion.ConvertType([.. numbers.Zip(featureColumnNames, (to, from) => new InputOutputColumnPair(to, from))], DataKind.Single)
            .Append(context.Transforms.Concatenate(nameof(Features), numbers))
            .Append(context.Transforms.DropColumns(numbers));
    }

    private EstimatorChain<ColumnSelectingTransformer> After() =>
        context.Transforms.Conversion.ConvertType(outputColumnName, Score, DataKind.Double)
            .Append(context.Transforms.DropColumns(outputColumnName == Score ? [nameof(Features)] : [nameof(Features), Score]));
}
