namespace NasPipelines.Benchmarks.Tables;

/// <summary>The rows of a table file, one after the other.</summary>
internal interface ITableRows : IDisposable
{
    /// <summary>The columns' names; different, none blank.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The search space that the file itself names, or null.</summary>
    string? SearchSpace { get; }

    /// <summary>Where the current row is, such as <c>line 5</c>.</summary>
    string Position { get; }

    /// <summary>What is wrong with the current row as a whole, or null; its fields are then not to be read.</summary>
    string? RowFault { get; }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="InvalidDataException">The file is damaged from here on.</exception>
    bool Read();

    /// <summary>Whether a column holds numbers.</summary>
    bool IsNumeric(int column);

    /// <summary>A field as text.</summary>
    string Text(int column);

    /// <summary>Fields of the current row as numbers, NaN where one is missing.</summary>
    /// <param name="columns">The fields' columns.</param>
    /// <param name="values">Receives a number for each of them.</param>
    /// <returns>The place in <paramref name="columns"/> of the first field that is neither a number nor missing, or −1.</returns>
    int Numbers(ReadOnlySpan<int> columns, Span<double> values);
}
