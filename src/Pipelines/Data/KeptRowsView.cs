using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>Some rows of a view, in its order.</summary>
/// <param name="source">The view; its rows come in the same order each time.</param>
/// <param name="keep">For each of its rows whether it is kept.</param>
internal sealed class KeptRowsView(IDataView source, bool[] keep) : IDataView
{
    private readonly long _count = keep.LongCount(kept => kept);

    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded), keep);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor inner, bool[] keep) : ForwardingCursor(inner)
    {
        private long _sourceRow = -1;
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            while (Inner.MoveNext())
            {
                if (keep[++_sourceRow])
                {
                    _position++;
                    return true;
                }
            }

            _position = -1;
            return false;
        }
    }
}
