using System.Globalization;

namespace NasPipelines.Uncertainty;

/// <summary>Whether a score's Kendall's tau differs from what random scores reach.</summary>
/// <remarks>
/// A score differs only where both say so: random orders of the scores (Kendall's variance with ties, corrected for continuity) and the
/// spread of tau over resamples. P-values are corrected by Holm's method over all scores.
/// </remarks>
public sealed class ChanceTest : PrintedResult
{
    internal ChanceTest(string score, double tau, double pValue, double adjusted, bool differs) =>
        (Score, Kendall, PValue, AdjustedPValue, Differs) = (score, tau, pValue, adjusted, differs);

    /// <summary>The score.</summary>
    public string Score { get; }

    /// <summary>Kendall's tau-b; NaN where undefined.</summary>
    internal double Kendall { get; }

    /// <summary>Two-sided p-value of tau = 0; NaN where tau is undefined.</summary>
    public double PValue { get; }

    /// <summary>The p-value after Holm's correction over all scores.</summary>
    public double AdjustedPValue { get; }

    /// <summary>Whether the score differs from chance after correction.</summary>
    public bool Differs { get; }

    /// <summary>The result in words.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Score}: KD {Kendall:F3} {(Differs ? "differs" : "does not differ")} from chance (p = {AdjustedPValue:G2} after correction)");
}
