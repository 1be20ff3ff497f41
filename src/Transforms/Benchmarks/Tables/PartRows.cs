using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>The rows of several files that are one table, one file after the other.</summary>
internal sealed class PartRows : ITableRows
{
    private readonly IReadOnlyList<TableSource> _parts;
    private readonly BenchmarkTableOptions _options;
    private ITableRows _current;
    private int _part;

    public PartRows(IReadOnlyList<TableSource> parts, BenchmarkTableOptions options)
    {
        (_parts, _options) = (parts, options);
        _current = TableFormats.Open(parts[0], options);
        (Columns, SearchSpace, Format) = (_current.Columns, _current.SearchSpace, $"{parts.Count} parts of {_current.Format}");
    }

    public string Format { get; }

    public IReadOnlyList<string> Columns { get; }

    public string? SearchSpace { get; }

    public string Position => $"{Path.GetFileName(_parts[_part].Name)}, {_current.Position}";

    public string? RowFault => _current.RowFault;

    public bool Read()
    {
        while (!_current.Read())
        {
            if (_part + 1 >= _parts.Count)
            {
                return false;
            }

            _current.Dispose();
            _current = TableFormats.Open(_parts[++_part], _options);
            if (!_current.Columns.SequenceEqual(Columns))
            {
                throw new InvalidDataException(
                    $"{_parts[_part].Name} has the columns {ShownText.List(_current.Columns)}, and {Path.GetFileName(_parts[0].Name)} has "
                    + ShownText.List(Columns));
            }
        }

        return true;
    }

    public string? WhyNoNumbers(int column) => _current.WhyNoNumbers(column);

    public IReadOnlyList<string> Sample(int column) => _current.Sample(column);

    public string Text(int column) => _current.Text(column);

    public void Numbers(ReadOnlySpan<int> columns, Span<double> values, Span<CellKind> kinds) => _current.Numbers(columns, values, kinds);

    public void Dispose() => _current.Dispose();
}
