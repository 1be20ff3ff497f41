using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>
/// Writes tables as JSON, a record per row: numbers with every digit, NaN as null, infinities as the texts <c>Infinity</c> and
/// <c>-Infinity</c>, for which JSON has no numbers.
/// </summary>
internal static class JsonExport
{
    /// <summary>An array of records, each in a line.</summary>
    public static TableFormat Records(IDataView view) => Create(view, "json", "[", ",", "]");

    /// <summary>A record per line.</summary>
    public static TableFormat Lines(IDataView view) => Create(view, "jsonl", "", "", "");

    private static TableFormat Create(IDataView view, string name, string before, string between, string after)
    {
        var columns = ExportColumns.Of(view, "a JSON table");
        return new(name, new Dictionary<string, string>(), file =>
        {
            using var text = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" };
            var record = new ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(record, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            text.Write(before);
            var rows = RowWriter.Write(
                view,
                columns,
                row => new FieldWriter(json, row),
                done =>
                {
                    text.Write(done > 0 ? between : "");
                    text.Write(done > 0 || before.Length > 0 ? "\n" : "");
                    json.WriteStartObject();
                },
                () =>
                {
                    json.WriteEndObject();
                    json.Flush();
                    text.Write(System.Text.Encoding.UTF8.GetString(record.WrittenSpan));
                    record.ResetWrittenCount();
                    json.Reset();
                });
            text.Write(rows > 0 || before.Length > 0 ? "\n" : "");
            text.Write(after.Length > 0 ? after + "\n" : "");
            return rows;
        });
    }

    private sealed class FieldWriter(Utf8JsonWriter json, DataViewRow row) : IColumnVisitor<Action>
    {
        public Action Text(DataViewSchema.Column column)
        {
            var get = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> value = default;
            return () =>
            {
                get(ref value);
                json.WriteString(column.Name, value.Span);
            };
        }

        public Action Boolean(DataViewSchema.Column column)
        {
            var get = row.GetGetter<bool>(column);
            var value = false;
            return () =>
            {
                get(ref value);
                json.WriteBoolean(column.Name, value);
            };
        }

        public Action Number<T>(DataViewSchema.Column column)
            where T : unmanaged, IUtf8SpanFormattable
        {
            var get = row.GetGetter<T>(column);
            var text = new byte[64];
            T value = default;
            return () =>
            {
                get(ref value);
                value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
                json.WritePropertyName(column.Name);
                switch (text.AsSpan(0, length))
                {
                    case [(byte)'N', ..]:
                        json.WriteNullValue();
                        break;
                    case [(byte)'I', ..] or [(byte)'-', (byte)'I', ..]:
                        json.WriteStringValue(text.AsSpan(0, length));
                        break;
                    case var number:
                        json.WriteRawValue(number);
                        break;
                }
            };
        }
    }
}
