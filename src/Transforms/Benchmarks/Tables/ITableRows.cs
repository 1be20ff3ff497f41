namespace NasPipelines.Benchmarks.Tables;

/// <summary>The rows of a table, one after the other.</summary>
internal interface ITableRows : IDisposable
{
    /// <summary>What the file is, such as <c>text separated by ','</c>.</summary>
    string Format { get; }

    /// <summary>The columns' names; different, blank where a column has none.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The search space that the file itself names, or null.</summary>
    string? SearchSpace { get; }

    /// <summary>Where the current row is, such as <c>line 5</c>.</summary>
    string Position { get; }

    /// <summary>What is wrong with the current row as a whole, or null; its fields are then not to be read.</summary>
    string? RowFault { get; }

    /// <summary>What the file says of where a column comes from, a JSON object; null where it says nothing.</summary>
    string? Provenance(int column) => null;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="InvalidDataException">The file is damaged from here on.</exception>
    bool Read();

    /// <summary>What a column holds that are no numbers, such as <c>lists</c>; null where its fields may be numbers.</summary>
    string? WhyNoNumbers(int column);

    /// <summary>The first fields of a column as text; none where they have no text.</summary>
    IReadOnlyList<string> Sample(int column);

    /// <summary>A field as text.</summary>
    string Text(int column);

    /// <summary>Fields of the current row as numbers, NaN where one is missing or no number.</summary>
    /// <param name="columns">The fields' columns.</param>
    /// <param name="values">Receives a number for each of them.</param>
    /// <param name="kinds">Receives what each is.</param>
    void Numbers(ReadOnlySpan<int> columns, Span<double> values, Span<CellKind> kinds);
}
