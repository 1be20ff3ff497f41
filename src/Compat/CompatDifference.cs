using System.Globalization;

namespace NasPipelines.Compat;

/// <summary>A figure as a published implementation computes it, beside the one computed here.</summary>
public sealed class CompatDifference
{
    internal CompatDifference(string name, double published, double here, string reason) =>
        (Name, Published, Here, Reason) = (name, published, here, reason);

    /// <summary>The figure, in that implementation's words.</summary>
    public string Name { get; }

    /// <summary>Its value there; NaN where that implementation gives NaN.</summary>
    public double Published { get; }

    /// <summary>Its value here, with missing scores dropped and ties by expectation; NaN where undefined.</summary>
    public double Here { get; }

    /// <summary>Why the two may differ.</summary>
    public string Reason { get; }

    /// <summary>Whether the two are equal but for rounding.</summary>
    public bool IsSame => Published.Equals(Here) || Math.Abs(Published - Here) < 1e-12;

    /// <summary>Both values, and the reason where they differ.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {Published:F6} there, {Here:F6} here{(IsSame ? "" : $" ({Reason})")}");
}
