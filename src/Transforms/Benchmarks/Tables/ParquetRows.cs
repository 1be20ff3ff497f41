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

    private readonly string _path;
    private readonly BenchmarkTableOptions _options;
    private readonly Stream _stream;
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private readonly double[]?[] _numbers;
    private readonly string?[]?[] _texts;
    private ParquetRowGroupReader? _group;
    private int _nextGroup;
    private int _rowInGroup = -1;
    private long _row;

    public ParquetRows(string path, BenchmarkTableOptions options)
    {
        _path = path;
        _options = options;
        InputFile.Require(path);
        _stream = File.OpenRead(path);
        try
        {
            if (_stream.Length == 0)
            {
                throw new InvalidDataException($"{path} is empty; a Parquet file is expected");
            }

            Guarded(() =>
            {
                ParquetFooter.Check(_stream);
                return Task.FromResult(true);
            });
            _reader = Guarded(
                () => ParquetReader.CreateAsync(_stream, new ParquetOptions { TreatByteArrayAsString = true }, true, default));
            _fields = Guarded(() => Task.FromResult(_reader.Schema.GetDataFields()));
            if (_reader.Schema.Fields.Count != _fields.Length || _fields.Any(field => field.IsArray))
            {
                throw new InvalidDataException($"{path} has nested columns; a table of flat columns is expected ({_reader.Schema})");
            }

            Columns = [.. _fields.Select(field => field.Name)];
            TableHeader.Check(path, Columns);
            _numbers = new double[_fields.Length][];
            _texts = new string[_fields.Length][];
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Columns { get; }

    public string? SearchSpace => _reader.CustomMetadata.GetValueOrDefault(ProvenanceFile.SpaceProperty);

    public string Position => Invariant($"row {_row}");

    public string? RowFault => null;

    public bool Read()
    {
        while (_group is null || ++_rowInGroup >= _group.RowCount)
        {
            _group?.Dispose();
            _group = null;
            if (_nextGroup >= _reader.RowGroupCount)
            {
                return false;
            }

            _group = Guarded(() => Task.FromResult(_reader.OpenRowGroupReader(_nextGroup++)));
            if (_group.RowCount < 0 || _group.RowCount > _options.MaxBytes / sizeof(double) || _group.RowCount > Array.MaxLength)
            {
                throw new InvalidDataException(
                    Invariant($"{_path}: a row group claims {_group.RowCount} rows, more than {_options.MaxBytes} bytes hold"));
            }

            MemoryBudget.Of(_path).Require(_group.RowCount * sizeof(double) * _fields.Length);

            Array.Clear(_numbers);
            Array.Clear(_texts);
            _rowInGroup = -1;
        }

        _row++;
        return true;
    }

    public bool IsNumeric(int column) => NumberReader(_fields[column].ClrType) is not null;

    public string Text(int column)
    {
        if (_texts[column] is { } read)
        {
            return read[_rowInGroup] ?? "";
        }

        if (!IsText(_fields[column].ClrType))
        {
            return Read(column)?[_rowInGroup].ToString(CultureInfo.InvariantCulture) ?? "";
        }

        _texts[column] = Guarded(async () =>
        {
            var values = new string?[_group!.RowCount];
            await _group.ReadAsync(_fields[column], values.AsMemory(), null, default);
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
            if ((_numbers[columns[i]] ?? Read(columns[i])) is not { } cells)
            {
                return i;
            }

            values[i] = cells[_rowInGroup];
        }

        return -1;
    }

    public void Dispose()
    {
        _group?.Dispose();
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    /// <summary>The group's numbers of a column, or null where it has another type.</summary>
    private double[]? Read(int column) =>
        _numbers[column] ??= NumberReader(_fields[column].ClrType) is { } read ? Guarded(() => read(_fields[column])) : null;

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
            var values = new T[_group!.RowCount];
            await _group.ReadAsync(field, values.AsMemory(), null, default);
            return values as double[] ?? Array.ConvertAll(values, double.CreateChecked);
        }

        var optional = new T?[_group!.RowCount];
        await _group.ReadAsync(field, optional.AsMemory(), null, default);
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
            throw new InvalidDataException($"{_path} claims more memory than this process has", fault);
        }
        catch (Exception fault)
        {
            throw new InvalidDataException(
                $"{_path} is not a Parquet file or is damaged: {ShownText.Of(fault.Message, LongestMessage)}", fault);
        }
    }
}
