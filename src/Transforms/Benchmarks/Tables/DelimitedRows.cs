using CsvHelper;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Rows of a text table (RFC 4180 quotes; UTF-8, or what a byte order mark says).</summary>
internal sealed class DelimitedRows : ITableRows
{
    private const int LongestRow = 1 << 20;
    private const int LongestMessage = 500;

    private readonly string _path;
    private readonly CsvReader _reader;
    private readonly NumberText _number;
    private readonly bool[] _named;
    private readonly List<string>[] _sample;

    public DelimitedRows(TableSource source, BenchmarkTableOptions options)
    {
        _path = source.Name;
        var format = TextFormat.Of(source, options);
        _number = new(options);
        var first = Open(source, format, out var columns);
        using (first)
        {
            TableHeader.Check($"{_path}, line {first.LineNumber}", columns);
            if (TableHeader.DataFault(columns) is { } fault)
            {
                throw new InvalidDataException($"{_path}, line {first.LineNumber}: {fault}");
            }

            Columns = columns;
            _named = Array.ConvertAll(columns, name => name.Length > 0);
            _sample = Array.ConvertAll(columns, _ => new List<string>());
            for (var row = 0; row < TableSample.Rows && NextOrEnd(first); row++)
            {
                for (var column = 0; column < columns.Length && TableHeader.FieldFault(first, _named) is null; column++)
                {
                    _sample[column].Add(first.GetString(column));
                }
            }
        }

        _reader = Open(source, format, out _);
        var bom = source.Head.AsSpan();
        var wide = bom.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bom.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        var unicode = wide ? "Unicode" : "UTF-8";
        Format = $"text in {unicode} separated by {TextFormat.Shown(format.Separator)} ({format.Why})"
            + (_number.Decimal == ',' ? ", decimal commas" : "");
    }

    public string Format { get; }

    public IReadOnlyList<string> Columns { get; }

    public string? SearchSpace => null;

    public string Position => Invariant($"line {_reader.LineNumber}");

    public string? RowFault => TableHeader.FieldFault(_reader, _named);

    public bool Read() => Next(_reader);

    public string? WhyNoNumbers(int column) => null;

    public IReadOnlyList<string> Sample(int column) => _sample[column];

    public string Text(int column) => _reader.GetString(column);

    public void Numbers(ReadOnlySpan<int> columns, Span<double> values, Span<CellKind> kinds)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            kinds[i] = _number.Read(_reader.GetSpan(columns[i]), out values[i]);
        }
    }

    public void Dispose() => _reader.Dispose();

    private CsvReader Open(TableSource source, TextFormat format, out string[] columns)
    {
        var reader = CsvReader.Create(source.Open(), format.Reader(CsvMalformedDataHandling.Throw, LongestRow), leaveOpen: false);
        try
        {
            for (var i = 0; i <= format.Skipped; i++)
            {
                if (!Next(reader))
                {
                    throw new InvalidDataException($"{_path} is empty; a line with the columns' names is expected first");
                }
            }

            columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
            if (!format.Comments && columns[0].StartsWith('#') && columns[0].Length > 1)
            {
                columns[0] = columns[0].TrimStart('#', ' ');
            }

            return columns.Any(name => name.Contains('\uFFFD') || name.Any(char.IsControl))
                ? throw new InvalidDataException(
                    $"{_path}, line {reader.LineNumber}: the columns' names are no UTF-8 text, or hold line breaks or tabulators; is this "
                    + $"a table? {nameof(BenchmarkTableOptions.Separator)} may be set")
                : reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Damage is reported where it is read in earnest, with the rows before it.</summary>
    private static bool NextOrEnd(CsvReader from)
    {
        try
        {
            return from.Read();
        }
        catch (CsvFormatException)
        {
            return false;
        }
    }

    private bool Next(CsvReader from)
    {
        try
        {
            return from.Read();
        }
        catch (CsvFormatException fault)
        {
            throw new InvalidDataException(
                Invariant($"{_path}, line {fault.LineNumber}: {ShownText.Of(fault.Message, LongestMessage)}"), fault);
        }
    }
}
