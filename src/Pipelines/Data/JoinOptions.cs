namespace NasPipelines;

/// <summary>What becomes of rows of the first table that the second lacks.</summary>
public enum UnmatchedRows
{
    /// <summary>They are left out, and counted.</summary>
    Drop,

    /// <summary>They stay, with NaN in the columns of the second table, and are counted.</summary>
    Keep,

    /// <summary>They are an error, which names the first.</summary>
    Fail,
}

/// <summary>How two tables of architectures are joined.</summary>
public sealed record JoinOptions
{
    /// <summary>What becomes of rows of the first table that the second lacks.</summary>
    /// <value>Default: <see cref="UnmatchedRows.Drop"/>.</value>
    public UnmatchedRows Unmatched { get; init; } = UnmatchedRows.Drop;

    /// <summary>
    /// Whether rows match when they are the same function at initialisation, however they are written; otherwise the encodings must be equal
    /// (each text is read and written anew by the space first).
    /// </summary>
    /// <value>Default: false. With true, a row takes the mean over all rows of the second table that are its equals.</value>
    public bool MatchEquivalent { get; init; }

    /// <summary>The columns of the second table to take.</summary>
    /// <value>Default: null, which takes every column of numbers.</value>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!Enum.IsDefined(Unmatched))
        {
            faults.Add($"Unmatched must be one of {string.Join(", ", Enum.GetNames<UnmatchedRows>())}");
        }

        if (Columns is { } columns && (columns.Any(string.IsNullOrEmpty) || columns.Distinct().Count() < columns.Count))
        {
            faults.Add("Columns must not be empty names nor repeat");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"Options of the join: {string.Join("; ", faults)}.");
        }
    }
}
