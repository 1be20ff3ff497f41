using System.Collections.Immutable;
using Microsoft.ML;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines.Benchmarks;

/// <summary>A table of architectures with named numbers, such as their true accuracies, in memory.</summary>
/// <remarks>
/// One column of the file holds the architecture in any form that its space parses, or none does; every other numeric column is kept
/// under its name.
/// </remarks>
/// <threadsafety>Safe for any number of readers.</threadsafety>
internal sealed class BenchmarkTable
{
    private readonly SearchSpace? _space;
    private readonly Architecture[] _parsed;
    private readonly string[] _architectures;
    private readonly double[][] _values;
    private readonly string?[] _provenances;
    private readonly (string Name, string[] Values)[] _textColumns;
    private readonly bool _singlePrecision;
    private readonly Lazy<Dictionary<string, int>> _rowOf;

    public BenchmarkTable(
        SearchSpace? space,
        BenchmarkTableProvenance provenance,
        Architecture[] parsed,
        string[] architectures,
        int rows,
        string[] columns,
        double[][] values,
        string?[] provenances,
        (string Name, string[] Values)[] textColumns,
        bool singlePrecision)
    {
        _space = space;
        Count = rows;
        Provenance = provenance;
        _parsed = parsed;
        _architectures = architectures;
        Columns = [.. columns];
        _values = values;
        _provenances = provenances;
        _textColumns = textColumns;
        _singlePrecision = singlePrecision;
        _rowOf = new(IndexRows);
    }

    /// <summary>The search space of the architectures.</summary>
    /// <exception cref="InvalidOperationException">The table has none.</exception>
    public SearchSpace Space => _space ?? throw new InvalidOperationException($"{Provenance.File} has no architectures");

    /// <summary>Where the table comes from, and what was left out of it.</summary>
    public BenchmarkTableProvenance Provenance { get; }

    /// <summary>The architectures in the space's own text form, in the file's order.</summary>
    public IReadOnlyList<string> Architectures => _architectures;

    /// <summary>The names of the value columns, in the file's order or the one asked for.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The values of a column, NaN where one is missing.</summary>
    /// <exception cref="ArgumentException">There is no such column; the message lists those that exist.</exception>
    public ReadOnlySpan<double> Values(string column)
    {
        var index = Columns.IndexOf(column);
        return index >= 0
            ? _values[index]
            : throw new ArgumentException($"there is no column {column}; the table has {string.Join(", ", Columns)}");
    }

    /// <summary>
    /// The table as a view: the column <c>Architecture</c> (text, annotated with search space and provenance) where it has architectures,
    /// then the value columns, then those of text.
    /// </summary>
    public IDataView View()
    {
        ViewColumn[] columns =
        [
            .. Columns.Select(
                (name, i) => new ViewColumn(
                    name, _singlePrecision ? Array.ConvertAll(_values[i], value => (float)value) : _values[i], _provenances[i])),
            .. _textColumns.Select(column => new ViewColumn(column.Name, column.Values)),
        ];
        return _space is null
            ? new ArchitectureView(Count, columns)
            : new ArchitectureView(_space, Provenance.ToJson(), _architectures, _parsed, columns);
    }

    /// <summary>The row of an architecture, the first one where it is there more than once; −1 where it is not.</summary>
    /// <param name="architecture">The architecture in any form that <see cref="Space"/> parses.</param>
    /// <exception cref="FormatException">It is none of the space.</exception>
    public int IndexOf(string architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return _rowOf.Value.TryGetValue(architecture, out var row)
            || _rowOf.Value.TryGetValue(Space.Parse(architecture).Text, out row) ? row : -1;
    }

    /// <summary>An architecture's value, NaN where the table has the architecture and lacks the value.</summary>
    /// <param name="architecture">The architecture in any form that <see cref="Space"/> parses.</param>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those that exist.</exception>
    /// <exception cref="FormatException">The architecture is none of the space.</exception>
    /// <exception cref="KeyNotFoundException">The architecture is of the space, and not in the table.</exception>
    public double Value(string architecture, string column)
    {
        var row = IndexOf(architecture);
        return row >= 0
            ? Values(column)[row]
            : throw new KeyNotFoundException($"{Provenance.File} has no architecture {architecture} (it has {Count} of {Space.Name})");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Count} {(_space is null ? "rows without architectures" : $"architectures of {_space.Name}")} with {Columns.Length} columns from "
        + $"{Provenance.File}: {Provenance.Told}";

    private Dictionary<string, int> IndexRows()
    {
        var index = new Dictionary<string, int>(_architectures.Length, StringComparer.Ordinal);
        for (var row = 0; row < _architectures.Length; row++)
        {
            index.TryAdd(_architectures[row], row);
        }

        return index;
    }
}
