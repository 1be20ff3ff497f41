using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;

namespace NasPipelines.Combinations;

/// <summary>The features of a learner, row by row, in memory: numbers and vectors of numbers of a view, one after the other.</summary>
internal sealed class FeatureTable
{
    private FeatureTable(ImmutableArray<string> columns, ImmutableArray<string> names, float[][] rows) =>
        (Columns, Names, Rows) = (columns, names, rows);

    /// <summary>The columns that they are read from.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The features' names: those of their columns, or of the slots of a vector.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The features of each row.</summary>
    public float[][] Rows { get; }

    /// <summary>Reads the columns, each number as trees read it.</summary>
    /// <exception cref="ArgumentException">One does not exist, or holds no numbers.</exception>
    public static FeatureTable Read(MLContext context, IDataView data, IReadOnlyList<string> columns)
    {
        Check(data.Schema, columns);
        var joined = Joining(context, columns, out _).Fit(data).Transform(data);
        using var cursor = joined.GetRowCursor([joined.Schema[TreeLearner.Features]]);
        var getter = cursor.GetGetter<VBuffer<float>>(joined.Schema[TreeLearner.Features]);
        List<float[]> rows = [];
        VBuffer<float> row = default;
        while (cursor.MoveNext())
        {
            getter(ref row);
            rows.Add([.. row.DenseValues()]);
        }

        return new([.. columns], [.. columns.SelectMany(name => NamesOf(data.Schema[name]))], [.. rows]);
    }

    // Scores span more powers of ten than the single precision that trees read: synflow reaches 1e68 on NAS-Bench-201, and all above 3e38
    // would be one infinity, whose rows trees do not learn from. Order is all that a tree sees, and this keeps it; what lies in [-1, 1]
    // stays as it is. A missing value, which a tree could not place either, is less than all others.
    private const string Ordered = "x => isna(x) ? -2000.0 : x > 1 ? min(1000.0, 1 + log(x)) : x < -1 ? max(-1000.0, -1 - log(-x)) : x";

    /// <summary>The stages that join columns to the vector of features.</summary>
    /// <param name="context">The context.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="working">The columns that they add beside it.</param>
    public static IEstimator<ITransformer> Joining(MLContext context, IReadOnlyList<string> columns, out string[] working)
    {
        working = [.. columns.Select((_, i) => FormattableString.Invariant($"{TreeLearner.Features}.{i}"))];
        var (transforms, conversion) = (context.Transforms, context.Transforms.Conversion);
        IEstimator<ITransformer> wide = conversion.ConvertType(
            [.. working.Zip(columns, (to, from) => new InputOutputColumnPair(to, from))], DataKind.Double);
        return working.Aggregate(wide, (stages, column) => stages.Append(transforms.Expression(column, Ordered, column)))
            .Append(conversion.ConvertType([.. working.Select(column => new InputOutputColumnPair(column))], DataKind.Single))
            .Append(transforms.Concatenate(TreeLearner.Features, working));
    }

    /// <summary>Checks that columns hold a number, or a vector of numbers of known length, per row.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    public static void Check(DataViewSchema schema, IReadOnlyList<string> columns)
    {
        var all = NumericColumns.Describe(schema);
        foreach (var name in columns)
        {
            NumericColumns.Check(
                name, "number",
                schema.GetColumnOrNull(name)?.Type is VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType }
                    ? [.. all.Select(c => c.Name == name ? c with { IsScalar = true } : c)]
                    : all);
        }
    }

    /// <summary>The same for the shape of a schema.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    public static void Check(SchemaShape schema, IReadOnlyList<string> columns)
    {
        List<(string, DataViewType, bool)> all =
            [.. schema.Select(c => (c.Name, c.ItemType, c.Kind != SchemaShape.Column.VectorKind.VariableVector && !c.IsKey))];
        foreach (var name in columns)
        {
            NumericColumns.Check(name, "number", all);
        }
    }

    private static IEnumerable<string> NamesOf(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType { Size: var size })
        {
            return [column.Name];
        }

        VBuffer<ReadOnlyMemory<char>> slots = default;
        if (column.HasSlotNames())
        {
            column.GetSlotNames(ref slots);
        }

        return slots.Length == size
            ? slots.DenseValues().Select(slot => slot.ToString())
            : Enumerable.Range(0, size).Select(slot => FormattableString.Invariant($"{column.Name}.{slot}"));
    }
}
