using System.Globalization;
using Microsoft.ML;

namespace NasPipelines.Data;

/// <summary>Two tables of architectures joined into one, and what the join lost.</summary>
public sealed class JoinedTable : PrintedResult
{
    internal JoinedTable(IDataView view, int rows, int matched, int onlyInFirst, int onlyInSecond) =>
        (View, Rows, Matched, OnlyInFirst, OnlyInSecond) = (view, rows, matched, onlyInFirst, onlyInSecond);

    /// <summary>The rows, in the order of the first table: the architectures, then the numbers and texts of both tables.</summary>
    public IDataView View { get; }

    /// <summary>Number of rows of <see cref="View"/>.</summary>
    public int Rows { get; }

    /// <summary>Rows of the first table that the second has too.</summary>
    public int Matched { get; }

    /// <summary>Rows of the first table that the second lacks.</summary>
    public int OnlyInFirst { get; }

    /// <summary>Rows of the second table that the first lacks; they are always left out.</summary>
    public int OnlyInSecond { get; }

    /// <summary>The counts.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rows} rows: {Matched} in both tables, {OnlyInFirst} only in the first, {OnlyInSecond} only in the second");
}
