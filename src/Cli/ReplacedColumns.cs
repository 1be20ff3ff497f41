using Microsoft.ML;

namespace NasPipelines.Cli;

/// <summary>Columns of a table that computed ones of the same name stand in place of.</summary>
internal static class ReplacedColumns
{
    /// <summary>Names them: what was in the table is not what is used and written.</summary>
    public static void Warn(Terminal terminal, IDataView view)
    {
        string[] names =
        [
            .. view.Schema.Where(column => column.IsHidden).Select(column => column.Name).Distinct()
                .Where(name => view.Schema.GetColumnOrNull(name) is not null),
        ];
        if (names.Length > 0)
        {
            terminal.Warn($"what the table has as {string.Join(", ", names)} is replaced by what is computed now.");
        }
    }
}
