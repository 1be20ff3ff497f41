using System.Globalization;
using CsvHelper;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Rows of a CSV or TSV file (RFC 4180 quotes, UTF-8), plain or gzip.</summary>
internal sealed class DelimitedRows : ITableRows
{
    private const int LongestRow = 1 << 20;
    private const int LongestMessage = 500;

    private readonly string _path;
    private readonly string[] _missing;
    private readonly CsvReader _reader;
    private readonly bool[] _numeric;

    public DelimitedRows(string path, char separator, BenchmarkTableOptions options)
    {
        _path = path;
        _missing = [.. options.MissingValues];
        var format = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false, // its faults are reported here
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = LongestRow,
            TrackLineNumbers = true,
        };
        (Columns, _numeric) = Judge(format, options.MaxBytes);
        _reader = CsvReader.Create(InputFile.Open(path, options.MaxBytes), format, leaveOpen: false);
        Next(_reader);
    }

    public IReadOnlyList<string> Columns { get; }

    public string? SearchSpace => null;

    public string Position => Invariant($"line {_reader.LineNumber}");

    public string? RowFault => _reader.FieldCount == Columns.Count
        ? null
        : $"{_reader.FieldCount} field{(_reader.FieldCount == 1 ? "" : "s")}, the header has {Columns.Count}";

    public bool Read() => Next(_reader);

    public bool IsNumeric(int column) => _numeric[column];

    public string Text(int column) => _reader.GetString(column);

    public int Numbers(ReadOnlySpan<int> columns, Span<double> values)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (Number(_reader, columns[i]) is not { } value)
            {
                return i;
            }

            values[i] = value;
        }

        return -1;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>The header, and which columns have a number or a word for a missing one in any row: the others are text.</summary>
    private (string[] Columns, bool[] Numeric) Judge(CsvReaderOptions format, long maxBytes)
    {
        using var first = CsvReader.Create(InputFile.Open(_path, maxBytes), format, leaveOpen: false);
        if (!Next(first))
        {
            throw new InvalidDataException($"{_path} is empty; a line with the columns' names is expected first");
        }

        string[] columns = [.. Enumerable.Range(0, first.FieldCount).Select(first.GetString)];
        if (columns.Any(name => name.Contains('\uFFFD') || name.Any(char.IsControl)))
        {
            throw new InvalidDataException($"{_path}, line {first.LineNumber}: the columns' names are no UTF-8 text; is this a table?");
        }

        TableHeader.Check($"{_path}, line {first.LineNumber}", columns);
        var numbers = new bool[columns.Length];
        while (Array.IndexOf(numbers, false) >= 0 && Next(first))
        {
            for (var column = 0; column < columns.Length && first.FieldCount == columns.Length; column++)
            {
                numbers[column] = numbers[column] || (!first.IsEmpty(column) && Number(first, column) is not null);
            }
        }

        return (columns, numbers);
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

    /// <summary>NaN where the field is missing, null where it is no number.</summary>
    private double? Number(CsvReader from, int column)
    {
        if (from.TryParse<double>(column, out var value) && !double.IsNaN(value))
        {
            return value;
        }

        var text = from.GetString(column);
        foreach (var token in _missing)
        {
            if (text.Equals(token, StringComparison.OrdinalIgnoreCase))
            {
                return double.NaN;
            }
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsNaN(value) ? value : null;
    }
}
