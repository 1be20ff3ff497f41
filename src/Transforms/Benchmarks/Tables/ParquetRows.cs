using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using NasPipelines.Files;
using Parquet;
using Parquet.Schema;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Rows of a Parquet file with flat columns; a column is read, group by group, when it is first asked for.</summary>
internal sealed class ParquetRows : ITableRows
{
    private const int LongestMessage = 500;

    private readonly string path;
    private readonly BenchmarkTableOptions options;
    private readonly Stream stream;
    private readonly ParquetReader reader;
    private readonly DataField[] fields;
    private readonly double[]?[] numbers;
    private readonly string?[]?[] texts;
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
            numbers = new double[fields.Length][];
            texts = new string[fields.Length][];
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Columns { get; }

    public string? SearchSpace => reader.CustomMetadata.GetValueOrDefault(ProvenanceFile.SpaceProperty);

    public string Position => Invariant($"row {row}");

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
                throw new InvalidDataException(Invariant($"{path}: a row group claims {group.RowCount} rows, more than {options.MaxBytes} bytes hold"));
            }

            MemoryBudget.Of(path).Require(group.RowCount * sizeof(double) * fields.Length);

            Array.Clear(numbers);
            Array.Clear(texts);
            rowInGroup = -1;
        }

        row++;
        return true;
    }

    public bool IsNumeric(int column) => NumberReader(fields[column].ClrType) is not null;

    public string Text(int column)
    {
        if (texts[column] is { } read)
        {
            return read[rowInGroup] ?? "";
        }

        if (!IsText(fields[column].ClrType))
        {
            return Read(column)?[rowInGroup].ToString(CultureInfo.InvariantCulture) ?? "";
        }

        texts[column] = Guarded(async () =>
        {
            var values = new string?[group!.RowCount];
            await group.ReadAsync(fields[column], values.AsMemory(), null, default);
            return values;
        });
        return Text(column);
    }

    // The innermost loop of loading, optimised at once: a table is loaded once, too soon for the runtime to notice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Numbers(ReadOnlySpan<int> columns, Span<double> values)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if ((numbers[columns[i]] ?? Read(columns[i])) is not { } cells)
            {
                return i;
            }

            values[i] = cells[rowInGroup];
        }

        return -1;
    }

    public void Dispose()
    {
        group?.Dispose();
        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stream.Dispose();
    }

    /// <summary>The group's numbers of a column, or null where it has another type.</summary>
    private double[]? Read(int column) =>
        numbers[column] ??= NumberReader(fields[column].ClrType) is { } read ? Guarded(() => read(fields[column])) : null;

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
        catch (OutOfMemoryException fault)
        {
            // The library believes the sizes that a file claims; a table that fits is not kept from being read by them.
            throw new InvalidDataException($"{path} claims more memory than this process has", fault);
        }
        catch (Exception fault)
        {
            throw new InvalidDataException($"{path} is not a Parquet file or is damaged: {ShownText.Of(fault.Message, LongestMessage)}", fault);
        }
    }
}
