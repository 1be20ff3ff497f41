using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Features;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>Adds the graph features of a row's architecture, a vector with named slots.</summary>
internal sealed class GraphFeatureRowMapper : IRowToRowMapper
{
    private readonly GraphFeatureColumn _column;
    private readonly BadRows _badRows;
    private readonly DataViewSchema.Column _architecture;
    private readonly Func<string, Architecture> _parse;

    public GraphFeatureRowMapper(GraphFeatureColumn column, DataViewSchema input, StageOptions options)
    {
        (_column, _badRows, InputSchema) = (column, options.BadRows, input);
        _architecture = ArchitectureColumn.Require(input, options.ArchitectureColumn);
        _parse = ArchitectureColumn.Parser(_architecture, column.Space);
        var names = new VBuffer<ReadOnlyMemory<char>>(column.SlotNames.Length, [.. column.SlotNames.Select(name => name.AsMemory())]);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(
            GraphFeatureEstimator.SlotNames, new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => names.CopyTo(ref value));
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn(
            column.Name, new VectorDataViewType(NumberDataViewType.Single, names.Length), annotations.ToAnnotations());
        OutputSchema = schema.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.Select(c => c.Index < InputSchema.Count ? c.Index : _architecture.Index).ToHashSet();
        return InputSchema.Where(c => needed.Contains(c.Index));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(this, input, [.. activeColumns.Select(c => c.Index)]);

    private sealed class Row(GraphFeatureRowMapper mapper, DataViewRow input, HashSet<int> active) : DataViewRow
    {
        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => mapper.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index < mapper.InputSchema.Count)
            {
                return input.GetGetter<TValue>(mapper.InputSchema[column.Index]);
            }

            var architecture = input.GetGetter<ReadOnlyMemory<char>>(mapper._architecture);
            ReadOnlyMemory<char> text = default;
            Delegate getter = new ValueGetter<VBuffer<float>>((ref VBuffer<float> vector) =>
            {
                architecture(ref text);
                var features = RowFeatures.Of(
                    mapper._column, text.ToString(), mapper._parse, mapper._badRows,
                    () => RowScores.Where(input.Position, mapper._architecture.Name));
                vector = new(features.Length, features);
            });
            return getter as ValueGetter<TValue>
                ?? throw new ArgumentException(
                    $"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue).Name}.", nameof(column));
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
