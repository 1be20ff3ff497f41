namespace NasPipelines.Benchmarks.Tables;

/// <summary>What a field is when a number is expected.</summary>
internal enum CellKind : byte
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>Nothing.</summary>
    Blank,

    /// <summary>A word for a missing value.</summary>
    Missing,

    /// <summary>Digits with another separator of decimals, or with one of thousands: reading it would be a guess.</summary>
    Separated,

    /// <summary>Something else.</summary>
    Text,
}
