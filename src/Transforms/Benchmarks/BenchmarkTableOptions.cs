using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks;

/// <summary>How <see cref="BenchmarkTables.Load(string, BenchmarkTableOptions, Scoring.RunOptions)"/> reads a table.</summary>
public sealed class BenchmarkTableOptions : BenchmarkOptions
{
    /// <summary>All options at their defaults.</summary>
    public BenchmarkTableOptions()
    {
        MaxBytes = 4L << 30;
    }

    /// <summary>The search space of the architectures.</summary>
    /// <value>
    /// The default, null, takes the one that the table's description or its provenance file names, or the only one that reads the texts of
    /// a column. A table without any is read without architectures.
    /// </value>
    public SearchSpace? Space { get; init; }

    /// <summary>The column with the architectures, in any form that the space parses.</summary>
    /// <value>
    /// The default, null, takes the one that a known table has, else the one whose texts the space reads; among several, the one with a
    /// usual name such as <c>architecture</c>, <c>arch</c> or <c>arch_str</c> in any case. A column of numbers counts as indices of a
    /// benchmark by its name only, and where no texts are architectures.
    /// </value>
    public string? ArchitectureColumn { get; init; }

    /// <summary>The encoding of the architectures.</summary>
    /// <value>The default, null, takes for each architecture the first of its space's encodings that recognises it.</value>
    public string? Encoding { get; init; }

    /// <summary>
    /// The numeric columns to keep, in this order. Each must hold numbers. Where a file has no names (an array of NumPy, rows of JSON) and
    /// as many columns, these are their names.
    /// </summary>
    /// <value>The default, null, keeps all of them and leaves out columns of text.</value>
    public IReadOnlyList<string>? ValueColumns { get; init; }

    /// <summary>
    /// The columns that matter: where they are there, each must hold numbers, and a fault in any other column leaves that column out, with
    /// a warning, instead of ending in an error.
    /// </summary>
    /// <value>The default, null: a fault in any column of numbers is an error.</value>
    public IReadOnlyList<string>? RequiredColumns { get; init; }

    /// <summary>
    /// Columns to keep even where they hold text, such as the name of a data set; one of numbers stays one of numbers. Names that the
    /// table lacks are ignored.
    /// </summary>
    /// <value>The default is none: columns of text are left out.</value>
    public IReadOnlyList<string> TextColumns { get; init; } = [];

    /// <summary>The character between the fields of a text table.</summary>
    /// <value>
    /// The default, null, takes a comma for .csv and a tabulator for .tsv, .tab and .txt where the first lines agree with it, else what the
    /// first lines tell.
    /// </value>
    public char? Separator { get; init; }

    /// <summary>The character before the decimals of a number in a text: a point or a comma.</summary>
    /// <value>
    /// The default, null, is a point; numbers with commas are then an error, since a comma may separate decimals or thousands.
    /// </value>
    public char? Decimal { get; init; }

    /// <summary>The texts, in any case, that stand for a missing value, which becomes NaN.</summary>
    /// <value>The default is a blank field, <c>NaN</c>, <c>NA</c>, <c>N/A</c>, <c>None</c> and <c>null</c>.</value>
    public IReadOnlyList<string> MissingValues { get; init; } = ["", "NaN", "NA", "N/A", "None", "null"];

    /// <summary>What becomes of rows that have the same architecture.</summary>
    /// <value>The default is <see cref="DuplicateRows.Keep"/>; their number is a warning.</value>
    public DuplicateRows Duplicates { get; init; } = DuplicateRows.Keep;

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
        .Defined(Duplicates)
        .Require(Decimal is null or '.' or ',', $"{nameof(Decimal)} must be '.' or ',' (was '{Decimal}').")
        .Require(Separator is null || Separator != Decimal, $"{nameof(Separator)} must not be that of decimals.")
        .Require(Encoding is null || !string.IsNullOrWhiteSpace(Encoding), $"{nameof(Encoding)} must be the name of an encoding, or null.")
        .Require(
            Separator is not ('"' or '\r' or '\n' or >= '\u0080' or '\0'),
            $"{nameof(Separator)} must not be a quote or a line break, and must be ASCII.")
        .Require(TextColumns is not null, $"{nameof(TextColumns)} must not be null; an empty list keeps none.")
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
