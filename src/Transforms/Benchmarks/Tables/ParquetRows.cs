using System.Globalization;
using System.Runtime.CompilerServices;
using NasPipelines.Files;
using Parquet;
using Parquet.Schema;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Rows of a Parquet file; a column is read, group by group, when it is first asked for.</summary>
internal sealed class ParquetRows : ITableRows
{
    private const int LongestMessage = 500;
    private const byte KnownBytes = 0xDC; // field 13 of a logical type, which stands for bytes; half floats are 0xFC, field 15
    private const long FreeRows = 1 << 16;
    private const long RowsPerByte = 256;

    private readonly string _path;
    private readonly BenchmarkTableOptions _options;
    private readonly Stream _stream;
    private readonly ParquetReader _reader;
    private readonly Field[] _fields;
    private readonly string?[] _why;
    private readonly NumberText _number;
    private readonly double[]?[] _numbers;
    private readonly string?[]?[] _texts;
    private ParquetRowGroupReader? _group;
    private int _nextGroup;
    private int _rowInGroup = -1;
    private long _row;

    public ParquetRows(TableSource source, BenchmarkTableOptions options)
    {
        (_path, _options, _number) = (source.Name, options, new(options));
        _stream = source.OpenRaw();
        try
        {
            if (_stream.Length == 0)
            {
                throw new InvalidDataException($"{_path} is empty; a Parquet file is expected");
            }

            var halves = Guarded(() => Task.FromResult(ParquetFooter.Check(_stream)));
            _stream = halves.Count == 0 ? _stream : new PatchedStream(_stream, halves, KnownBytes);
            _reader = Guarded(() => ParquetReader.CreateAsync(
                _stream, new ParquetOptions { TreatByteArrayAsString = true, UseBigDecimal = true }, true, default));
            _fields = Guarded(() => Task.FromResult(_reader.Schema.Fields.ToArray()));
            Columns = [.. _fields.Select(field => field.Name)];
            TableHeader.Check(_path, Columns);
            _why = Array.ConvertAll(_fields, field => Guarded(() => Task.FromResult(WhyNot(field))));
            _numbers = new double[_fields.Length][];
            _texts = new string[_fields.Length][];
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public string Format => "Parquet";

    public IReadOnlyList<string> Columns { get; }

    public string? SearchSpace => _reader.CustomMetadata.GetValueOrDefault(ProvenanceFile.SpaceProperty);

    public string Position => Invariant($"row {_row}");

    public string? RowFault => null;

    public string? Provenance(int column) => _reader.CustomMetadata.GetValueOrDefault(ProvenanceFile.OfColumn(Columns[column]));

    public bool Read()
    {
        while (_group is null || ++_rowInGroup >= _group.RowCount)
        {
            if (!NextGroup())
            {
                return false;
            }
        }

        _row++;
        return true;
    }

    public string? WhyNoNumbers(int column) => _why[column];

    public IReadOnlyList<string> Sample(int column)
    {
        if (!IsText(column))
        {
            return [];
        }

        while (_group is null || _group.RowCount == 0)
        {
            if (!NextGroup())
            {
                return [];
            }
        }

        return [.. Texts(column).Take(TableSample.Rows).Select(text => text ?? "")];
    }

    public string Text(int column)
    {
        if (IsText(column))
        {
            return Texts(column)[_rowInGroup] ?? "";
        }

        return _why[column] is null && Numbers(column)[_rowInGroup] is var number && !double.IsNaN(number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : "";
    }

    // The innermost loop of loading, optimised at once: a table is loaded once, too soon for the runtime to notice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Numbers(ReadOnlySpan<int> columns, Span<double> values, Span<CellKind> kinds)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            if (_numbers[column] is { } cells || (_why[column] is null && !IsText(column) && (cells = Numbers(column)) is not null))
            {
                values[i] = cells[_rowInGroup];
                kinds[i] = _number.Read(ref values[i]);
            }
            else
            {
                kinds[i] = IsText(column) ? _number.Read(Text(column), out values[i]) : CellKind.Text;
            }
        }
    }

    public void Dispose()
    {
        _group?.Dispose();
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    /// <summary>What a column holds; text that is asked for as numbers may be numbers.</summary>
    private string? WhyNot(Field field) => ParquetNumbers.WhyNot(field) is { } why
        && !(why == "text" && (_options.ValueColumns ?? []).Concat(_options.RequiredColumns ?? []).Contains(field.Name))
            ? why
            : null;

    private bool IsText(int column) => _fields[column] is DataField { IsArray: false } field && ParquetNumbers.IsText(field.ClrType);

    private bool NextGroup()
    {
        _group?.Dispose();
        _group = null;
        if (_nextGroup >= _reader.RowGroupCount)
        {
            return false;
        }

        _group = Guarded(() => Task.FromResult(_reader.OpenRowGroupReader(_nextGroup++)));
        var most = Math.Min(_options.MaxBytes / sizeof(double), FreeRows + (RowsPerByte * _stream.Length));
        if (_group.RowCount < 0 || _group.RowCount > most || _group.RowCount > Array.MaxLength)
        {
            throw new InvalidDataException(
                Invariant($"{_path}: a row group claims {_group.RowCount} rows, more than {_stream.Length} bytes hold"));
        }

        MemoryBudget.Of(_path).Require(_group.RowCount * sizeof(double) * _fields.Length);
        Array.Clear(_numbers);
        Array.Clear(_texts);
        _rowInGroup = -1;
        return true;
    }

    private double[] Numbers(int column) => _numbers[column] ??= Guarded(() =>
    {
        var field = (DataField)_fields[column];
        CheckPages(field);
        return ParquetNumbers.Reader(field)!(_group!);
    });

    private string?[] Texts(int column) => _texts[column] ??= Guarded(async () =>
    {
        var field = (DataField)_fields[column];
        CheckPages(field);
        var values = new string?[_group!.RowCount];
        await _group.ReadAsync(field, values.AsMemory(), null, default);
        return values;
    });

    private void CheckPages(DataField field) => ParquetPages.Check(
        _stream,
        _group!.GetMetadata(field)?.MetaData ?? throw new InvalidDataException($"a group has no column {ShownText.Of(field.Name)}"),
        _group.RowCount);

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
