using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>Writes tables of Markdown, for people: numbers with every digit, right-aligned.</summary>
internal static class MarkdownExport
{
    public static TableFormat Create(IDataView view)
    {
        var columns = ExportColumns.Of(view, "a Markdown table");
        return new("markdown", new Dictionary<string, string>(), file =>
        {
            using var text = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" };
            text.WriteLine($"| {string.Join(" | ", columns.Select(column => Escape(column.Name)))} |");
            text.WriteLine($"|{string.Join('|', columns.Select(column => column.Type is TextDataViewType ? "---" : "---:"))}|");
            return RowWriter.Write(
                view, columns, row => new FieldWriter(text, row), _ => text.Write('|'), text.WriteLine);
        });
    }

    private static string Escape(string cell) =>
        cell.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private sealed class FieldWriter(TextWriter text, DataViewRow row) : IColumnVisitor<Action>
    {
        public Action Text(DataViewSchema.Column column) =>
            Field(row.GetGetter<ReadOnlyMemory<char>>(column), value => Escape(value.ToString()));

        public Action Boolean(DataViewSchema.Column column) => Field(row.GetGetter<bool>(column), value => value ? "yes" : "no");

        public Action Number<T>(DataViewSchema.Column column)
            where T : unmanaged, IUtf8SpanFormattable =>
            Field(row.GetGetter<T>(column), value => string.Format(CultureInfo.InvariantCulture, "{0}", value));

        private Action Field<T>(ValueGetter<T> get, Func<T, string> show)
        {
            T value = default!;
            return () =>
            {
                get(ref value);
                text.Write(' ');
                text.Write(show(value));
                text.Write(" |");
            };
        }
    }
}
