using System.Globalization;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Rows of columns in memory: an array of <see cref="double"/>, or of text that may be numbers.</summary>
internal sealed class ColumnRows : ITableRows
{
    private readonly Array[] _columns;
    private readonly string?[] _why;
    private readonly NumberText _number;
    private readonly int _rows;
    private int _row = -1;

    /// <param name="format">What the file is.</param>
    /// <param name="columns">Names and values: <c>double[]</c>, or <c>string?[]</c>; null where a column has neither.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="options">Words for missing values and the like.</param>
    /// <param name="why">What the columns without values hold.</param>
    public ColumnRows(
        string format, IReadOnlyList<(string Name, Array? Values)> columns, int rows, BenchmarkTableOptions options,
        IReadOnlyDictionary<string, string>? why = null)
    {
        Format = format;
        Columns = [.. columns.Select(column => column.Name)];
        _columns = [.. columns.Select(column => column.Values ?? Array.Empty<string>())];
        _why = [.. columns.Select(column => column.Values is null ? why?.GetValueOrDefault(column.Name) ?? "no numbers" : null)];
        _number = new(options);
        _rows = rows;
    }

    public string Format { get; }

    public IReadOnlyList<string> Columns { get; }

    public string? SearchSpace { get; init; }

    public string Position => Invariant($"row {_row + 1}");

    public string? RowFault => null;

    public bool Read() => ++_row < _rows;

    public string? WhyNoNumbers(int column) => _why[column];

    public IReadOnlyList<string> Sample(int column) =>
        _why[column] is null && _columns[column] is string?[] texts ? [.. texts.Take(TableSample.Rows).Select(text => text ?? "")] : [];

    public string Text(int column) => _why[column] is not null ? "" : _columns[column] switch
    {
        double[] numbers => numbers[_row].ToString(CultureInfo.InvariantCulture),
        var texts => ((string?[])texts)[_row] ?? "",
    };

    public void Numbers(ReadOnlySpan<int> columns, Span<double> values, Span<CellKind> kinds)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (_columns[columns[i]] is double[] numbers)
            {
                values[i] = numbers[_row];
                kinds[i] = double.IsNaN(values[i]) ? CellKind.Missing : CellKind.Number;
            }
            else
            {
                kinds[i] = _why[columns[i]] is null ? _number.Read(Text(columns[i]), out values[i]) : CellKind.Text;
            }
        }
    }

    public void Dispose()
    {
    }
}
