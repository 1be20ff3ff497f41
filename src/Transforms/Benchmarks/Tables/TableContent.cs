using NasPipelines.Files;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>The rows of a table as they are read, and what is wrong with some of them.</summary>
internal sealed class TableContent
{
    private const int ReasonsKept = 20;
    private const int LongestReason = 500;
    private const int RowBytes = 160; // an architecture, its text and their places

    private readonly string _path;
    private readonly ITableRows _rows;
    private readonly TablePlan _plan;
    private readonly BenchmarkTableOptions _options;
    private readonly MemoryBudget _budget;
    private readonly char _decimal;
    private readonly double[] _values;
    private readonly CellKind[] _kinds;
    private readonly List<(int Row, string What)> _skipped = [];
    private int _skippedRows;

    public TableContent(string path, ITableRows rows, TablePlan plan, BenchmarkTableOptions options)
    {
        (_path, _rows, _plan, _options, _budget) = (path, rows, plan, options, MemoryBudget.Of(path));
        _decimal = options.Decimal ?? '.';
        Buffers = [.. plan.Columns.Select((column, i) => new ColumnBuffer(rows.Columns[column], plan.Required[i]))];
        (_values, _kinds) = (new double[Buffers.Length], new CellKind[Buffers.Length]);
    }

    public List<Architecture> Architectures { get; } = [];

    public List<string> Texts { get; } = [];

    public ColumnBuffer[] Buffers { get; }

    /// <summary>The number of rows taken, those with a bad field included.</summary>
    public int Count { get; private set; }

    /// <summary>Takes the current row.</summary>
    /// <exception cref="InvalidDataException">It is bad, and the policy is to fail.</exception>
    public void Add()
    {
        Architecture? architecture = null;
        if (Fault(ref architecture) is { } fault)
        {
            var message = $"{_path}, {_rows.Position}{ShownText.Of(fault, LongestReason)}";
            if (_options.BadRows == BadRowPolicy.Fail)
            {
                throw new InvalidDataException(message);
            }

            _skippedRows++;
            if (_skippedRows <= ReasonsKept)
            {
                _skipped.Add((Count, message));
            }

            return;
        }

        var text = architecture?.Text;
        _budget.Take(
            RowBytes + (2L * (text?.Length ?? 0)) + (sizeof(int) * (long)(architecture?.Genes.Length ?? 0))
            + (3L * sizeof(double) * _values.Length));
        if (architecture is not null)
        {
            Architectures.Add(architecture);
            Texts.Add(text!);
        }

        _rows.Numbers(_plan.Columns, _values, _kinds);
        for (var i = 0; i < _values.Length; i++)
        {
            if (_kinds[i] >= CellKind.Separated)
            {
                Buffers[i].AddFault(_rows.Position, _rows.Text(_plan.Columns[i]), _kinds[i]);
            }
            else
            {
                if (!_options.AllowMissing && _kinds[i] != CellKind.Number)
                {
                    Buffers[i].NoteMissing(_rows.Position);
                }

                Buffers[i].Add(_values[i], _kinds[i]);
            }
        }

        Count++;
    }

    /// <summary>The rows that are good in the columns that are kept, and what is wrong with the others.</summary>
    /// <param name="kept">The columns that are kept.</param>
    /// <exception cref="InvalidDataException">One is bad, and the policy is to fail; or all are.</exception>
    public (bool[] Good, int Skipped, string[] Reasons) Judge(IReadOnlyCollection<ColumnBuffer> kept)
    {
        var good = new bool[Count];
        Array.Fill(good, true);
        foreach (var column in kept)
        {
            foreach (var row in column.Bad)
            {
                good[row] = false;
            }

            foreach (var (row, where, text, kind) in column.Faults)
            {
                _skipped.Add((row, $"{_path}, {where}, column {ShownText.Of(column.Name)}: {CellFault.Of(text, kind, _decimal)}"));
            }
        }

        if (!_options.AllowMissing)
        {
            ForbidMissing(kept, good);
        }

        var ordered = _skipped.OrderBy(reason => reason.Row).Select(reason => reason.What).ToArray();
        var bad = good.Count(row => !row);
        if (bad > 0 && _options.BadRows == BadRowPolicy.Fail)
        {
            throw new InvalidDataException(ShownText.Of(ordered[0], 2 * LongestReason));
        }

        var skipped = _skippedRows + bad;
        return bad < Count ? (good, skipped, ordered[..Math.Min(ordered.Length, ReasonsKept)])
            : throw new InvalidDataException(skipped == 0
                ? $"{_path} has a header and no rows"
                : Invariant($"{_path}: each of its {skipped} rows is bad; the first: {ordered[0]}"));
    }

    private void ForbidMissing(IReadOnlyCollection<ColumnBuffer> kept, bool[] good)
    {
        foreach (var column in kept)
        {
            for (var row = 0; row < good.Length; row++)
            {
                good[row] &= !double.IsNaN(column.Values[row]);
            }

            foreach (var (row, where) in column.Missing)
            {
                _skipped.Add((row, $"{_path}, {where}, column {ShownText.Of(column.Name)}: the value is missing, and "
                    + $"{nameof(_options.AllowMissing)} is off"));
            }
        }
    }

    /// <summary>Reads a row's architecture; the result is what is wrong with the row, or null.</summary>
    private string? Fault(ref Architecture? architecture)
    {
        if (_rows.RowFault is { } rowFault)
        {
            return $": {rowFault}";
        }

        try
        {
            architecture = _plan.Space is null ? null : _plan.Parse(_rows);
            return null;
        }
        catch (FormatException unreadable)
        {
            return $", column {_plan.ArchitectureNames(_rows)}: {unreadable.Message}";
        }
    }
}
