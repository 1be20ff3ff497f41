using System.Globalization;
using System.Numerics;
using NasPipelines.Files;
using Parquet;
using Parquet.Schema;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Rows of a Parquet file with flat columns; a column is read, group by group, when it is first asked for.</summary>
internal sealed class ParquetRows : ITableRows
{
    private readonly string path;
    private readonly BenchmarkTableOptions options;
    private readonly Stream stream;
    private readonly ParquetReader reader;
    private readonly DataField[] fields;
    private readonly Array?[] cells;
    private ParquetRowGroupReader? group;
    private int nextGroup;
    private int rowInGroup = -1;
    private long row;

    public ParquetRows(string path, BenchmarkTableOptions options)
    {
        this.path = path;
        this.options = options;
        InputFile.Require(path);
        stream = File.OpenRead(path);
        try
        {
            if (stream.Length == 0)
            {
                throw new InvalidDataException($"{path} is empty; a Parquet file is expected");
            }

            Guarded(() =>
            {
                ParquetFooter.Check(stream);
                return Task.FromResult(true);
            });
            reader = Guarded(() => ParquetReader.CreateAsync(stream, new ParquetOptions { TreatByteArrayAsString = true }, true, default));
            fields = Guarded(() => Task.FromResult(reader.Schema.GetDataFields()));
            if (reader.Schema.Fields.Count != fields.Length || fields.Any(field => field.IsArray))
            {
                throw new InvalidDataException($"{path} has nested columns; a table of flat columns is expected ({reader.Schema})");
            }

            Columns = [.. fields.Select(field => field.Name)];
            TableFile.CheckHeader(path, Columns);
            cells = new Array?[fields.Length];
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Columns { get; }

    public string? SearchSpace => reader.CustomMetadata.GetValueOrDefault(TableProvenanceFile.SpaceProperty);

    public string Position => $"row {row}";

    public string? RowFault => null;

    public bool Read()
    {
        while (group is null || ++rowInGroup >= group.RowCount)
        {
            group?.Dispose();
            group = null;
            if (nextGroup >= reader.RowGroupCount)
            {
                return false;
            }

            group = Guarded(() => Task.FromResult(reader.OpenRowGroupReader(nextGroup++)));
            if (group.RowCount < 0 || group.RowCount > options.MaxBytes / sizeof(double) || group.RowCount > Array.MaxLength)
            {
                throw new InvalidDataException($"{path}: a row group claims {group.RowCount} rows, more than {options.MaxBytes} bytes hold");
            }

            Array.Clear(cells);
            rowInGroup = -1;
        }

        row++;
        return true;
    }

    public bool IsNumeric(int column) => NumberReader(fields[column].ClrType) is not null;

    public string Text(int column)
    {
        if (!IsText(fields[column].ClrType))
        {
            return Number(column)?.ToString(CultureInfo.InvariantCulture) ?? "";
        }

        cells[column] ??= Guarded(async () =>
        {
            var texts = new string?[group!.RowCount];
            await group.ReadAsync(fields[column], texts.AsMemory(), null, default);
            return texts;
        });
        return ((string?[])cells[column]!)[rowInGroup] ?? "";
    }

    public double? Number(int column)
    {
        var read = NumberReader(fields[column].ClrType);
        if (read is null)
        {
            return null;
        }

        cells[column] ??= Guarded(() => read(fields[column]));
        return ((double[])cells[column]!)[rowInGroup];
    }

    public void Dispose()
    {
        group?.Dispose();
        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stream.Dispose();
    }

    private static bool IsText(Type type) => type == typeof(string) || type == typeof(ReadOnlyMemory<char>);

    private Func<DataField, Task<double[]>>? NumberReader(Type type) =>
        type == typeof(double) ? Numbers<double>
        : type == typeof(float) ? Numbers<float>
        : type == typeof(long) ? Numbers<long>
        : type == typeof(int) ? Numbers<int>
        : type == typeof(short) ? Numbers<short>
        : type == typeof(sbyte) ? Numbers<sbyte>
        : type == typeof(ulong) ? Numbers<ulong>
        : type == typeof(uint) ? Numbers<uint>
        : type == typeof(ushort) ? Numbers<ushort>
        : type == typeof(byte) ? Numbers<byte>
        : type == typeof(decimal) ? Numbers<decimal>
        : null;

    private async Task<double[]> Numbers<T>(DataField field)
        where T : struct, INumberBase<T>
    {
        if (!field.IsNullable)
        {
            var values = new T[group!.RowCount];
            await group.ReadAsync(field, values.AsMemory(), null, default);
            return values as double[] ?? Array.ConvertAll(values, double.CreateChecked);
        }

        var optional = new T?[group!.RowCount];
        await group.ReadAsync(field, optional.AsMemory(), null, default);
        return Array.ConvertAll(optional, value => value is { } present ? double.CreateChecked(present) : double.NaN);
    }

    /// <summary>The library reports damage by many kinds of exception; a reader of tables reports it by one.</summary>
    private T Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new InvalidDataException($"{path} is not a Parquet file or is damaged: {fault.Message}", fault);
        }
    }
}
