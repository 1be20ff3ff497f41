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

    /// <summary>A field as a number: NaN where it is missing, null where it is neither.</summary>
    double? Number(int column);
}
