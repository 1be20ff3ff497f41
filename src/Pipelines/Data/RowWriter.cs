using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>Writes a view row by row.</summary>
internal static class RowWriter
{
    /// <summary>Calls each column's action once per row.</summary>
    /// <param name="view">The view.</param>
    /// <param name="columns">Its columns to write.</param>
    /// <param name="fields">Makes the action that writes a column's field of the cursor's row.</param>
    /// <param name="begin">Called before the fields of each row, with the number of rows before it.</param>
    /// <param name="end">Called after them.</param>
    /// <returns>The number of rows.</returns>
    public static long Write(
        IDataView view, DataViewSchema.Column[] columns, Func<DataViewRow, IColumnVisitor<Action>> fields, Action<long> begin, Action end)
    {
        using var cursor = view.GetRowCursor(columns);
        var visitor = fields(cursor);
        Action[] actions = [.. columns.Select(column => ExportColumns.Dispatch(column, visitor))];
        long rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            begin(rows);
            foreach (var write in actions)
            {
                write();
            }

            end();
        }

        return rows;
    }
}
