using System.Globalization;
using CsvHelper;
using NasPipelines.Benchmarks.Tables;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>A published table of fields between commas, each row of which has a place for messages.</summary>
internal sealed class CommaTable
{
    private const int LongestRow = 10_000;

    private readonly string _path;
    private readonly string[] _header;
    private readonly List<(long Line, string[] Fields)> _rows = [];

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The limit of its size.</param>
    /// <param name="required">Columns that it must have.</param>
    /// <exception cref="InvalidDataException">A column is missing, or a row is not of the header's length.</exception>
    public CommaTable(string path, long maxBytes, params string[] required)
    {
        _path = path;
        var format = new TextFormat(',', 0, Comments: false, "");
        using var reader = CsvReader.Create(InputFile.Open(path, maxBytes), format.Reader(CsvMalformedDataHandling.Throw, LongestRow));
        _header = Next(reader) ?? [];
        if (!Array.TrueForAll(required, _header.Contains))
        {
            throw new InvalidDataException($"{path}, line 1: columns {string.Join(", ", required.Select(r => $"'{r}'"))} are expected "
                + $"(found {ShownText.Of(string.Join(',', _header))})");
        }

        while (Next(reader) is { } fields)
        {
            _rows.Add((reader.LineNumber, fields));
            if (fields.Length != _header.Length)
            {
                throw new InvalidDataException($"{Place(_rows.Count - 1)}: {fields.Length} fields, the header has {_header.Length}");
            }
        }
    }

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>The file and line of a row.</summary>
    public string Place(int row) => Invariant($"{_path}, line {_rows[row].Line}");

    /// <summary>A field; empty where there is no such column.</summary>
    public string Text(int row, string column) => Array.IndexOf(_header, column) is var at and >= 0 ? _rows[row].Fields[at] : "";

    /// <summary>Sets the numbers of a row of this table in a row of what is read; empty fields are missing.</summary>
    /// <exception cref="InvalidDataException">A field is something else than a number.</exception>
    public void CopyTo(BenchmarkRows rows, int row, int from, IEnumerable<CommaColumn> columns)
    {
        foreach (var column in columns)
        {
            if (Number(from, column.Column) is { } number)
            {
                rows.Set(row, column.Name, column.Meaning, number * column.Unit);
            }
        }
    }

    /// <summary>
    /// A field that is no negative number, thousands of which may be separated by commas; null where it is empty or there is no such
    /// column.
    /// </summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    private double? Number(int row, string column)
    {
        var text = Text(row, column);
        return text.Length == 0 ? null
            : double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value) && value >= 0 ? value
            : throw new InvalidDataException($"{Place(row)}: {column} is '{ShownText.Of(text)}', a number is expected");
    }

    private string[]? Next(CsvReader reader)
    {
        try
        {
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : null;
        }
        catch (CsvFormatException fault)
        {
            throw new InvalidDataException(Invariant($"{_path}, line {fault.LineNumber}: {ShownText.Of(fault.Message, 500)}"), fault);
        }
    }
}
