using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Stages;

/// <summary>A view of empty texts, for stages that want to see a schema.</summary>
internal sealed class EmptyView(DataViewSchema schema, int rows = 0) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(schema, rows);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewSchema schema, int rows) : DataViewRowCursor
    {
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => schema;

        public override bool MoveNext()
        {
            _position = _position == -2 || _position + 1 >= rows ? -2 : _position + 1;
            return _position >= 0;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            (Delegate)new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> text) => text = default) as ValueGetter<TValue>
            ?? throw new ArgumentException($"Column '{column.Name}' is a text.", nameof(column));
    }
}
