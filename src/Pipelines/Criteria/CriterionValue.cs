using System.Globalization;

namespace NasPipelines;

/// <summary>The value of a criterion, or NaN with the reason why there is none.</summary>
/// <param name="Value">The value; NaN exactly where <paramref name="UndefinedBecause"/> is given.</param>
/// <param name="UndefinedBecause">Why there is no value (for instance "the scores are constant"); null where there is one.</param>
public readonly record struct CriterionValue(double Value, string? UndefinedBecause = null)
{
    /// <summary>Whether there is a value.</summary>
    public bool IsDefined => UndefinedBecause is null;

    /// <summary>No value, and why.</summary>
    /// <param name="because">The reason, as a clause that can follow "because".</param>
    public static CriterionValue Undefined(string because) => new(double.NaN, because);

    /// <summary>A defined value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator CriterionValue(double value) => new(value);

    /// <summary>A defined value.</summary>
    /// <param name="value">The value.</param>
    public static CriterionValue FromDouble(double value) => new(value);

    /// <summary>The value with four decimals, or "–" and the reason.</summary>
    public override string ToString() =>
        IsDefined ? Value.ToString("F4", CultureInfo.InvariantCulture) : $"– ({UndefinedBecause})";
}
