using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>A view whose reading stops, between rows, where a token says so.</summary>
internal sealed class StoppableView(IDataView source, CancellationToken token) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded, rand), token);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        Array.ConvertAll(source.GetRowCursorSet(columnsNeeded, n, rand), cursor => (DataViewRowCursor)new Cursor(cursor, token));

    private sealed class Cursor(DataViewRowCursor inner, CancellationToken token) : ForwardingCursor(inner)
    {
        public override bool MoveNext()
        {
            token.ThrowIfCancellationRequested();
            return Inner.MoveNext();
        }
    }
}
