using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Tables in ML.NET's binary format (<c>.idv</c>).</summary>
internal static class BinaryTable
{
    public static ReadOnlySpan<byte> Magic => "CML\0DVB\0"u8;

    public static ColumnRows Read(TableSource source, BenchmarkTableOptions options)
    {
        if (!source.Head.AsSpan().StartsWith(Magic))
        {
            throw new InvalidDataException($"{source.Name} is no table in ML.NET's binary format: its first bytes are others");
        }

        try
        {
            var view = new MLContext().Data.LoadFromBinary(new Input(source));
            List<(string Name, Array? Values)> columns = [];
            var why = new Dictionary<string, string>(StringComparer.Ordinal);
            var rows = -1;
            foreach (var column in view.Schema.Where(column => !column.IsHidden))
            {
                var values = Values(view, column);
                rows = Math.Max(rows, values?.Length ?? -1);
                why[column.Name] = $"{column.Type}, no numbers";
                columns.Add((column.Name, values));
            }

            TableHeader.Check(source.Name, [.. columns.Select(column => column.Name)]);
            return new("ML.NET's binary format", columns, Math.Max(rows, 0), options, why);
        }
        catch (Exception fault) when (fault is not InvalidDataException)
        {
            throw new InvalidDataException(
                $"{source.Name} is no table in ML.NET's binary format or is damaged: {ShownText.Of(fault.Message, 300)}", fault);
        }
    }

    private static Array? Values(IDataView view, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => view.GetColumn<string>(column).ToArray(),
        NumberDataViewType => Numbers(view, column),
        _ => null,
    };

    private static double[] Numbers(IDataView view, DataViewSchema.Column column) => Type.GetTypeCode(column.Type.RawType) switch
    {
        TypeCode.Double => [.. view.GetColumn<double>(column)],
        TypeCode.Single => [.. view.GetColumn<float>(column).Select(v => (double)v)],
        TypeCode.SByte => [.. view.GetColumn<sbyte>(column).Select(v => (double)v)],
        TypeCode.Byte => [.. view.GetColumn<byte>(column).Select(v => (double)v)],
        TypeCode.Int16 => [.. view.GetColumn<short>(column).Select(v => (double)v)],
        TypeCode.UInt16 => [.. view.GetColumn<ushort>(column).Select(v => (double)v)],
        TypeCode.Int32 => [.. view.GetColumn<int>(column).Select(v => (double)v)],
        TypeCode.UInt32 => [.. view.GetColumn<uint>(column).Select(v => (double)v)],
        TypeCode.Int64 => [.. view.GetColumn<long>(column).Select(v => (double)v)],
        _ => [.. view.GetColumn<ulong>(column).Select(v => (double)v)],
    };

    private sealed class Input(TableSource source) : IMultiStreamSource
    {
        public int Count => 1;

        public string GetPathOrNull(int index) => null!;

        public Stream Open(int index) => source.Compression is null ? source.OpenRaw() : new MemoryStream(source.ReadAll());

        public TextReader OpenTextReader(int index) => throw new NotSupportedException();
    }
}
