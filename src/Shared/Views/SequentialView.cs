using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Views;

/// <summary>
/// A view that maps rows one by one, in order, when they are asked for: ML.NET's own custom mapping reads hundreds of rows ahead on several
/// threads, which is wrong for rows that take a second each.
/// </summary>
/// <param name="source">The rows.</param>
/// <param name="mapper">Maps a row.</param>
/// <param name="beforeReading">Told, before a cursor is made, which columns it is to have; null tells nobody.</param>
internal sealed class SequentialView(
    IDataView source, IRowToRowMapper mapper, Action<IReadOnlyList<DataViewSchema.Column>>? beforeReading = null) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var wanted = columnsNeeded.Select(c => mapper.OutputSchema[c.Index]).ToList();
        beforeReading?.Invoke(wanted);
        var cursor = source.GetRowCursor(mapper.GetDependencies(wanted), rand);
        return new Cursor(cursor, mapper.GetRow(cursor, wanted), Schema, [.. wanted.Select(c => c.Index)]);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, DataViewRow row, DataViewSchema schema, HashSet<int> active) : DataViewRowCursor
    {
        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => schema;

        public override bool MoveNext() => input.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            IsColumnActive(column)
                ? row.GetGetter<TValue>(row.Schema[column.Index])
                : throw new ArgumentException($"column {column.Name} was not asked for when the cursor was made");

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                row.Dispose();
                input.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
