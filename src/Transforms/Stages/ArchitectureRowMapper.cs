using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Stages;

/// <summary>Adds columns to a row that are made of its architecture, when they are read and not before.</summary>
internal abstract class ArchitectureRowMapper : IRowToRowMapper
{
    /// <param name="input">The input's columns.</param>
    /// <param name="architectureColumn">The name of the column of architectures.</param>
    protected ArchitectureRowMapper(DataViewSchema input, string architectureColumn) =>
        (InputSchema, Encodings) = (input, ArchitectureColumn.Require(input, architectureColumn));

    public DataViewSchema InputSchema { get; }

    public abstract DataViewSchema OutputSchema { get; }

    /// <summary>The column of architectures.</summary>
    protected DataViewSchema.Column Encodings { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.Select(c => c.Index < InputSchema.Count ? c.Index : Encodings.Index).ToHashSet();
        return InputSchema.Where(c => needed.Contains(c.Index));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(this, input, [.. activeColumns.Select(c => c.Index)]);

    /// <summary>Makes the getters of added columns for a row, or for a cursor, which is a row that moves.</summary>
    /// <param name="input">The input's row.</param>
    /// <returns>The getter of an added column, by its place among these.</returns>
    protected abstract Func<int, Delegate> GettersOf(DataViewRow input);

    private sealed class Row(ArchitectureRowMapper mapper, DataViewRow input, HashSet<int> active) : DataViewRow
    {
        private readonly Func<int, Delegate> _getters = mapper.GettersOf(input);

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => mapper.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            column.Index < mapper.InputSchema.Count
                ? input.GetGetter<TValue>(mapper.InputSchema[column.Index])
                : _getters(column.Index - mapper.InputSchema.Count) as ValueGetter<TValue>
                    ?? throw new ArgumentException(
                        $"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue).Name}.", nameof(column));

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
