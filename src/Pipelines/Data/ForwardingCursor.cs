using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>A cursor over another one's rows: what is left to a kind of view is how it moves.</summary>
/// <param name="inner">The other cursor, which is disposed with this one.</param>
internal abstract class ForwardingCursor(DataViewRowCursor inner) : DataViewRowCursor
{
    public override long Position => Inner.Position;

    public override long Batch => Inner.Batch;

    public override DataViewSchema Schema => Inner.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => Inner.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => Inner.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Inner.GetGetter<TValue>(column);

    /// <summary>The other cursor.</summary>
    protected DataViewRowCursor Inner { get; } = inner;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
