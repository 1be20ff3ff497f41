using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.Data;

/// <summary>How two tables of architectures are joined.</summary>
public sealed class JoinOptions
{
    /// <summary>What becomes of rows of the first table that the second lacks.</summary>
    /// <value>Default: <see cref="UnmatchedRows.Drop"/>.</value>
    public UnmatchedRows Unmatched { get; init; } = UnmatchedRows.Drop;

    /// <summary>
    /// Whether rows match when they are the same function at initialisation, however they are written; otherwise the encodings must be
    /// equal (each text is read and written anew by the space first).
    /// </summary>
    /// <value>
    /// Default: false. With true, a row takes the mean over all rows of the second table that are its equals, and their different texts.
    /// </value>
    public bool MatchEquivalent { get; init; }

    /// <summary>The columns of the second table to take.</summary>
    /// <value>Default: null, which takes every column of numbers or of text.</value>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The column of architectures in both tables.</summary>
    /// <value>Default: <c>Architecture</c>.</value>
    public string ArchitectureColumnName { get; init; } = ArchitectureColumns.DefaultName;

    /// <summary>The space of the architectures of both tables.</summary>
    /// <value>Default: null, which takes the one that each column of architectures says it is of.</value>
    public SearchSpace? SearchSpace { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate() => new OptionFaults()
        .Defined(Unmatched)
        .Require(
            Columns is null || !(Columns.Any(string.IsNullOrEmpty) || Columns.Distinct().Count() < Columns.Count),
            $"Columns must not be empty names nor repeat (were {string.Join(", ", (Columns ?? []).Select(name => $"'{name}'"))}).")
        .NotEmpty(ArchitectureColumnName, "the column of architectures")
        .Throw();
}
