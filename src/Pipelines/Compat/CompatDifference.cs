using System.Globalization;

namespace NasPipelines;

/// <summary>A figure as a published implementation computes it, beside the one computed here.</summary>
/// <param name="Name">The figure, in that implementation's words.</param>
/// <param name="Published">Its value there; NaN where that implementation gives NaN.</param>
/// <param name="Here">Its value here, with missing scores dropped and ties by expectation; NaN where undefined.</param>
/// <param name="Reason">Why the two may differ.</param>
public sealed record CompatDifference(string Name, double Published, double Here, string Reason)
{
    /// <summary>Whether the two are equal but for rounding.</summary>
    public bool IsSame => Published.Equals(Here) || Math.Abs(Published - Here) < 1e-12;

    /// <summary>Both values, and the reason where they differ.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {Published:F6} there, {Here:F6} here{(IsSame ? "" : $" ({Reason})")}");
}
