using Microsoft.ML;

namespace NasPipelines;

/// <summary>Two tables of architectures joined into one, and what the join lost.</summary>
/// <param name="View">The rows, in the order of the first table: <c>Architecture</c>, then the numbers of both tables.</param>
/// <param name="Rows">Number of rows of <paramref name="View"/>.</param>
/// <param name="Matched">Rows of the first table that the second has too.</param>
/// <param name="OnlyInFirst">Rows of the first table that the second lacks.</param>
/// <param name="OnlyInSecond">Rows of the second table that the first lacks; they are always left out.</param>
public sealed record JoinedTable(IDataView View, int Rows, int Matched, int OnlyInFirst, int OnlyInSecond)
{
    /// <summary>The counts.</summary>
    public override string ToString() => $"{Rows} rows: {Matched} in both tables, {OnlyInFirst} only in the first, {OnlyInSecond} only in the second";
}
