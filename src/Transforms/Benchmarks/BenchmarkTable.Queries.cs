namespace NasPipelines.Benchmarks;

internal sealed partial class BenchmarkTable
{
    private readonly Lazy<Dictionary<string, int>> _rowOf;

    /// <summary>The row of an architecture, the first one where it is there more than once; −1 where it is not.</summary>
    /// <param name="architecture">The architecture in any form that <see cref="Space"/> parses.</param>
    /// <exception cref="FormatException">It is none of the space.</exception>
    public int IndexOf(string architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return _rowOf.Value.TryGetValue(architecture, out var row) || _rowOf.Value.TryGetValue(Space.Parse(architecture).Text, out row) ? row : -1;
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
