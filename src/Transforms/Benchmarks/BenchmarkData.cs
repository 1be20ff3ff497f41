using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.ML;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines.Benchmarks;

/// <summary>What was read of a benchmark's files: architectures in a published text form, and typed columns of numbers.</summary>
/// <threadsafety>Safe for any number of readers.</threadsafety>
internal sealed class BenchmarkData
{
    private readonly string[] _architectures;
    private readonly double[][] _values;
    private readonly BenchmarkReadOptions _options;

    internal BenchmarkData(
        BenchmarkFile benchmark,
        BenchmarkReadOptions options,
        string[] architectures,
        IEnumerable<BenchmarkColumn> columns,
        double[][] values,
        IEnumerable<BenchmarkSource> sources,
        IEnumerable<string> warnings)
    {
        Benchmark = benchmark;
        _options = options;
        _architectures = architectures;
        _values = values;
        Columns = [.. columns];
        Sources = [.. sources];
        Warnings = [.. warnings];
    }

    /// <summary>The benchmark.</summary>
    public BenchmarkFile Benchmark { get; }

    /// <summary>The architectures, in the files' order.</summary>
    public IReadOnlyList<string> Architectures => _architectures;

    /// <summary>The space that the files made; null where the benchmark has one of its own.</summary>
    internal SearchSpace? OwnSpace { get; init; }

    /// <summary>The number of architectures.</summary>
    public int Count => _architectures.Length;

    /// <summary>The columns of numbers.</summary>
    public ImmutableArray<BenchmarkColumn> Columns { get; }

    /// <summary>
    /// The column that the literature ranks by (<see cref="BenchmarkFile.Protocol"/>), or null where the options or the files leave it out.
    /// </summary>
    public string? Truth => Columns.FirstOrDefault(column => column.Name == Benchmark.Truth) is { } truth
        && Values(truth.Name).ContainsAnyExcept(double.NaN)
            ? truth.Name
            : null;

    /// <summary>The files that were read, in reading order.</summary>
    public ImmutableArray<BenchmarkSource> Sources { get; }

    /// <summary>What is missing or doubtful, a text each.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>The values of a column, NaN where an architecture has none (<see cref="Warnings"/> says why).</summary>
    /// <exception cref="ArgumentException">There is no such column; the message lists those that exist.</exception>
    public ReadOnlySpan<double> Values(string column)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (Columns[i].Name == column)
            {
                return _values[i];
            }
        }

        throw new ArgumentException($"there is no column {column}; there are {string.Join(", ", Columns.Select(known => known.Name))}");
    }

    /// <summary>
    /// The data as a view: the column <c>Architecture</c> (text, annotated with search space and provenance), then the columns of numbers,
    /// each of the smallest type of <see cref="int"/>, <see cref="long"/>, <see cref="float"/> and <see cref="double"/> that keeps every
    /// value.
    /// </summary>
    public IDataView ToDataView() => new ArchitectureView(
        OwnSpace ?? _options.SearchSpace ?? SearchSpaces.Get(Benchmark.Space),
        Provenance(),
        _architectures,
        null,
        [.. Columns.Select((column, i) =>
            new ViewColumn(column.Name, ViewColumn.Compact(_values[i]), JsonSerializer.Serialize(new { meaning = column.Meaning })))]);

    /// <inheritdoc/>
    public override string ToString() => $"{Count} architectures of {Benchmark.Space} with {Columns.Length} columns from {Benchmark.Name}";

    private string Provenance() => JsonSerializer.Serialize(new
    {
        benchmark = Benchmark.Name,
        protocol = Truth is null ? null : Benchmark.Protocol,
        truth = Truth,
        datasets = _options.Datasets,
        splits = _options.Splits,
        epochs = _options.Epochs,
        seeds = _options.Seeds.ToString(),
        seed = _options.Seed,
        files = Sources.Length,
        sources = Sources.Take(16).Select(source => new { file = source.File, sha256 = source.Sha256 }),
        warnings = Warnings,
    });
}
