using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NasPipelines.Scoring;

/// <summary>The raw values of one architecture, with the reason where there is none.</summary>
public sealed class ScoreRow
{
    /// <summary>Values of an architecture.</summary>
    /// <param name="values">A raw value for each column of the scorer.</param>
    /// <param name="seconds">
    /// Time that each score's own passes took; passes that scores share count for each of them. Null where it was not measured.
    /// </param>
    public ScoreRow(IEnumerable<ScoreValue> values, IEnumerable<double>? seconds = null)
    {
        Values = values is ImmutableArray<ScoreValue> array ? array : [.. values];
        Seconds = seconds is null ? [.. new double[Values.Length]] : [.. seconds];
    }

    /// <summary>Values that were found together.</summary>
    /// <param name="values">The values, which nobody else holds.</param>
    /// <param name="seconds">What all of them took.</param>
    internal ScoreRow(ScoreValue[] values, double seconds)
    {
        var each = new double[values.Length];
        Array.Fill(each, seconds);
        Values = ImmutableCollectionsMarshal.AsImmutableArray(values);
        Seconds = ImmutableCollectionsMarshal.AsImmutableArray(each);
    }

    /// <summary>A raw value for each column of the scorer.</summary>
    public ImmutableArray<ScoreValue> Values { get; }

    /// <summary>Time that each score's own passes took.</summary>
    public ImmutableArray<double> Seconds { get; }

    /// <summary>
    /// Whether values are missing because scoring failed, which may not happen again, rather than because they are undefined.
    /// </summary>
    public bool Failed { get; init; }

    /// <summary>The row of an architecture whose scoring failed.</summary>
    internal static ScoreRow OfFailure(int columns, string reason, double seconds = 0) =>
        new(Enumerable.Repeat(ScoreValue.Missing(reason), columns), Enumerable.Repeat(seconds, columns)) { Failed = true };

    /// <summary>The oriented value, higher is better; NaN where there is none.</summary>
    internal double Oriented(int column, ScoreDirection direction) =>
        direction == ScoreDirection.LowerIsBetter ? 0.0 - Values[column].Value : Values[column].Value;

    /// <summary>Why values are missing, as "name: reason; …"; empty where none is.</summary>
    internal string Status(IReadOnlyList<ScoreColumn> columns) =>
        string.Join("; ", Values.Zip(columns).Where(p => p.First.Reason is not null).Select(p => $"{p.Second.Name}: {p.First.Reason}"));
}
