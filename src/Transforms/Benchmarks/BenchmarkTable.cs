using NasPipelines.Spaces;
using NasPipelines.Stages;
using System.Collections.Immutable;
using Microsoft.ML;

namespace NasPipelines.Benchmarks;

/// <summary>A table of architectures with named numbers, such as their true accuracies, in memory.</summary>
/// <remarks>
/// The file is CSV or TSV (plain or gzip, UTF-8, a header line, fields quoted as in RFC 4180) or Parquet. One column holds the
/// architecture in any form that its space parses; every other numeric column is kept under its name.
/// </remarks>
/// <threadsafety>Safe for any number of readers.</threadsafety>
internal sealed partial class BenchmarkTable
{
    private readonly string[] _architectures;
    private readonly double[][] _values;
    private readonly bool _singlePrecision;

    private BenchmarkTable(
        SearchSpace space, BenchmarkTableProvenance provenance, string[] architectures, string[] columns, double[][] values, bool singlePrecision)
    {
        Space = space;
        Provenance = provenance;
        _architectures = architectures;
        Columns = [.. columns];
        _values = values;
        _singlePrecision = singlePrecision;
        _rowOf = new(IndexRows);
    }

    /// <summary>The search space of the architectures.</summary>
    public SearchSpace Space { get; }

    /// <summary>Where the table comes from, and what was left out of it.</summary>
    public BenchmarkTableProvenance Provenance { get; }

    /// <summary>The architectures in the space's own text form, in the file's order.</summary>
    public IReadOnlyList<string> Architectures => _architectures;

    /// <summary>The names of the value columns, in the file's order or the one asked for.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count => _architectures.Length;

    /// <summary>The values of a column, NaN where one is missing.</summary>
    /// <exception cref="ArgumentException">There is no such column; the message lists those that exist.</exception>
    public ReadOnlySpan<double> Values(string column)
    {
        var index = Columns.IndexOf(column);
        return index >= 0 ? _values[index] : throw new ArgumentException($"there is no column {column}; the table has {string.Join(", ", Columns)}");
    }

    /// <summary>
    /// The table as a view: the column <c>Architecture</c> (text, annotated with search space and provenance), then the value columns.
    /// </summary>
    public IDataView ToDataView() => new ArchitectureView(
        Space.Name, Provenance.ToJson(), _architectures, Columns, _values, _singlePrecision);

    /// <inheritdoc/>
    public override string ToString() => $"{Count} architectures of {Space.Name} with {Columns.Length} columns from {Provenance.File}";
}
