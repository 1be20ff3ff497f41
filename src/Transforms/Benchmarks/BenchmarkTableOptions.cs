using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks;

/// <summary>How <see cref="BenchmarkTables.Load"/> reads a table.</summary>
public sealed class BenchmarkTableOptions : BenchmarkOptions
{
    /// <summary>All options at their defaults.</summary>
    public BenchmarkTableOptions()
    {
        MaxBytes = 4L << 30;
    }

    /// <summary>The search space of the architectures.</summary>
    /// <value>The default, null, takes the one that the table's description or its provenance file names.</value>
    public SearchSpace? Space { get; init; }

    /// <summary>The column with the architectures, in any form that the space parses.</summary>
    /// <value>
    /// The default, null, takes the one that a known table has, or else a column named
    /// <c>Architecture</c>, <c>Arch</c> or <c>Ops</c> in any case.
    /// </value>
    public string? ArchitectureColumn { get; init; }

    /// <summary>The numeric columns to keep, in this order.</summary>
    /// <value>The default, null, keeps all of them and leaves out columns without a number.</value>
    public IReadOnlyList<string>? ValueColumns { get; init; }

    /// <summary>The character between the fields of a text table.</summary>
    /// <value>The default, null, takes a comma for .csv and a tabulator for .tsv, .tab and .txt.</value>
    public char? Separator { get; init; }

    /// <summary>The texts, in any case, that stand for a missing value, which becomes NaN.</summary>
    /// <value>The default is a blank field and <c>NaN</c>.</value>
    public IReadOnlyList<string> MissingValues { get; init; } = ["", "NaN"];

    /// <summary>What to do about bad rows.</summary>
    /// <value>The default is <see cref="BadRowPolicy.Fail"/>.</value>
    public BadRowPolicy BadRows { get; init; } = BadRowPolicy.Fail;

    /// <summary>Whether the value columns of the view are <see cref="float"/> instead of <see cref="double"/>.</summary>
    /// <value>The default is false.</value>
    public bool SinglePrecision { get; init; }

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    internal void Validate() => new OptionFaults()
        .Defined(BadRows)
        .Require(Separator is not ('"' or '\r' or '\n'), $"{nameof(Separator)} must not be a quote or a line break.")
        .Require(MissingValues is not null, $"{nameof(MissingValues)} must not be null; an empty list allows none.")
        .Require(
            ArchitectureColumn is null || !string.IsNullOrWhiteSpace(ArchitectureColumn),
            $"{nameof(ArchitectureColumn)} must be a column's name, or null.")
        .Require(
            ValueColumns is null || ValueColumns.Distinct(StringComparer.Ordinal).Count() == ValueColumns.Count,
            $"{nameof(ValueColumns)} must name each column once (was {string.Join(", ", ValueColumns ?? [])}).")
        .Range(MaxBytes, 1, long.MaxValue)
        .Throw();
}
