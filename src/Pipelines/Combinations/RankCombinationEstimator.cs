using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using NasPipelines.Evaluation;
using NasPipelines.Views;

namespace NasPipelines.Combinations;

/// <summary>A stage that adds a column with the combination of several score columns by their ranks.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Needs training?</term><description>Reads the view once; ranks are among the rows it was fitted on. No
/// label.</description></item>
/// <item><term>Reads columns</term><description>The scores, one number per row of any type.</description></item>
/// <item><term>Adds columns</term><description>One <c>Double</c>, higher is better, NaN where a score is missing and the policy is to drop
/// it.</description></item>
/// <item><term>Deterministic?</term><description>Yes.</description></item>
/// <item><term>Saveable?</term><description>Yes; the saved model carries the scores it was fitted on.</description></item>
/// </list>
/// </remarks>
public sealed class RankCombinationEstimator : IEstimator<ITransformer>
{
    private readonly MLContext _context;
    private readonly string _outputColumnName;
    private readonly CombinationRule _rule;
    private readonly MissingScores _missing;
    private readonly string[] _scoreColumnNames;

    private readonly CombinationPreset? _preset;

    internal RankCombinationEstimator(
        MLContext context, string outputColumnName, CombinationRule rule, MissingScores missing, string[] scoreColumnNames,
        CombinationPreset? preset = null) =>
        (_context, _outputColumnName, _rule, _missing, _scoreColumnNames, _preset) =
            (context, outputColumnName, rule, missing, scoreColumnNames, preset);

    /// <summary>Reads the scores of the view; those of later views are ranked among them.</summary>
    /// <param name="input">The scored architectures.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers, or no row has all scores.</exception>
    /// <exception cref="InvalidOperationException">A score is missing and the policy is to fail.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(NumericColumns.Describe(input.Schema));
        var ranks = FittedRanks.Of(_rule, NumericColumns.Read(input, _scoreColumnNames), _missing);
        return new RowByRowTransformer(Chain(ranks.Encode()).Fit(input), schema => Check(NumericColumns.Describe(schema)));
    }

    /// <summary>The input's shape with the new column.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <exception cref="ArgumentException">A column does not exist or holds no single numbers.</exception>
    SchemaShape IEstimator<ITransformer>.GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Check([.. inputSchema.Select(c => (c.Name, c.ItemType, c.Kind == SchemaShape.Column.VectorKind.Scalar && !c.IsKey))]);
        return Chain(string.Empty).GetOutputSchema(inputSchema);
    }

    private void Check(List<(string, DataViewType, bool)> columns)
    {
        _preset?.Check(columns.Select(column => column.Item1));
        foreach (var score in _scoreColumnNames)
        {
            NumericColumns.Check(score, "score", columns);
        }
    }

    private EstimatorChain<ColumnSelectingTransformer> Chain(string fitted)
    {
        var transforms = _context.Transforms;
        string[] numbers = [.. _scoreColumnNames.Select((_, i) => $"{CombinationColumns.Scores}.{i}")];
        return transforms.Conversion
            .ConvertType([.. numbers.Zip(_scoreColumnNames, (to, from) => new InputOutputColumnPair(to, from))], DataKind.Double)
            .Append(transforms.Concatenate(CombinationColumns.Scores, numbers))
            .Append(transforms.Expression(CombinationColumns.Fitted, $"x => \"{fitted}\"", numbers[0]))
            .Append(transforms.CustomMapping(new CombinationMapping().GetMapping(), CombinationMapping.Contract))
            .Append(transforms.CopyColumns(_outputColumnName, CombinationColumns.Combined))
            .Append(
                transforms.DropColumns([CombinationColumns.Scores, CombinationColumns.Fitted, CombinationColumns.Combined, .. numbers]));
    }
}
