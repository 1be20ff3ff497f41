using System.Globalization;

namespace NasPipelines.Scoring;

/// <summary>The value of a score or of a criterion, or why there is none.</summary>
public readonly struct ScoreValue : IEquatable<ScoreValue>
{
    internal ScoreValue(double value, string? reason)
    {
        Value = value;
        Reason = reason;
    }

    /// <summary>The value; NaN where there is none.</summary>
    public double Value { get; }

    /// <summary>Why there is no value; null where there is one.</summary>
    public string? Reason { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsDefined => Reason is null;

    /// <summary>No value.</summary>
    /// <param name="reason">What makes the formula undefined here.</param>
    public static ScoreValue Missing(string reason) => new(double.NaN, reason);

    /// <summary>
    /// A number; one that is not finite becomes missing, and a negative zero a zero, as files and journals keep no sign of it.
    /// </summary>
    public static implicit operator ScoreValue(double value) =>
        double.IsFinite(value) ? new(value + 0.0, null) : Missing(double.IsNaN(value) ? "not a number" : "overflow to infinity");

    /// <summary>The value with four decimals, or "–" and the reason.</summary>
    public override string ToString() => IsDefined ? Value.ToString("F4", CultureInfo.InvariantCulture) : $"– ({Reason})";

    bool IEquatable<ScoreValue>.Equals(ScoreValue other) => Value.Equals(other.Value) && Reason == other.Reason;

    /// <summary>How far two values are apart, relative to the larger one.</summary>
    internal static double RelativeDifference(double a, double b) => a == b ? 0 : Math.Abs(a - b) / Math.Max(Math.Abs(a), Math.Abs(b));

    /// <summary>Whether two values are equal to a relative tolerance; 0 asks for the same number.</summary>
    internal static bool Agree(double a, double b, double tolerance) =>
        a == b || Math.Abs(a - b) <= tolerance * Math.Max(Math.Abs(a), Math.Abs(b));
}
