using NasPipelines.Files;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Which columns of a table are read, and as what.</summary>
internal sealed class TablePlan
{
    private static readonly string[] UsualNames = ["architecture", "arch", "ops"];

    private readonly int[] _architecture;
    private readonly string[] _parts;
    private readonly int[] _derived;

    private TablePlan(
        SearchSpace space, BenchmarkTableDescription? description, int[] architecture, TableValue[] values, string[] textColumns)
    {
        Space = space;
        Description = description;
        _architecture = architecture;
        _parts = new string[architecture.Length];
        Values = values;
        ValueColumns = Array.ConvertAll(values, value => value.Column);
        _derived = [.. Enumerable.Range(0, values.Length).Where(i => values[i].Compute is not null)];
        TextColumns = textColumns;
    }

    public SearchSpace Space { get; }

    public BenchmarkTableDescription? Description { get; }

    /// <summary>The value columns, derived ones included.</summary>
    public TableValue[] Values { get; }

    /// <summary>The file's column of each value.</summary>
    public int[] ValueColumns { get; }

    /// <summary>The columns that are left out as text.</summary>
    public string[] TextColumns { get; }

    /// <exception cref="ArgumentException">A column that is asked for is not there, or nothing tells the space or the architecture
    /// column.</exception>
    public static TablePlan Make(string path, ITableRows rows, BenchmarkTableOptions options)
    {
        var columns = rows.Columns;
        var described = KnownTables.All.FirstOrDefault(table =>
            (options.Space is null || options.Space.Name == table.Space) && table.Recognises([.. columns]));
        var space = options.Space
            ?? (described?.Space ?? rows.SearchSpace ?? TableProvenanceFile.SpaceOf(path)) switch
            {
                { } name => SearchSpaces.Get(name),
                null => throw new ArgumentException(
                    $"{path}: nothing tells the search space of its architectures; name one of "
                    + $"{string.Join(", ", SearchSpaces.All.Select(known => known.Name))}"),
            };
        if (options.ArchitectureColumn is not null)
        {
            described = null;
        }

        int[] architecture = described is null
            ? [ArchitectureColumn(path, columns, options)]
            : [.. described.ArchitectureColumns.Select(name => Position(path, columns, name))];
        int[] candidates = [.. Enumerable.Range(0, columns.Count)
            .Except(architecture)
            .Where(i => described is null || !described.OtherColumns.Contains(columns[i]))];
        TableValue[] derived = [.. (described?.Derived ?? [])
            .Where(column => !columns.Contains(column.Name))
            .Select(column => new TableValue(Position(path, columns, column.Source), column.Name, column.Compute))];
        TableValue[] values = options.ValueColumns is { } named
            ? [.. named.Select(name => derived.FirstOrDefault(value => value.Name == name) ?? new(Position(path, columns, name), name))]
            : [.. candidates.Where(rows.IsNumeric).Select(i => new TableValue(i, columns[i])), .. derived];
        if (values.Any(value => value.Name == ArchitectureView.ArchitectureColumn))
        {
            throw new ArgumentException(
                $"{path}: a value column may not be named {ArchitectureView.ArchitectureColumn}, the name of the architectures' column");
        }

        var text = options.ValueColumns is null ? candidates.Except(values.Select(value => value.Column)).Select(i => columns[i]) : [];
        return new(space, described, architecture, values, [.. text]);
    }

    /// <summary>The names of the columns that make an architecture.</summary>
    public string ArchitectureNames(ITableRows rows) =>
        string.Join(" + ", _architecture.Select(column => ShownText.Of(rows.Columns[column])));

    /// <summary>Computes the derived values of a row in place.</summary>
    public void Derive(Span<double> values)
    {
        foreach (var i in _derived)
        {
            values[i] = Values[i].Compute!(values[i]);
        }
    }

    /// <summary>The current row's architecture.</summary>
    /// <exception cref="FormatException">It is not one of the space.</exception>
    public Architecture Parse(ITableRows rows)
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            _parts[i] = rows.Text(_architecture[i]);
        }

        var text = Description?.Compose(_parts) ?? _parts[0];
        return text.Length > 0 ? Space.Parse(text) : throw new FormatException("the architecture is blank");
    }

    private static int ArchitectureColumn(string path, IReadOnlyList<string> columns, BenchmarkTableOptions options)
    {
        if (options.ArchitectureColumn is { } named)
        {
            return Position(path, columns, named);
        }

        foreach (var usual in UsualNames)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i].Equals(usual, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        throw new ArgumentException(
            $"{path}: no column is named {string.Join(", ", UsualNames)}; set {nameof(options.ArchitectureColumn)} to one of "
            + ShownText.List(columns));
    }

    private static int Position(string path, IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"{path} has no column {name}; it has {ShownText.List(columns)}");
    }
}
